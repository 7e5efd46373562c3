"""Steps are examples over the batch, rounded, times the number of epochs."""

import torch
from torch.utils.data import DataLoader

examples, micro_batch, accumulation, epochs = 1000, 32, 4, 3
for drop_last in (False, True):
    loader = DataLoader(range(examples), batch_size=micro_batch, drop_last=drop_last)
    sizes = [len(rows) for rows in loader]
    steps = [sum(sizes[i : i + 4]) for i in range(0, len(sizes), accumulation)]
    print(f"drop_last={drop_last}: {len(sizes)} micro-batches, the last of {sizes[-1]}")
    print(f"  {len(steps)} steps, of {steps[0]} examples, the last of {steps[-1]}")
    print(f"  {epochs} epochs: {epochs * len(steps)} steps, {epochs * sum(steps):,} read")

g = torch.Generator().manual_seed(0)
shuffled = torch.randperm(examples, generator=g)  # without replacement: an epoch
drawn = torch.randint(examples, (examples,), generator=g)  # with replacement
print(f"different examples in {examples} draws, shuffled: {len(shuffled.unique())}")
print(f"different examples in {examples} draws, with replacement: {len(drawn.unique())}")
print(f"GPT-3: {300e9 / 3.2e6:,.0f} steps of 3.2 million tokens")
print(f"GPT-2: {512 * 1024:,} tokens a step")
