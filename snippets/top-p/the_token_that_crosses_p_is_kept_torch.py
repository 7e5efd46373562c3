"""Top-p keeps the token that crosses p, and so at least p; without it less is left."""

import torch

inputs = {  # most probable first
    "sure": torch.tensor([0.95, 0.03, 0.02]),
    "less sure": torch.tensor([0.5, 0.35, 0.1, 0.05]),
    "unsure": torch.full((8,), 0.125),
}
print("           p  top-p keeps  sum at most p")
for name, probs in inputs.items():
    for p in (0.5, 0.9, 0.97):
        sums = probs.cumsum(dim=-1)
        before = sums - probs  # what the more probable tokens have together
        kept = before < p  # the sum had not reached p yet
        early = sums <= p  # a common slip
        shown = f"{kept.sum()} ({probs[kept].sum():.2f})"
        print(f"{name:10} {p:<4}{shown:>10} {early.sum():7} ({probs[early].sum():.2f})")
