"""What a model is called and what it has: Llama-style models counted from sizes."""


def count(n_layers, d_model, n_heads, kv_heads, d_ff, vocab_size, tables):
    d_head = d_model // n_heads
    query_and_output = 2 * d_model * n_heads * d_head
    key_and_value = 2 * d_model * kv_heads * d_head
    feed_forward = 3 * d_model * d_ff
    norms = 2 * d_model
    block = query_and_output + key_and_value + feed_forward + norms
    return n_layers * block + d_model + tables * vocab_size * d_model


models = {  # the last number: 1 if input and output share a table, else 2
    "SmolLM2-135M": (30, 576, 9, 3, 1536, 49_152, 1),
    "Llama 2 7B": (32, 4096, 32, 32, 11_008, 32_000, 2),
    "Llama 2 70B": (80, 8192, 64, 8, 28_672, 32_000, 2),
    "Llama 3 8B": (32, 4096, 32, 8, 14_336, 128_256, 2),
}
for name, sizes in models.items():
    table = sizes[-1] * sizes[-2] * sizes[1]
    print(f"{name:12} {count(*sizes):14,}, in tables {table / count(*sizes):5.1%}")
shared = count(80, 8192, 64, 64, 28_672, 32_000, 2)
print(f"70B with 64 key and value heads: {shared:,}")
