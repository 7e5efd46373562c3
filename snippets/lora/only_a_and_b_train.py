"""Only A and B train, and in the first step only B: A waits until B is not zero."""

import torch
from torch import float64

g = torch.Generator().manual_seed(0)
d_out, d_in, rank, alpha, lr = 3, 5, 2, 8, 0.01
W0 = torch.randn(d_out, d_in, generator=g, dtype=float64)  # frozen   (d_out, d_in)
A = torch.randn(rank, d_in, generator=g, dtype=float64).requires_grad_()  # (rank, d_in)
B = torch.zeros(d_out, rank, dtype=float64).requires_grad_()  # (d_out, rank)
x = torch.randn(8, d_in, generator=g, dtype=float64)  # (batch, d_in)
target = torch.randn(8, d_out, generator=g, dtype=float64)  # (batch, d_out)

for step in range(3):
    h = x @ W0.T + alpha / rank * (x @ A.T) @ B.T  # (batch, d_out)
    loss = ((h - target) ** 2).mean()
    loss.backward()
    print(
        f"step {step}: loss {loss:.2f}, "
        f"gradient of A {A.grad.norm():.2f}, of B {B.grad.norm():.2f}, of W0 {W0.grad}"
    )
    with torch.no_grad():
        for p in (A, B):
            p -= lr * p.grad
            p.grad = None
