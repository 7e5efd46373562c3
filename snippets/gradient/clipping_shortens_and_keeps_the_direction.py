"""Clipping by norm scales all gradients by one factor; clipping by value bends them."""

import torch

g = torch.Generator().manual_seed(0)
shapes, most = [(3, 5), (4,)], 1.0
for p in (parameters := [torch.zeros(s, dtype=torch.float64) for s in shapes]):
    p.grad = 3 * torch.randn(p.shape, generator=g, dtype=torch.float64)
grads = torch.cat([p.grad.flatten() for p in parameters])  # all of them in one list

norm = grads.norm()
ours = grads * most / norm if norm > most else grads
by_value = grads.clamp(-most, most)
reported = torch.nn.utils.clip_grad_norm_(parameters, most)
theirs = torch.cat([p.grad.flatten() for p in parameters])

print(f"norm before {norm:.2f}, reported {reported:.2f}, after {theirs.norm():.2f}")
print("ours the same to 6 digits:", bool((ours - theirs).abs().max() < 1e-6))
for name, clipped in ("by norm", ours), ("by value", by_value):
    same = torch.cosine_similarity(clipped, grads, dim=0)
    print(f"{name}: cosine with the unclipped gradient {same:.2f}")
