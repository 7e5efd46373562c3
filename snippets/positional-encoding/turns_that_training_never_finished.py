"""RoPE's slow pairs do not finish one turn in training: beyond, angles are new."""

from math import pi

models = {  # d_head, theta, tokens of context in training
    "Llama 2 7B": (128, 10_000, 4096),
    "Llama 3 8B": (128, 500_000, 8192),
}
for name, (d_head, theta, context) in models.items():
    turns = [context * theta ** (-i / d_head) / (2 * pi) for i in range(0, d_head, 2)]
    unfinished = sum(turn < 1 for turn in turns)
    print(f"{name}: {len(turns)} pairs, turns {turns[0]:.0f} to {turns[-1]:.4f}")
    print(f"  less than one turn in {context:,} tokens: {unfinished} pairs")
