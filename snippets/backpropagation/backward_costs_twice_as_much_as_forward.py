"""The backward pass takes about twice the multiplications of the forward pass."""

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

batch, width = 8, 16
x = torch.ones(batch, width)
print("layers  forward  backward  ratio")
for n_layers in (1, 2, 10, 100):
    model = nn.Sequential(*(nn.Linear(width, width) for _ in range(n_layers)))
    with FlopCounterMode(display=False) as forward:
        loss = model(x).sum()
    with FlopCounterMode(display=False) as backward:
        loss.backward()
    counts = [counter.get_total_flops() // 2 for counter in (forward, backward)]
    print(f"{n_layers:6} {counts[0]:8} {counts[1]:9} {counts[1] / counts[0]:6.2f}")
