"""Through layers, derivatives vanish or explode; in this example a residual helps."""

import torch

layers = {
    "tanh": lambda x: torch.tanh(0.5 * x),
    "ReLU": lambda x: torch.relu(1.5 * x),
    "x + tanh": lambda x: x + torch.tanh(0.5 * x),
}
print("layers  tanh, w 0.5  ReLU, w 1.5  x + tanh, w 0.5")
for n_layers in (1, 4, 16, 64):
    shown = []
    for layer in layers.values():
        start = torch.tensor(0.8, dtype=torch.float64, requires_grad=True)
        x = start
        for _ in range(n_layers):
            x = layer(x)
        shown.append(torch.autograd.grad(x, start)[0])
    print(f"{n_layers:6} {shown[0]:12.1e} {shown[1]:12.1e} {shown[2]:16.1e}")
