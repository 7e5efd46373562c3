"""Muon's step of a matrix has nearly equal singular values; Adam's and SGD's do not."""

import torch

g = torch.Generator().manual_seed(0)
d_out, d_in = 24, 16
U = torch.randn(d_out, d_in, generator=g)
strengths = 10.0 ** torch.linspace(0, -3, d_in)  # of the directions in the gradient
gradient = U * strengths @ torch.randn(d_in, d_in, generator=g)  # (d_out, d_in)


def first_step(make, **options):
    W = torch.zeros(d_out, d_in, requires_grad=True)
    W.grad = gradient.clone()
    make([W], lr=1.0, weight_decay=0.0, **options).step()
    return -W.detach()


print("optimizer  largest singular value of the step, over the 11th of 16")
for name, step in {
    "SGD": first_step(torch.optim.SGD),
    "AdamW": first_step(torch.optim.AdamW, betas=(0.9, 0.95)),
    "Muon": first_step(torch.optim.Muon, momentum=0.95),
}.items():
    values = torch.linalg.svdvals(step)  # largest first
    print(f"{name:10} {values[0] / values[10]:4.0f}")
