"""Muon evens out the singular values of a matrix's step, except for the weakest."""

import torch

g = torch.Generator().manual_seed(0)
d_out, d_in = 64, 17
U, V = (  # with orthonormal columns
    torch.linalg.qr(torch.randn(rows, d_in, generator=g, dtype=torch.float64))[0]
    for rows in (d_out, d_in)
)
strengths = 10.0 ** torch.linspace(0, -4, d_in)  # singular values of the gradient
gradient = U * strengths @ V.T  # (d_out, d_in)


def first_step(make, **options):
    W = torch.zeros_like(gradient, requires_grad=True)
    W.grad = gradient.clone()
    make([W], lr=1.0, weight_decay=0.0, **options).step()
    return -W.detach()


print("largest singular value of the step, over the 5th    9th   13th   17th")
for name, step in {
    "SGD": first_step(torch.optim.SGD),
    "AdamW": first_step(torch.optim.AdamW, betas=(0.9, 0.95)),
    "Muon": first_step(torch.optim.Muon, momentum=0.95),
}.items():
    values = torch.linalg.svdvals(step)  # largest first
    print(f"{name:39}", *(f"{values[0] / values[n]:6.0f}" for n in (4, 8, 12, 16)))
