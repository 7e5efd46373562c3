"""One round: how many drafted tokens are kept, and what the next one is drawn from."""

import torch


def verify(drafted, q, p, u):  # (n,), (n, vocab_size), (n + 1, vocab_size), (n,)
    """u: random numbers from 0 to 1, for keeping with probability min(1, p / q)."""
    drafted = torch.as_tensor(drafted, dtype=torch.long)
    at = torch.arange(len(drafted)), drafted
    wide = torch.promote_types(q.dtype, torch.float32)  # bfloat16 can round u to 1
    u = torch.as_tensor(u, dtype=wide, device=q.device)
    refused = u * q[at] >= p[at]
    kept = int(refused.int().argmax()) if refused.any() else len(drafted)
    rest = (p[kept] - q[kept]).clamp(min=0) if kept < len(drafted) else p[kept]
    if not rest.any():  # refused, but p and q differ only by rounding
        rest = p[kept]
    return kept, rest / rest.sum()


p = torch.tensor([[0.6, 0.2, 0.2], [0.2, 0.2, 0.6], [0.3, 0.5, 0.2]])
q = torch.tensor([[0.3, 0.6, 0.1], [0.1, 0.8, 0.1]])
print("drafted  u           kept  next token")
rounds = ([0, 1], [0.9, 0.2]), ([0, 1], [0.9, 0.3]), ([1, 1], [0.6, 0.2]), ([], [])
for drafted, u in rounds:
    kept, probs = verify(drafted, q, p, u)
    print(f"{drafted!s:8} {u!s:10}  {kept:4} ", *(f"{x:.2f}" for x in probs))
drafted = [0, 1]
p, q = torch.eye(3)[p.argmax(dim=1)], torch.eye(3)[drafted]  # at temperature 0
kept, probs = verify(drafted, q, p, [0.9] * 2)
print(f"{drafted}   greedy      {kept:4} ", *(f"{x:.2f}" for x in probs))
