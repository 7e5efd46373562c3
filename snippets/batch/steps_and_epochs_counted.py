"""Steps are examples over the batch, rounded, times the number of epochs."""

import torch
from torch.utils.data import DataLoader

examples, micro_batch, accumulation, epochs = 1000, 32, 4, 3
print("drop_last  micro-batches  the last  steps an epoch  the last  examples read")
for drop_last in (False, True):
    loader = DataLoader(range(examples), batch_size=micro_batch, drop_last=drop_last)
    sizes = [len(rows) for rows in loader]
    starts = range(0, len(sizes), accumulation)
    steps = [sum(sizes[i : i + accumulation]) for i in starts]
    print(f"{drop_last!s:9} {len(sizes):14} {sizes[-1]:9}", end="")
    print(f"{len(steps):16} {steps[-1]:9} {epochs * sum(steps):14,}")

g = torch.Generator().manual_seed(0)
shuffled = torch.randperm(examples, generator=g)  # an epoch: each example once
drawn = torch.randint(examples, (examples,), generator=g)  # with replacement
print("draws  different if shuffled  different with replacement")
print(f"{examples:5} {len(shuffled.unique()):22} {len(drawn.unique()):27}")

print("model                    sequences  seq_len  tokens a batch")
for name, sequences, seq_len in (
    ("GPT-2", 512, 1024),
    ("DeepSeek-V3, first", 3072, 4096),
    ("DeepSeek-V3, raised to", 15_360, 4096),
):
    print(f"{name:24} {sequences:9,} {seq_len:8,} {sequences * seq_len:15,}")
