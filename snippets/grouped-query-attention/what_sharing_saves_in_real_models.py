"""What sharing saves in real models: the cache is smaller by the size of a group."""

models = {  # layers that keep all tokens, n_heads, n_kv_heads, d_head
    "Llama 2 7B": (32, 32, 32, 128),
    "Llama 3.1 8B": (32, 32, 8, 128),
    "Llama 3.1 70B": (80, 64, 8, 128),
    "GLM-4.5-Air": (46, 96, 8, 128),
    "gpt-oss 120B": (18, 64, 8, 64),  # 18 more keep the last 128 tokens
    "Qwen3 30B-A3B": (48, 32, 4, 128),
    "Qwen3.5 397B-A17B": (15, 32, 2, 256),  # 45 more have linear attention
}
print("                   heads  bytes for a token")
print("                   q  kv     kept if not shared")
for name, (n_layers, n_heads, n_kv_heads, d_head) in models.items():
    kept, unshared = (2 * n_layers * n * d_head * 2 for n in (n_kv_heads, n_heads))
    print(f"{name:17} {n_heads:2} {n_kv_heads:3} {kept:8,} {unshared:13,}")
