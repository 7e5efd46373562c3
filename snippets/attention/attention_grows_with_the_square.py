"""Attention grows with the square of the sequence, all other work with its length."""

n_layers, n_heads, n_kv_heads, d_head = 32, 32, 8, 128  # Llama 3.1 8B
d_model, d_ff, vocab_size = 4096, 14336, 128_256

projections = 2 * d_model * (n_heads + n_kv_heads) * d_head  # query, output, key, value
matrices = n_layers * (projections + 3 * d_model * d_ff) + d_model * vocab_size
print(f"numbers in the matrices that each token passes: {matrices:,}")

print("seq_len   weights of a head   a layer, 16 bits   share of attention")
for seq_len in (1024, 8192, 131_072):
    weights = seq_len**2
    gib = n_heads * weights * 2 / 2**30  # 2 bytes a number
    # A product and a sum for each number of a matrix, and of a key or value seen.
    elsewhere = seq_len * 2 * matrices
    seen = seq_len**2 / 2  # pairs of tokens, with a causal mask: about half
    attention = seen * 2 * 2 * n_layers * n_heads * d_head
    share = attention / (attention + elsewhere)
    print(f"{seq_len:7,} {weights:19,} {gib:14,.2f} GiB {share:20.0%}")
