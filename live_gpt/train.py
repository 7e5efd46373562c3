"""Train the GPT on English words and its adapter on dinosaurs, and write what the page loads."""

from __future__ import annotations

import datetime
import hashlib
import json
import math
import re
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from glossary.content.programs import digest
from live_gpt.model import (
    GPT,
    TARGETS,
    VOCAB_SIZE,
    encoded,
    initialize,
    loss_of,
    written,
)

WORDS = Path("/usr/share/dict/american-english")
"""Of Debian's package wamerican."""

LICENSE = "SCOWL, copyright 2000-2011 Kevin Atkinson: words-license.txt"
STEPS, BATCH, LEARNING_RATE, WARM_UP = 4000, 128, 3e-3, 100
EVERY = 50
"""Steps between two values of the loss that are kept."""

WRITTEN = (10, 0.8, 3)
"""How many words of each are kept to be shown, their temperature, and the seed."""

RANK, ALPHA, ADAPTER_STEPS, ADAPTER_RATE = 2, 4, 150, 1e-2
LARGEST = 320_000
"""Bytes that the file may have."""


def words_of(path: Path = WORDS) -> list[str]:
    """The words of a list with four to fourteen letters from a to z.

    Raises:
        SystemExit: if the list is not there.
    """
    if not path.is_file():
        raise SystemExit(f"{path} is not there: apt-get install wamerican")
    lines = path.read_text("utf-8").split("\n")
    return [line for line in lines if re.fullmatch("[a-z]{4,14}", line)]


def names_of(path: Path) -> list[str]:
    """The names of a set, one on a line."""
    return path.read_text("utf-8").split()


def improve(model: nn.Module, optimizer: torch.optim.Optimizer, rows: Tensor) -> float:
    """One step on some words, as `encoded` makes them; the loss before it."""
    loss = loss_of(model, rows)
    optimizer.zero_grad()
    torch.autograd.backward(loss)
    optimizer.step()
    return loss.item()


def train_base(words: list[str], steps: int = STEPS) -> tuple[GPT, list[float]]:
    """A GPT trained on words, and the mean loss of each EVERY steps.

    Args:
        words: what `words_of` gives.
        steps: after how many of STEPS to stop.
    """
    generator = torch.Generator().manual_seed(0)
    model = GPT()
    initialize(model, generator)
    rows = encoded(words)
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=LEARNING_RATE, weight_decay=0.01
    )
    losses: list[float] = []
    some: list[float] = []
    for step in range(steps):
        for group in optimizer.param_groups:
            rate = min((step + 1) / WARM_UP, 1) * (STEPS - step) / STEPS
            group["lr"] = LEARNING_RATE * rate
        batch = rows[torch.randint(len(rows), (BATCH,), generator=generator)]
        some.append(improve(model, optimizer, batch))
        if len(some) == EVERY:
            losses.append(round(sum(some) / EVERY, 4))
            some.clear()
    return model, losses


class WithLoRA(nn.Module):
    """A frozen linear layer, and A and B beside it."""

    def __init__(
        self, base: nn.Linear, rank: int, alpha: float, generator: torch.Generator
    ):
        super().__init__()
        self.base, self.scale = base.requires_grad_(False), alpha / rank
        bound = 1 / math.sqrt(base.in_features)
        start = torch.rand(rank, base.in_features, generator=generator)
        self.lora_A = nn.Parameter((2 * start - 1) * bound)
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        """(..., d_in) to (..., d_out)."""
        base: Tensor = self.base(x)
        return base + self.scale * (x @ self.lora_A.T) @ self.lora_B.T


def add_lora(model: GPT, rank: int, alpha: float, generator: torch.Generator) -> None:
    """Put LoRA around all linear layers of all blocks, and freeze all else."""
    model.requires_grad_(False)
    for block in model.blocks:
        for name in TARGETS:
            setattr(block, name, WithLoRA(getattr(block, name), rank, alpha, generator))


def train_adapter(model: GPT, names: list[str]) -> dict[str, Tensor]:
    """A and B by their names in PEFT's files, trained on names. The model has them then."""
    generator = torch.Generator().manual_seed(1)
    add_lora(model, RANK, ALPHA, generator)
    own = {name: one for name, one in model.named_parameters() if one.requires_grad}
    optimizer = torch.optim.AdamW(own.values(), lr=ADAPTER_RATE, weight_decay=0)
    rows = encoded(names)
    for _ in range(ADAPTER_STEPS):
        batch = rows[torch.randint(len(rows), (16,), generator=generator)]
        improve(model, optimizer, batch)
    return {
        f"base_model.model.{name}.weight": one.detach() for name, one in own.items()
    }


def wear(model: GPT, adapter: dict[str, Tensor]) -> None:
    """Give a model that has LoRA other numbers for it, by their names in PEFT's files."""
    own = {
        name.removeprefix("base_model.model.").removesuffix(".weight"): one.float()
        for name, one in adapter.items()
    }
    unknown = model.load_state_dict(own, strict=False).unexpected_keys
    if unknown:
        raise ValueError(f"{unknown[0]} is no part of this model")


def hash_of(tensors: dict[str, Tensor]) -> str:
    """SHA-256 of the numbers of a model, in fp32, in the order of their names."""
    digest = hashlib.sha256()
    for name in sorted(tensors):
        digest.update(tensors[name].float().contiguous().numpy().tobytes())
    return digest.hexdigest()


def main(root: Path, words: Path = WORDS) -> None:
    """Write docs/assets/live/gpt.safetensors and what is known of it."""
    folder = root / "docs/assets/live"
    model, losses = train_base(words_of(words))
    base = {name: one.detach().half() for name, one in model.state_dict().items()}
    model.load_state_dict({name: one.float() for name, one in base.items()})
    writes = {"base": written(model, *WRITTEN)}
    adapter = train_adapter(model, names_of(folder / "dinosaurs.txt"))
    # As they are published.
    adapter = {name: one.half() for name, one in adapter.items()}
    wear(model, adapter)
    writes["dinosaurs"] = written(model, *WRITTEN)
    path = folder / "gpt.safetensors"
    about = {"rank": str(RANK), "alpha": str(ALPHA)}
    save_file(base | adapter, path, about)
    path.chmod(0o644)  # it comes so that nobody else could read it
    size = path.stat().st_size
    if size > LARGEST:
        raise SystemExit(
            f"{path}: {size} bytes, and at most {LARGEST} may be: take a lower rank"
        )
    facts = {
        "date": datetime.date.today().isoformat(),
        "torch": torch.__version__.partition("+")[0],
        "words": {
            "of": "wamerican 2020.12.07-2",
            "count": len(words_of(words)),
            "license": LICENSE,
        },
        "file": hashlib.sha256(path.read_bytes()).hexdigest(),
        "base": hash_of(base),
        "program": digest(root),
        "steps": STEPS,
        "every": EVERY,
        "uniform": round(math.log(VOCAB_SIZE), 4),
        "losses": losses,
        "writes": writes,
    }
    (folder / "gpt.json").write_text(json.dumps(facts, indent=1) + "\n", "utf-8")
