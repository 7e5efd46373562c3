"""GPT-3's count follows from its published configuration."""

n_layers, d_model, context, vocab_size = 96, 12_288, 2048, 50_257
d_ff = 4 * d_model

attention = 4 * d_model**2 + 4 * d_model  # query, key, value, output; biases
feed_forward = 2 * d_model * d_ff + d_ff + d_model  # two matrices; biases
norms = 2 * 2 * d_model  # two norms, each with gain and shift
blocks = n_layers * (attention + feed_forward + norms)
embeddings = (vocab_size + context) * d_model
total = blocks + embeddings + 2 * d_model  # and the last norm
print(f"in {n_layers} blocks:      {blocks:,}")
print(f"in two embeddings: {embeddings:,}")
print(f"total:             {total:,}, or {total / 1e9:.0f} billion")
print(f"12 x n_layers x d_model^2: {12 * n_layers * d_model**2 / total:.1%} of it")
