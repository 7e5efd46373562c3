"""Temperature, top-k, top-p, min-p and the draw: from logits to the next token."""

import torch


def next_token_probs(logits, temperature=1.0, top_k=0, top_p=1.0, min_p=0.0):
    logits = torch.as_tensor(logits).cpu().double()
    (vocab_size,) = logits.shape  # of one position: a batch is refused
    if temperature < 0 or min_p > 1 or not logits.max().isfinite():
        raise ValueError("temperature below 0, min_p above 1, or bad logits")
    if temperature == 0:  # greedy
        return (torch.arange(vocab_size) == logits.argmax()).double()
    probs = (logits / temperature).softmax(dim=-1)
    ranked, order = probs.sort(descending=True, stable=True)  # most probable first
    ranked[top_k if top_k > 0 else vocab_size :] = 0
    if top_p < 1:  # drop what comes after the smallest set that has top_p
        ranked[1:][ranked.cumsum(dim=-1)[:-1] >= top_p * ranked.sum()] = 0
    ranked[ranked < min_p * ranked[0]] = 0
    return (ranked / ranked.sum())[order.argsort()]


def draw(probs, u):  # u: a random number, 0 <= u < 1
    edges = probs.double().cumsum(dim=-1)
    return int(torch.searchsorted(edges / edges[-1], u, right=True))


settings = [{"temperature": 0.5}, {"temperature": 2}, {"top_k": 2}, {"top_p": 0.9}]
for setting in [{}, *settings, {"min_p": 0.3}, {"top_k": 1}, {"temperature": 0}]:
    probs = next_token_probs([3.0, 2.2, 1.5, 0.4, -1.0], **setting)
    print(f"{setting!s:20}", *(f"{p:5.2f}" for p in probs), " draws", draw(probs, 0.75))
masked = [-torch.inf, 1000.0, 1001.0]
probs = next_token_probs(masked)
print("token 0 masked:     ", *(f"{p:5.2f}" for p in probs))
print(f"0 draws {draw(probs, 0.0)}, 0.75 draws {draw(probs, 0.75)}")
try:
    next_token_probs(masked, min_p=1.5)
except ValueError as error:
    print(error)
