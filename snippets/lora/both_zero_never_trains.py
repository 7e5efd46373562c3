"""With A and B both zero, neither ever gets a gradient, and nothing trains."""

import torch

g = torch.Generator().manual_seed(0)
d_out, d_in, rank, alpha = 3, 5, 2, 8
x = torch.randn(8, d_in, generator=g)  # (batch, d_in)
target = torch.randn(8, d_out, generator=g)  # what the update should become

for start in (0.0, 0.5):
    A = torch.full((rank, d_in), start, requires_grad=True)  # (rank, d_in)
    B = torch.zeros(d_out, rank, requires_grad=True)  # (d_out, rank)
    for _ in range(100):
        loss = ((alpha / rank * (x @ A.T) @ B.T - target) ** 2).mean()
        grads = torch.autograd.grad(loss, [A, B])
        for p, grad in zip((A, B), grads):
            p.data -= 0.01 * grad
    print(f"A began at {start}: loss {loss:.2f}, A {A.norm():.2f}, B {B.norm():.2f}")
