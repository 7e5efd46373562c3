"""The memory that Llama 3.1 8B needs for inference."""

tensors = [  # how many, rows, columns, format
    (2, 128_256, 4_096, "bf16"),
    (64, 4_096, 4_096, "bf16"),
    (64, 1_024, 4_096, "bf16"),
    (64, 14_336, 4_096, "bf16"),
    (32, 4_096, 14_336, "bf16"),
    (65, 1, 4_096, "bf16"),
]
# Layers that keep so many numbers a position, of the newest positions (0: of all).
layers = [(32, 2_048, 0)]
context, batch, states = 8_192, 1, 0
block, block_bytes = 1, 2  # the cache in bf16


def size(rows, columns, form):
    numbers = rows * columns
    blocks = {"bf16": (1, 2)}
    block, size_bytes = blocks[form]
    return -(-numbers // block) * size_bytes


held = sum(n * size(rows, columns, form) for n, rows, columns, form in tensors)
kept = sum(n * each * min(context, window or context) for n, each, window in layers)
kept = batch * (kept // block * block_bytes + states)
parts = {"weights": held, "KV cache": kept}
for name, count in parts.items():
    print(f"{name}: {count:,} bytes")
print(f"in all: {sum(parts.values()) / 2**30:.2f} GiB")
