"""Only A and B train, and in the first step only B: A waits until B is not zero."""

import torch

g = torch.Generator().manual_seed(0)
d_out, d_in, rank, alpha, lr = 3, 5, 2, 8, 0.01
W0 = torch.randn(d_out, d_in, generator=g)  # frozen: no gradient   (d_out, d_in)
A = torch.randn(rank, d_in, generator=g).requires_grad_()  # (rank, d_in)
B = torch.zeros(d_out, rank).requires_grad_()  # (d_out, rank)
x = torch.randn(8, d_in, generator=g)  # (batch, d_in)
target = torch.randn(8, d_out, generator=g)  # (batch, d_out)
optimizer = torch.optim.SGD([A, B], lr=lr)

print("step  loss  norm of the gradient: of A   of B   of W0")
for step in range(3):
    h = x @ W0.T + alpha / rank * (x @ A.T) @ B.T  # (batch, d_out)
    loss = ((h - target) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    of_A, of_B = A.grad.norm(), B.grad.norm()
    print(f"{step:4}  {loss:4.1f} {of_A:26.2f} {of_B:6.2f}   {W0.grad}")
    optimizer.step()
