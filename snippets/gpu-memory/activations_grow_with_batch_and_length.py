"""What is noted for the way back grows with batch and length; checkpointing cuts it."""

import torch
from torch.utils.checkpoint import checkpoint

kept, shapes = {}, ((32, 96), (32, 32), (32, 128), (128, 32))  # d_model is 32
qkv, out, up, down = params = [torch.full(s, 0.1, requires_grad=True) for s in shapes]


def block(x):  # (batch, time, d_model), the same out; 4 heads
    q, k, v = (x @ qkv).unflatten(-1, (3, 4, -1)).permute(2, 0, 3, 1, 4)
    probs = (q @ k.mT).softmax(-1)  # (batch, 4, time, time)
    x = x + (probs @ v).transpose(1, 2).flatten(2) @ out
    return x + (x @ up).relu() @ down


def note(tensor):  # called for each tensor that the backward pass will need
    if not any(tensor is p for p in params):
        kept[tensor.untyped_storage().data_ptr()] = tensor.untyped_storage().nbytes()
    return tensor


for batch, time, again in (1, 64, 0), (2, 64, 0), (1, 128, 0), (1, 256, 0), (1, 256, 1):
    kept.clear()
    x = torch.ones(batch, time, 32)
    with torch.autograd.graph.saved_tensors_hooks(note, lambda tensor: tensor):
        y = checkpoint(block, x, use_reentrant=False) if again else block(x)
    slope = torch.autograd.grad(y.mean(), up)[0].mean()
    print(f"batch {batch}, time {time:3}, checkpointing {again}", end=": ")
    print(f"{sum(kept.values()):9,} bytes, gradient {slope:.3f}")
