"""Temperature, top-k, top-p, min-p and the draw: from logits to the next token."""

import numpy as np


def next_token_probs(logits, temperature=1.0, top_k=0, top_p=1.0, min_p=0.0):
    logits = np.asarray(logits, dtype=np.float64)
    (vocab_size,) = logits.shape  # of one position: a batch is refused
    if temperature < 0 or min_p > 1 or not np.isfinite(logits.max()):
        raise ValueError("temperature below 0, min_p above 1, or bad logits")
    if temperature == 0:  # greedy
        return (np.arange(vocab_size) == logits.argmax()).astype(np.float64)
    order = np.argsort(-logits, kind="stable")  # most probable first
    ranked = np.exp((logits[order] - logits.max()) / temperature)
    ranked[top_k if top_k > 0 else vocab_size :] = 0
    if top_p < 1:  # drop what comes after the smallest set that has top_p
        ranked[1:][ranked.cumsum()[:-1] >= top_p * ranked.sum()] = 0
    ranked[ranked < min_p * ranked[0]] = 0
    return (ranked / ranked.sum())[np.argsort(order)]


def draw(probs, u):  # u: a random number, 0 <= u < 1
    edges = np.cumsum(probs, dtype=np.float64)
    return int(np.searchsorted(edges / edges[-1], u, side="right"))


settings = [{"temperature": 0.5}, {"temperature": 2}, {"top_k": 2}, {"top_p": 0.9}]
for setting in [{}, *settings, {"min_p": 0.3}, {"top_k": 1}, {"temperature": 0}]:
    probs = next_token_probs([3.0, 2.2, 1.5, 0.4, -1.0], **setting)
    print(f"{setting!s:20}", *(f"{p:5.2f}" for p in probs), " draws", draw(probs, 0.75))
masked = [-np.inf, 1000.0, 1001.0]
probs = next_token_probs(masked)
print("token 0 masked:     ", *(f"{p:5.2f}" for p in probs))
print(f"0 draws {draw(probs, 0.0)}, 0.75 draws {draw(probs, 0.75)}")
try:
    next_token_probs(masked, min_p=1.5)
except ValueError as error:
    print(error)
