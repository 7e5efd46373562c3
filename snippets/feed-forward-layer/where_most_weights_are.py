"""In GPT-2 and in Llama, most weights of a block are in the feed-forward layer."""


def llama_width(d_model, multiple, stretch=1.0):  # 2/3 of 4 d_model, rounded up
    width = int(stretch * int(2 * 4 * d_model / 3))
    return -(-width // multiple) * multiple


print("              d_model   d_ff  ratio  feed-forward   attention  share")
for name, d_model, d_ff, matrices, attention in (
    ("GPT-2 small", 768, 4 * 768, 2, 4 * 768 * 768),
    ("SmolLM2-135M", 576, llama_width(576, 256), 3, 2 * 576 * (576 + 192)),
    ("Llama-2-7B", 4096, llama_width(4096, 256), 3, 4 * 4096 * 4096),
    ("Llama-3-8B", 4096, llama_width(4096, 1024, 1.3), 3, 2 * 4096 * (4096 + 1024)),
):
    weights = matrices * d_model * d_ff
    share = weights / (weights + attention)
    row = f"{name:13} {d_model:7} {d_ff:6} {d_ff / d_model:6.2f} {weights:13,}"
    print(f"{row} {attention:11,} {share:6.0%}")
