"""Micro-batches save memory only if each has its own backward pass."""

from torch import nn, ones, zeros
from torch.autograd.graph import saved_tensors_hooks

model = nn.Sequential(nn.Linear(16, 64), nn.GELU(), nn.Linear(64, 1))
weights = {p.data_ptr() for p in model.parameters()}  # there in any case


class Kept:  # by a forward pass, until the backward pass has used it
    def __init__(self, tensor):
        self.tensor = tensor
        self.size = 0 if tensor.data_ptr() in weights else tensor.numel()
        held.append(held[-1] + self.size)

    def __del__(self):
        held.append(held[-1] - self.size)


print("backward pass         micro-batch   kept  left")
for way, size in ("once", 32), ("for each micro-batch", 4), ("once, for the sum", 4):
    held, total = [0], zeros(())
    with saved_tensors_hooks(Kept, lambda kept: kept.tensor):
        for part in ones(32, 16).split(size):  # (batch, d_in)
            total = total + model(part).square().sum()
            if way == "for each micro-batch":
                total.backward()
                total = zeros((), requires_grad=True)
        total.backward()
    print(f"{way:20} {size:12} {max(held):6,} {held[-1]:5}")
