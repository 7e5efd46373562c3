"""For the way back, autograd keeps values: more with each example, none without it."""

import torch
from torch import nn
from torch.autograd.graph import saved_tensors_hooks

width = 10
model = nn.Sequential(
    nn.Linear(width, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh()
)
own = {p.data_ptr() for p in model.parameters()}
print("parameters:", sum(p.numel() for p in model.parameters()))


def kept(batch, grad):
    found = {}  # by address: the same values are stored once

    def note(tensor):
        if tensor.untyped_storage().data_ptr() not in own:
            found[tensor.untyped_storage().data_ptr()] = tensor
        return tensor

    with torch.set_grad_enabled(grad), saved_tensors_hooks(note, lambda t: t):
        model(torch.ones(batch, width))
    return sum(tensor.numel() for tensor in found.values())


for batch in (1, 100):
    print(f"batch {batch}: kept {kept(batch, True)}, with no_grad {kept(batch, False)}")
