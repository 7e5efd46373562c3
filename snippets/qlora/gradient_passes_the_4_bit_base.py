"""Gradients pass the frozen 4-bit base and reach A, B and the input; the codes stay."""

import torch

g = torch.Generator().manual_seed(0)
d_out, d_in, rank, alpha, lr = 4, 16, 2, 4, 0.02
W = torch.randn(d_out, d_in, generator=g)
scale = W.abs().amax(dim=1, keepdim=True).clamp(min=1e-12) / 7  # one block a row
codes = (W / scale).round().to(torch.int8)  # stored: -7 to 7   (d_out, d_in)
before = codes.clone()
A = (torch.randn(rank, d_in, generator=g) / 4).requires_grad_()
B = torch.zeros(d_out, rank, requires_grad=True)
x = torch.randn(8, d_in, generator=g).requires_grad_()  # from a layer below
wanted = torch.randn(8, d_out, generator=g)  # (batch, d_out)
optimizer = torch.optim.SGD([A, B], lr=lr)

print("step   loss  size of the gradient: of A   of B   of x")
for step in range(61):
    W4 = codes * scale  # dequantized, for this one product
    h = x @ W4.T + alpha / rank * (x @ A.T) @ B.T  # (batch, d_out)
    loss = ((h - wanted) ** 2).mean()
    optimizer.zero_grad()
    x.grad = None
    loss.backward()
    if step in (0, 1, 60):
        sizes = [f"{p.grad.norm():7.2f}" for p in (A, B, x)]
        print(f"{step:4} {loss:6.2f} {' ':20}", *sizes)
    optimizer.step()
print("codes unchanged:", torch.equal(codes, before))
