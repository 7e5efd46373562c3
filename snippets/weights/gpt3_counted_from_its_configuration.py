"""GPT-3's count follows from its published configuration."""

n_layers, d_model, context, vocab_size = 96, 12_288, 2048, 50_257

attention = 4 * d_model**2 + 4 * d_model  # query, key, value, output; biases
mlp = 2 * d_model * 4 * d_model + 4 * d_model + d_model  # up and down; biases
norms = 2 * 2 * d_model
blocks = n_layers * (attention + mlp + norms)
tables = (vocab_size + context) * d_model
total = blocks + tables + 2 * d_model  # and the last norm
print(f"in {n_layers} blocks: {blocks:,}")
print(f"in two tables: {tables:,}")
print(f"total: {total:,}, or {total / 1e9:.0f} billion")
print(f"12 * n_layers * d_model**2: {12 * n_layers * d_model**2 / total:.1%} of it")
