"""Clipping by norm scales all gradients by one factor; by value, each number alone."""

import torch

g = torch.Generator().manual_seed(0)
max_norm = 1.0
parameters = [torch.zeros(3, 5).double(), torch.zeros(4).double()]


def as_one_vector(parameters):
    return torch.cat([p.grad.flatten() for p in parameters])


print("gradient  norm  reported  after clipping  same as ours  cosine if by value")
for name, scale in ("small", 0.05), ("usual", 0.5), ("large", 50.0):
    for p in parameters:
        p.grad = scale * torch.randn(p.shape, generator=g, dtype=p.dtype)
    before = as_one_vector(parameters)
    ours = before * (max_norm / before.norm()).clamp(max=1.0)
    by_value = before.clamp(-0.5, 0.5)
    reported = torch.nn.utils.clip_grad_norm_(parameters, max_norm=max_norm)
    after = as_one_vector(parameters)
    same = bool((abs(ours / after - 1) < 1e-4).all())
    cosine = torch.cosine_similarity(by_value, before, dim=0)
    print(f"{name:7} {before.norm():6.2f} {reported:9.2f} {after.norm():15.2f}", end="")
    print(f" {same!s:>13} {cosine:19.2f}")
