"""For the backward pass, autograd keeps activations: more with each example."""

import torch
from torch import nn
from torch.autograd.graph import saved_tensors_hooks

width = 10
layers = [nn.Linear(width, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh()]
model = nn.Sequential(*layers)
weights = {p.untyped_storage().data_ptr() for p in model.parameters()}


def kept(batch, grad):  # numbers that autograd keeps, without the weights themselves
    found = {}  # by address: a tensor that is kept twice is stored once

    def note(tensor):
        address = tensor.untyped_storage().data_ptr()
        if address not in weights:
            found[address] = tensor
        return tensor

    with torch.set_grad_enabled(grad), saved_tensors_hooks(note, lambda tensor: tensor):
        model(torch.ones(batch, width))
    return sum(tensor.numel() for tensor in found.values())


print("parameters:", sum(p.numel() for p in model.parameters()))
print("batch  kept  kept under no_grad")
for batch in (1, 10, 100):
    print(f"{batch:5} {kept(batch, True):5} {kept(batch, False):19}")
