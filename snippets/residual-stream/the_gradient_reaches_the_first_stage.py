"""Through a stream the gradient reaches the first of 50 stages; without it, it dies."""

import torch

g = torch.Generator().manual_seed(0)
d_model, n_layers = 16, 50
weights = torch.randn(n_layers, d_model, d_model, generator=g, dtype=torch.float64)
x = torch.randn(8, d_model, generator=g, dtype=torch.float64)  # (batch, d_model)

for name, keep in ("stream", 1), ("no stream", 0):
    matrices = (0.1 * weights).requires_grad_()
    h = x
    for matrix in matrices:
        h = keep * h + torch.tanh(h @ matrix)
    h.pow(2).mean().backward()
    sizes = matrices.grad.norm(dim=(1, 2))  # (n_layers,)
    print(
        f"{name:9} gradient at the first stage {sizes[0]:.0e}, the last {sizes[-1]:.0e}"
    )
