"""The adapter of this page's GPT has a twelfth as many numbers as the GPT."""

d_model, n_layers, context, vocab_size = 64, 3, 16, 27
rank = 4  # knob: 1 to 16
linear = {  # of each block: (d_out, d_in)
    "qkv": (3 * d_model, d_model),  # queries, keys and values of all heads
    "output": (d_model, d_model),
    "up": (4 * d_model, d_model),
    "down": (d_model, 4 * d_model),
}

matrices = sum(d_out * d_in for d_out, d_in in linear.values())
norms = 2 * d_model  # one before attention, one before the feed-forward layer
embedding = vocab_size * d_model  # also the output layer
positions = context * d_model
gpt = n_layers * (matrices + norms) + embedding + positions + d_model  # a last norm
print(f"{'the GPT':20}{gpt:>8,}")

adapter = n_layers * sum(rank * (d_in + d_out) for d_out, d_in in linear.values())
print(f"{f'adapter of rank {rank}':20}{adapter:>8,}  {100 * adapter / gpt:.1f}%")
