"""Rarely active is not dead: count over many batches which are never above 0."""

import torch
from torch import nn


def never_active(model, relu, batches):  # relu: a module that it calls once
    active = []

    def look(module, inputs, output):  # output   (..., d_hidden)
        active.append((output.reshape(-1, output.shape[-1]) > 0).any(dim=0))

    with relu.register_forward_hook(look), torch.no_grad():
        for seen, batch in enumerate(batches, start=1):
            model(batch)
            if len(active) != seen:
                raise ValueError("the model must call this ReLU once for each batch")
    return ~torch.stack(active).any(dim=0)  # (d_hidden,)


g = torch.Generator().manual_seed(0)
model = nn.Sequential(nn.Linear(32, 400), nn.ReLU(), nn.Linear(400, 1))
nn.init.normal_(model[0].weight, generator=g)  # pre-activations vary by about 5.7
nn.init.constant_(model[0].bias, -8.0)  # so most neurons are 0 for most inputs
nn.init.constant_(model[0].bias[:20], -1000.0)  # and 20 of them for all
batches = torch.randn(300, 16, 32, generator=g)  # (batches, batch, d_in)
print("inputs  never active, of 400")
for count in (1, 10, 300):
    dead = never_active(model, model[1], batches[:count])
    print(f"{16 * count:6} {int(dead.sum()):22}")
