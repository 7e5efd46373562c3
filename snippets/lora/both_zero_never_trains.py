"""With A and B both zero, neither ever gets a gradient, and nothing trains."""

import torch
from torch import float64

g = torch.Generator().manual_seed(0)
d_out, d_in, rank, alpha = 3, 5, 2, 8
x = torch.randn(8, d_in, generator=g, dtype=float64)  # (batch, d_in)
wanted = torch.randn(8, d_out, generator=g, dtype=float64)  # of the update

for start in (0, 1):
    A = start * torch.randn(rank, d_in, generator=g, dtype=float64)  # (rank, d_in)
    B = torch.zeros(d_out, rank, dtype=float64)  # (d_out, rank)
    for _ in range(100):
        A.requires_grad_()
        B.requires_grad_()
        loss = ((alpha / rank * (x @ A.T) @ B.T - wanted) ** 2).mean()
        to_a, to_b = torch.autograd.grad(loss, [A, B])
        A, B = A.detach() - 0.01 * to_a, B.detach() - 0.01 * to_b
    print(f"noise times {start}: loss {loss:.2f}, A {A.norm():.2f}, B {B.norm():.2f}")
