"""Only A and B train, and in the first step only B: A waits until B is not zero."""

import torch

g = torch.Generator().manual_seed(0)
d_out, d_in, rank, alpha, lr = 3, 5, 2, 8, 0.01
W0 = torch.randn(d_out, d_in, generator=g)  # frozen: no gradient   (d_out, d_in)
A = torch.randn(rank, d_in, generator=g, requires_grad=True)  # (rank, d_in)
B = torch.zeros(d_out, rank, requires_grad=True)  # (d_out, rank)
x = torch.randn(8, d_in, generator=g)  # (batch, d_in)
target = torch.randn(8, d_out, generator=g)  # (batch, d_out)

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
