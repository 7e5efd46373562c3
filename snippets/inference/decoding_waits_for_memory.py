"""Decoding waits for memory; prefill, which shares the weights, for arithmetic."""

fewer = 4.5  # bits for a weight; knob: 2.5, 3.5, 4.5, 5.5, 8.5
per_second, bytes_per_second = 989e12, 3.35e12  # H100 SXM: operations in bf16; memory
weights, n_layers, d_model = 7_504_924_672, 32, 4096  # Llama 3.1 8B, no embedding
head = 128_256 * 4096  # of these, for logits: needed at the last position only
cached = 2 * 32 * 8 * 128 * 2  # bytes of keys and values for a token

print("                      GFLOP  GB read  compute  memory   at most")
for name, sequences, new, before, bits in (
    ("prefill, 1,000 tokens", 1, 1000, 0, 16),
    ("decode one sequence", 1, 1, 1000, 16),
    (f"  weights in {fewer} bits", 1, 1, 1000, fewer),
    ("decode 64 at once", 64, 1, 1000, 16),
    ("decode 256 at once", 256, 1, 1000, 16),
    ("decode 8, long texts", 8, 1, 32_000, 16),
):
    tokens = sequences * new
    attention = 4 * n_layers * d_model * (before + new / 2)  # operations for a token
    operations = tokens * (2 * (weights - head) + attention) + sequences * 2 * head
    read = weights * bits / 8 + sequences * before * cached
    compute, memory = operations / per_second, read / bytes_per_second
    print(f"{name:21} {operations / 1e9:6,.0f} {read / 1e9:8.1f}", end="")
    print(f" {1000 * compute:5.1f} ms {1000 * memory:4.1f} ms", end="")
    print(f" {tokens / max(compute, memory):7,.0f} tokens/s")
