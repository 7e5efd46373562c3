"""Ways to stretch RoPE to 8 times the length: how much each slows down which pairs."""

import numpy as np


def yarn(d_head, theta, trained, factor, fast=32, slow=1, whole=True):
    """Frequencies (d_head / 2,), and what cosines and sines are multiplied by."""
    turns = np.array([fast, slow])  # in the trained context; the pairs that make them:
    first, last = d_head * np.log(trained / (turns * 2 * np.pi)) / (2 * np.log(theta))
    first, last = (np.floor(first), np.ceil(last)) if whole else (first, last)
    first, last = max(first, 0), min(last, d_head - 1)
    slowed = np.clip((np.arange(d_head // 2) - first) / max(last - first, 0.001), 0, 1)
    before = theta ** (-np.arange(0, d_head, 2) / d_head)
    return before * (1 - slowed + slowed / factor), 0.1 * np.log(factor) + 1


d_head, theta, trained, factor = 128, 500_000.0, 8192, 8
exponents = -np.arange(0, d_head, 2) / d_head
plain, larger = theta**exponents, theta * factor ** (d_head / (d_head - 2))
turns = trained * plain / (2 * np.pi)
keep = np.clip((turns - 1) / (4 - 1), 0, 1)  # Llama 3.1: all from 4 turns on
llama = plain * (keep + (1 - keep) / factor)
ways = {"inter": plain / factor, "NTK": larger**exponents, "Llama": llama}
ways["YaRN"], sharper = yarn(d_head, theta, trained, factor)
print("pair    turns ", *[f"{name:>6}" for name in ways])
for i in (0, 15, 25, 31, 40, 63):
    print(
        f"{i:4} {turns[i]:8.2f} ", *[f"{w[i] / plain[i]:6.3f}" for w in ways.values()]
    )
print(f"YaRN also multiplies scores by {sharper**2:.3f}")
