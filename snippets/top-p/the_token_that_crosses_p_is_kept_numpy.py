"""Top-p keeps the token that crosses p, and so at least p; without it less is left."""

import numpy as np

inputs = {  # most probable first
    "sure": np.array([0.95, 0.03, 0.02]),
    "less sure": np.array([0.5, 0.35, 0.1, 0.05]),
    "unsure": np.full(8, 0.125),
}
top_p = 0.9  # knob: 0.1 to 0.9 by 0.1
print("           p  top-p keeps  sum at most p")
for name, probs in inputs.items():
    for p in (0.5, top_p, 0.97):
        sums = probs.cumsum()
        before = sums - probs  # what the more probable tokens have together
        kept = before < p  # the sum had not reached p yet
        early = sums <= p  # a common slip
        shown = f"{kept.sum()} ({probs[kept].sum():.2f})"
        print(f"{name:10} {p:<4}{shown:>10} {early.sum():7} ({probs[early].sum():.2f})")
