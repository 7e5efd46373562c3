"""Slopes below 1, multiplied through layers, vanish; a residual connection helps."""

import torch

w = 0.5
for n_layers in (1, 4, 16, 64):
    slopes = []
    for keep in (0, 1):  # 0: y = f(x), 1: y = x + f(x)
        start = torch.tensor(0.8, dtype=torch.float64, requires_grad=True)
        x = start
        for _ in range(n_layers):
            x = keep * x + torch.tanh(w * x)
        slopes.append(torch.autograd.grad(x, start)[0])
    print(f"{n_layers:2} layers: plain {slopes[0]:.1e}, residual {slopes[1]:.1f}")
