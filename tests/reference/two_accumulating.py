"""One of two processes that accumulate gradients together; imports little, to start fast."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from pathlib import Path

import torch
from torch import distributed, nn
from torch.nn import functional as F
from torch.nn.parallel import DistributedDataParallel

SHARES = [[(8, 0), (2, 1)], [(3, 2), (5, 3)]]
"""The micro-batches of each process: tokens, and a seed."""


def tiny() -> nn.Module:
    """The same weights in each call."""
    torch.manual_seed(0)
    return nn.Sequential(nn.Embedding(13, 6), nn.Linear(6, 13))


def micro_batch(tokens: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """IDs and labels, (1, tokens) each."""
    g = torch.Generator().manual_seed(seed)
    ids, labels = (torch.randint(13, (1, tokens), generator=g) for _ in range(2))
    return ids, labels


def one_process(rank: int, file: Path, out: Path) -> None:
    """Accumulate two micro-batches, exchange gradients after the last, save them."""
    distributed.init_process_group(
        "gloo",
        init_method=f"file://{file}",
        rank=rank,
        world_size=2,
        timeout=timedelta(seconds=60),
    )
    model = DistributedDataParallel(tiny())
    parts = [micro_batch(*share) for share in SHARES[rank]]
    counted = torch.tensor(sum(labels.numel() for _, labels in parts))
    distributed.all_reduce(counted)  # the sum over all processes
    for index, (ids, labels) in enumerate(parts):
        last = index == len(parts) - 1
        with contextlib.nullcontext() if last else model.no_sync():
            logits = model(ids).flatten(0, 1)
            loss = F.cross_entropy(logits, labels.flatten(), reduction="sum")
            (loss * distributed.get_world_size() / counted).backward()
    torch.save([p.grad for p in model.parameters()], f"{out}.{rank}")
    distributed.barrier()  # gloo may wait forever for one that has left
    distributed.destroy_process_group()
