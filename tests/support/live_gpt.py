"""The live GPT in PyTorch as it is published, and what its JavaScript answers in Node."""

from __future__ import annotations

from typing import Any

import torch
from safetensors.torch import load_file

from glossary import ROOT
from live_gpt.model import GPT
from live_gpt.train import ALPHA, RANK, add_lora, wear
from tests.support.node import in_node

FOLDER = ROOT / "docs/assets/live"
WEIGHTS = FOLDER / "gpt.safetensors"
SCRIPTS = ROOT / "docs/assets/javascripts/live"


def asked(do: str, **about: object) -> Any:
    """What a function of tests/live_gpt/in_node.mjs answers."""
    script = ROOT / "tests/live_gpt/in_node.mjs"
    return in_node(script, SCRIPTS, WEIGHTS, given={"do": do, **about})


def published(adapter_scale: float | None = None) -> GPT:
    """The base, with its adapter beside it if a factor for alpha is given."""
    tensors = {name: one.float() for name, one in load_file(WEIGHTS).items()}
    model = GPT()
    own = {name: one for name, one in tensors.items() if "lora_" in name}
    model.load_state_dict({n: one for n, one in tensors.items() if n not in own})
    if adapter_scale is not None:
        add_lora(model, RANK, ALPHA * adapter_scale, torch.Generator())
        wear(model, own)
    return model
