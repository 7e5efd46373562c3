"""Kept by p / q or drawn from the residual, tokens follow p exactly; slips do not."""

import numpy as np

p = np.array([0.4, 0.3, 0.2, 0.1])  # of the target model   (vocab_size,)
q = np.array([0.1, 0.5, 0.3, 0.1])  # of the draft model
top = np.eye(4)[q.argmax()]  # where it drafts its most probable token


def residual(q):
    rest = (p - q).clip(min=0)
    return rest / (rest.sum() or 1)  # not 0 / 0 where q is p


def outcome(drafted, q, again):  # distribution of what comes out
    kept = drafted * (p / q.clip(min=1e-30)).clip(max=1)
    return kept + (1 - kept.sum()) * again


rules = {
    "draft model, q": q,
    "kept or residual": outcome(q, q, residual(q)),
    "drawn again from p": outcome(q, q, p),
    "greedy drafting, q=1": outcome(top, top, residual(top)),
    "greedy, softmax as q": outcome(top, q, residual(q)),
}
print("target model, p     ", *(f"{x:.2f}" for x in p), " off by")
for name, probs in rules.items():
    print(f"{name:20}", *(f"{x:.2f}" for x in probs), f" {np.abs(probs - p).max():.3f}")
print(f"kept: {p.clip(max=q).sum():.2f}")
