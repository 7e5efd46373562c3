"""The way back takes about twice the multiplications of the way forward."""

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

batch, width = 8, 16
x = torch.ones(batch, width)
for n_layers in (1, 2, 10, 100):
    model = nn.Sequential(*(nn.Linear(width, width) for _ in range(n_layers)))
    with FlopCounterMode(display=False) as forward:
        loss = model(x).sum()
    with FlopCounterMode(display=False) as backward:
        loss.backward()
    there, back = (c.get_total_flops() // 2 for c in (forward, backward))
    print(
        f"{n_layers:3} layers: forward {there}, back {back}, {back / there:.2f} times"
    )
