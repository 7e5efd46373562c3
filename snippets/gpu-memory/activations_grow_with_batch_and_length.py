"""Activations grow with batch and length; fusing and checkpointing keep less."""

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.checkpoint import checkpoint

block = torch.nn.TransformerEncoderLayer(
    d_model=32, nhead=4, dim_feedforward=128, dropout=0.0, batch_first=True
)
weights = {p.untyped_storage().data_ptr() for p in block.parameters()}
kept = {}


def note(tensor):  # called for each tensor that the backward pass will need
    storage = tensor.untyped_storage()
    if storage.data_ptr() not in weights:
        kept[storage.data_ptr()] = storage.nbytes()
    return tensor


print("batch   seq_len   attention         checkpointing   bytes kept")
plain, fused = SDPBackend.MATH, SDPBackend.FLASH_ATTENTION
ways = [(*size, plain, 0) for size in [(1, 64), (2, 64), (1, 128), (1, 256)]]
for batch, seq_len, kernel, again in [*ways, (1, 256, fused, 0), (1, 256, fused, 1)]:
    kept.clear()
    x = torch.ones(batch, seq_len, 32)
    with torch.autograd.graph.saved_tensors_hooks(note, note), sdpa_kernel(kernel):
        checkpoint(block, x, use_reentrant=False) if again else block(x)
    print(f"{batch:5} {seq_len:9}   {kernel.name:15} {bool(again)!s:>15}", end=" ")
    print(f"{sum(kept.values()):12,}")
