"""Our LoRA adapters are those of peft: how many numbers, and the file to the byte."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models_at_random import AT_RANDOM, configs
from models_in_transformers import (
    NAMES,
    config_of,
    shrunken,
    with_memory,
    without_memory,
)

from glossary.models import adapters, describe
from glossary.models.families import DEFAULTS, MIXTURES

pytestmark = pytest.mark.filterwarnings("ignore")
RANK = 7


def with_adapter(made, targets, rank: int = RANK):
    """The library's model with an adapter."""
    import peft

    if targets is not None and not isinstance(targets, str):
        targets = list(targets)
    config = peft.LoraConfig(task_type="CAUSAL_LM", r=rank, target_modules=targets)
    nowhere = next(made.parameters()).is_meta
    return peft.get_peft_model(made, config, low_cpu_mem_usage=nowhere)


def pefts() -> dict:
    """PEFT's target modules by model_type."""
    from peft.utils.constants import TRANSFORMERS_MODELS_TO_LORA_TARGET_MODULES_MAPPING

    return TRANSFORMERS_MODELS_TO_LORA_TARGET_MODULES_MAPPING


@pytest.mark.parametrize("name", NAMES)
def test_all_linear(name):
    config = config_of(name)
    model = describe(config)
    theirs = with_adapter(without_memory(config), "all-linear")
    ours = adapters.parameters(model, RANK, "all-linear")
    assert ours == theirs.get_nb_trainable_parameters()[0]


@pytest.mark.parametrize("name", NAMES)
def test_what_peft_takes_by_itself(name):
    config = config_of(name)
    model = describe(config)
    made = without_memory(config)
    targets = adapters.default_targets(model)
    if model["inside"]:
        # Loaded as published it has that model_type, which PEFT does not know as ours.
        theirs = pefts().get(model["inside"])
        assert targets == "all-linear"
        assert (theirs is None) == (model["inside"] not in ("gemma4", "llama4"))
        return
    if targets == "all-linear":
        with pytest.raises(ValueError, match="target_modules"):
            with_adapter(made, None)
        return
    theirs = with_adapter(made, None)
    ours = adapters.parameters(model, RANK, targets)
    assert ours == theirs.get_nb_trainable_parameters()[0]


@pytest.mark.parametrize("name", NAMES)
def test_every_module_by_name(name):
    """Each name that we say there is, alone; two that are one tensor, together."""
    config = shrunken(config_of(name))
    model = describe(config)
    old = adapters.EXPERTS.get(model["model_type"], {})
    fused = [module for module in old if old[module] == "gate_up_proj"]
    for module in adapters.modules(model):
        targets = fused if module in fused else [module]
        theirs = with_adapter(without_memory(config), targets)
        ours = adapters.parameters(model, RANK, targets)
        assert ours == theirs.get_nb_trainable_parameters()[0], module


@pytest.mark.parametrize("kind", sorted(DEFAULTS))
def test_all_linear_of_random_configs(kind):
    @settings(AT_RANDOM, max_examples=8)
    @given(configs(kind), st.integers(1, 9))
    def run(config, rank):
        theirs = with_adapter(without_memory(config), "all-linear", rank)
        ours = adapters.parameters(describe(config), rank, "all-linear")
        assert ours == theirs.get_nb_trainable_parameters()[0]

    run()


@pytest.mark.parametrize("name", NAMES)
def test_the_saved_file(name, tmp_path):
    """Every name and shape in the file, and the file's size to the byte."""
    config = shrunken(config_of(name))
    model = describe(config)
    several = [adapters.default_targets(model)]
    if "all-linear" not in several:
        several.append("all-linear")
    for targets in several:
        made = with_adapter(with_memory(config), targets)
        made.save_pretrained(tmp_path)
        saved = (tmp_path / "adapter_model.safetensors").read_bytes()
        header = json.loads(saved[8 : 8 + int.from_bytes(saved[:8], "little")])
        header.pop("__metadata__")
        theirs = {tensor: one["shape"] for tensor, one in header.items()}
        assert dict(adapters.tensors(model, RANK, targets)) == theirs
        assert adapters.file_bytes(model, RANK, targets) == len(saved)


@pytest.mark.parametrize(("kind", "dtype"), [("bf16", "bfloat16"), ("fp16", "float16")])
def test_the_saved_file_in_16_bits(kind, dtype, tmp_path):
    import torch

    config = shrunken(config_of("smollm2-135m"))
    made = with_adapter(with_memory(config), "all-linear")
    made.to(getattr(torch, dtype)).save_pretrained(tmp_path)
    size = (tmp_path / "adapter_model.safetensors").stat().st_size
    assert adapters.file_bytes(describe(config), RANK, "all-linear", kind) == size


def test_the_targets_that_we_take_are_pefts():
    for kind in DEFAULTS:
        if kind not in MIXTURES:
            assert adapters.TARGETS.get(kind) == pefts().get(kind), kind


def test_the_adapter_trains_what_counts():
    """Of peft's model only the adapter's numbers are trained, in fp32 under bf16 weights."""
    import torch

    made = with_adapter(
        with_memory(shrunken(config_of("llama-3.2-1b")), "bfloat16"), None
    )
    kinds = {p.requires_grad: p.dtype for p in made.parameters()}
    assert kinds == {True: torch.float32, False: torch.bfloat16}
