"""With all linear layers adapted, the rank decides how much QLoRA saves."""

n_layers, d_model, d_ff, vocab_size = 32, 4096, 11_008, 32_000  # LLaMA-7B
shapes = [(d_model, d_model)] * 4  # query, key, value, output
shapes += [(d_model, d_ff)] * 3  # gate, up, down
linear = n_layers * sum(d_in * d_out for d_in, d_out in shapes)
other = 2 * vocab_size * d_model + (2 * n_layers + 1) * d_model  # kept in 16 bits
base = (linear * 4.127 / 8 + other * 2) / 1e9

count = linear + other
print(f"{count:,} weights in 16 bits: {2 * count / 1e9:.1f} GB")
print(f"4-bit base: {base:.1f} GB, of which embedding and output {other * 2 / 1e9:.1f}")
print(f"with embedding, output and norms in fp32: {base + other * 2 / 1e9:.1f} GB")
print("rank  A and B, million  with gradients and AdamW, GB")
for rank in (8, 64, 256):
    trained = n_layers * sum(rank * (d_in + d_out) for d_in, d_out in shapes)
    print(f"{rank:4} {trained / 1e6:13.0f} {trained * 16 / 1e9:12.1f}")  # 4 x fp32
