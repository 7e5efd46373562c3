"""How large a cache is: numbers for each layer and position, times positions kept."""


def cache_bytes(layers, context, batch=1, bytes_each=2):
    """layers: (how many, numbers kept for a position, window or None for all)."""
    return sum(
        n_layers * numbers * min(context, window or context) * batch * bytes_each
        for n_layers, numbers, window in layers
    )


print("model             context  bytes of the first token  bytes of the last      GiB")
for name, context, *layers in (
    ("GPT-2 small", 1024, (12, 2 * 12 * 64, None)),  # key and value, heads, d_head
    ("Llama 2 7B", 4096, (32, 2 * 32 * 128, None)),
    ("Llama 3.1 8B", 131_072, (32, 2 * 8 * 128, None)),
    ("  if not shared", 131_072, (32, 2 * 32 * 128, None)),
    ("gpt-oss 20B", 131_072, (12, 2 * 8 * 64, None), (12, 2 * 8 * 64, 128)),
    ("  if no windows", 131_072, (24, 2 * 8 * 64, None)),
    ("DeepSeek-V3", 163_840, (61, 512 + 64, None)),  # latent vector, position
    ("Gemma 4 31B", 262_144, (10, 2 * 4 * 512, None), (50, 2 * 16 * 256, 1024)),
    ("Gemma 4 E2B", 131_072, (3, 2 * 512, None), (12, 2 * 256, 512)),  # 20 have none
):
    size = cache_bytes(layers, context)
    first, last = cache_bytes(layers, 1), size - cache_bytes(layers, context - 1)
    print(f"{name:16} {context:8,} {first:25,} {last:18,} {size / 2**30:8.3f}")
