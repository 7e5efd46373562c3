"""Steps are examples over batch, rounded up or down, times the number of epochs."""

import torch
from torch.utils.data import DataLoader

examples, batch, accumulation, epochs = 1000, 32, 4, 3
for drop_last in (False, True):
    loader = DataLoader(range(examples), batch_size=batch, drop_last=drop_last)
    sizes = [len(b) for b in loader]
    print(f"drop_last {drop_last}: {len(sizes)} batches, the last of {sizes[-1]}")
steps = -(-len(sizes) // accumulation) * epochs
print(f"{steps} steps of {batch * accumulation} examples in {epochs} epochs")

g = torch.Generator().manual_seed(0)
for shuffled in (
    torch.randperm(examples, generator=g),  # without putting back, as an epoch does
    torch.randint(examples, (examples,), generator=g),  # with
):
    print(f"different examples in {examples} draws: {len(set(shuffled.tolist()))}")
print(f"GPT-3: {300e9 / 3.2e6:,.0f} steps of 3.2 million tokens")
print(f"GPT-2: {512 * 1024:,} tokens a step")
