"""Most weights of a block are in the feed-forward layer, in all of these models."""


def llama_width(d_model, multiple, stretch=1.0):  # 2/3 of 4 d_model, rounded up
    width = int(stretch * int(2 * 4 * d_model / 3))
    return -(-width // multiple) * multiple


def row(name, d_model, d_ff, matrices, heads, d_head, experts=1, active=1):
    n_heads, n_kv_heads = heads
    attention = 2 * d_model * (n_heads + n_kv_heads) * d_head
    one = matrices * d_model * d_ff
    share = experts * one / (experts * one + attention)
    print(f"{name:14} {d_model:7} {d_ff:6} {d_ff / d_model:5.2f}", end="")
    print(f" {experts * one:13,} {active * one:12,} {attention:11,} {share:6.0%}")


print("model          d_model   d_ff ratio  feed-forward", end="")
print("   of it used   attention  share")
row("GPT-2 small", 768, 4 * 768, 2, (12, 12), 64)
row("Llama 2 7B", 4096, llama_width(4096, 256), 3, (32, 32), 128)
row("Llama 3.1 8B", 4096, llama_width(4096, 1024, 1.3), 3, (32, 8), 128)
row("Qwen3 0.6B", 1024, 3072, 3, (16, 8), 128)
row("Qwen3 8B", 4096, 12288, 3, (32, 8), 128)
row("Mixtral 8x7B", 4096, 14336, 3, (32, 8), 128, experts=8, active=2)
row("Qwen3 30B-A3B", 2048, 768, 3, (32, 4), 128, experts=128, active=8)
row("gpt-oss 20B", 2880, 2880, 3, (64, 8), 64, experts=32, active=4)
