"""Gradient passes the 4-bit base to A, B and the input; the codes never change."""

import torch
from torch import float64

g = torch.Generator().manual_seed(0)
d_out, d_in, rank, alpha, lr = 4, 16, 2, 4, 0.02
W = torch.randn(d_out, d_in, generator=g, dtype=float64)
scale = W.abs().amax(dim=1, keepdim=True) / 7  # here one block is one row
codes = (W / scale).round().to(torch.int8)  # stored: -7 to 7   (d_out, d_in)
before = codes.clone()
A = torch.randn(rank, d_in, generator=g, dtype=float64).requires_grad_()
B = torch.zeros(d_out, rank, dtype=float64, requires_grad=True)
x = torch.randn(
    8, d_in, generator=g, dtype=float64
).requires_grad_()  # from a layer below
wanted = torch.randn(8, d_out, generator=g, dtype=float64)  # (batch, d_out)

for step in range(61):
    W4 = codes * scale  # back to ordinary numbers, for this one product
    h = x @ W4.T + alpha / rank * (x @ A.T) @ B.T  # (batch, d_out)
    loss = ((h - wanted) ** 2).mean()
    grads = torch.autograd.grad(loss, [A, B, x])
    if step in (0, 1, 60):
        to_a, to_b, to_x = (f"{gradient.norm():.2f}" for gradient in grads)
        print(f"step {step:2}: loss {loss:5.2f}, gradient A {to_a}, B {to_b}, x {to_x}")
    A.data -= lr * grads[0]
    B.data -= lr * grads[1]
print("codes can have a gradient:", codes.is_floating_point())
print("codes unchanged:", torch.equal(codes, before))
