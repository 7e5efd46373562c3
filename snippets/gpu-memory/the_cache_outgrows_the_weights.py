"""From some number of tokens on the KV cache is larger than the model."""

models = {  # parameters, n_layers, key/value heads; d_head is 128 in each
    "Llama-2-7B": (6.738e9, 32, 32),
    "Llama-3-8B": (8.030e9, 32, 8),
    "Llama-2-70B": (68.977e9, 80, 8),
}
print("             cache per token, 16 chats of 4,096   weights, in tokens of cache")
for name, (parameters, n_layers, kv_heads) in models.items():
    weights = 2 * parameters  # bytes in fp16
    token = 2 * n_layers * kv_heads * 128 * 2  # key and value, 2 bytes a number
    chats = 16 * 4096 * token
    print(f"{name:11} {token:9,} bytes {chats / 1e9:16.2f} GB", end="")
    print(f"{weights / 1e9:11.1f} GB {weights / token:15,.0f}")
