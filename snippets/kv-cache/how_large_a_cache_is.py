"""A cache holds a key and a value for each layer, key/value head and token."""


def bytes_per_token(n_layers, n_kv_heads, d_head, bytes_each):
    return 2 * n_layers * n_kv_heads * d_head * bytes_each  # 2: a key and a value


print("                layers  kv heads  d_head  bytes a token  context   GiB")
for name, n_layers, n_kv_heads, d_head, context in (
    ("GPT-2 small", 12, 12, 64, 1024),
    ("SmolLM2-135M", 30, 3, 64, 8192),
    ("Llama-2-7B", 32, 32, 128, 4096),
    ("Llama-2-70B", 80, 8, 128, 4096),
    ("70B, unshared", 80, 64, 128, 4096),
    ("Llama-3-8B", 32, 8, 128, 8192),
):
    size = bytes_per_token(n_layers, n_kv_heads, d_head, bytes_each=2)  # 16-bit numbers
    print(
        f"{name:14} {n_layers:7} {n_kv_heads:9} {d_head:7} {size:14,} {context:8,}"
        f" {size * context / 2**30:5.2f}"
    )
