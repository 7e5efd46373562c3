"""Counts of the parameter entry, held to those of glossary.models and to other inputs."""

import contextlib
import io
import runpy

import pytest
import torch
from torch import nn

from glossary import ROOT
from glossary.models import describe, library
from glossary.models.parameters import active, by_part, total

FOLDER = ROOT / "snippets/parameter"


def names_of(script):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(FOLDER / script))


def described(name):
    return describe(library.load(ROOT / "models" / f"{name}.json")["config"])


COUNTED = {
    "SmolLM2-135M": "smollm2-135m",
    "Qwen3-0.6B": "qwen3-0.6b",
    "Llama 2 7B": "llama-2-7b",
    "Llama 3.1 8B": "llama-3.1-8b",
    "Mixtral 8x7B": "mixtral-8x7b",
    "Qwen3-30B-A3B": "qwen3-30b-a3b",
}


@pytest.mark.parametrize("name", COUNTED)
def test_a_count_is_that_of_the_configuration(name):
    model = described(COUNTED[name])
    parts = by_part(model)
    wanted = total(model), active(model), parts["embeddings"] + parts["output"]
    counted = names_of("models_counted_from_their_configurations.py")["models"]
    assert counted[name] == wanted


def test_every_model_of_the_script_is_held_here_or_in_the_reference_tests():
    counted = names_of("models_counted_from_their_configurations.py")["models"]
    assert set(counted) - set(COUNTED) == {"Llama 2 70B", "miscounted 70B"}


@pytest.fixture(scope="module")
def counts():
    return names_of("counting_the_parameters_of_a_model.py")["counts"]


def test_a_model_without_parameters(counts):
    assert set(counts(nn.ReLU()).values()) == {0}


@pytest.mark.parametrize("frozen", [True, False])
@pytest.mark.parametrize(
    ("dtype", "size"), [(torch.float32, 4), (torch.bfloat16, 2)], ids=str
)
def test_frozen_and_types(counts, dtype, size, frozen):
    model = nn.Linear(3, 5).to(dtype).requires_grad_(not frozen)
    found = counts(model)
    assert found["total"] == found["in the state dict"] == 20
    assert found["trained"] == (0 if frozen else 20)
    assert found["bytes"] == 20 * size
