"""RoPE's slow pairs do not finish one rotation in training: beyond, angles are new."""

from math import pi

models = {  # d_head, theta, tokens of context in training
    "Llama 2 7B": (128, 10_000, 4096),
    "Llama 3 8B": (128, 500_000, 8192),
    "Qwen3 8B": (128, 1_000_000, 32_768),
}
print("           context  pairs  rotations of fastest, slowest  pairs below one")
for name, (d_head, theta, context) in models.items():
    turns = [context * theta ** (-i / d_head) / (2 * pi) for i in range(0, d_head, 2)]
    unfinished = sum(turn < 1 for turn in turns)
    row = f"{context:7,} {len(turns):6} {turns[0]:12.0f} {turns[-1]:17.4f}"
    print(f"{name:10} {row} {unfinished:16}")
