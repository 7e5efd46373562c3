"""Muon's step is about as long in each direction of a gradient, except the weakest."""

import torch

g = torch.Generator().manual_seed(0)
d_out, d_in = 64, 17
U, V = (  # with orthonormal columns
    torch.linalg.qr(torch.randn(rows, d_in, generator=g, dtype=torch.float64))[0]
    for rows in (d_out, d_in)
)
strengths = 10.0 ** torch.linspace(0, -4, d_in)  # singular values of the gradient
gradient = U * strengths @ V.T  # (d_out, d_in)
directions = [0, 4, 8, 12, 16]  # that are printed

print("direction        1st    5th    9th   13th   17th")
print("gradient  ", *(f"{strengths[n]:6.4g}" for n in directions))
for make in (torch.optim.SGD, torch.optim.AdamW, torch.optim.Muon):
    W = torch.zeros_like(gradient)  # at 0, so that nothing is decayed
    W.grad = gradient.clone()
    make([W], lr=1.0).step()
    along = (U.T @ -W @ V).diagonal()  # the step in each direction   (d_in,)
    print(f"{make.__name__:10}", *(f"{along[n]:6.1f}" for n in directions))
