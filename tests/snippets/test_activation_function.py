"""The count of dead neurons to copy, and what the page says of published configurations."""

import collections
import contextlib
import io
import json
import re
import runpy

import pytest
import torch
from torch import nn

from glossary import ROOT

SCRIPT = ROOT / "snippets/activation-function/counting_dead_neurons.py"
PAGE = ROOT / "docs/terms/activation-function.md"


@pytest.fixture(scope="module")
def never_active():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(SCRIPT))["never_active"]


def a_model(dead, dtype=torch.float32):
    torch.manual_seed(0)
    model = nn.Sequential(
        nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 5), nn.ReLU(), nn.Linear(5, 1)
    ).to(dtype)
    with torch.no_grad():
        model[0].bias[torch.tensor(dead, dtype=torch.long)] = -1000.0
    return model


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("shape", [(4,), (8, 4), (2, 7, 4)], ids=str)
@pytest.mark.parametrize("dead", [[], [2], [0, 5], list(range(6))], ids=str)
def test_the_dead_are_found_and_no_hook_stays(never_active, dead, shape, dtype):
    model = a_model(dead, dtype)
    g = torch.Generator().manual_seed(1)
    batches = [3 * torch.randn(shape, generator=g).to(dtype) for _ in range(200)]
    found = never_active(model, model[1], batches)
    assert found.nonzero().flatten().tolist() == dead
    assert not model[1]._forward_hooks


def test_only_the_chosen_relu_is_looked_at(never_active):
    model = a_model([1])
    batches = torch.randn(100, 8, 4, generator=torch.Generator().manual_seed(1))
    assert never_active(model, model[3], batches).shape == (5,)


def test_a_relu_that_serves_several_layers_is_refused(never_active):
    relu = nn.ReLU()
    model = nn.Sequential(nn.Linear(4, 6), relu, nn.Linear(6, 6), relu)
    with pytest.raises(ValueError, match="must call this ReLU once"):
        never_active(model, relu, [torch.randn(8, 4)])
    assert not relu._forward_hooks


def test_no_hook_stays_if_the_model_fails(never_active):
    model = a_model([1])
    with pytest.raises(RuntimeError):
        never_active(model, model[1], [torch.randn(8, 3)])
    assert not model[1]._forward_hooks


def activation(config):
    config = config.get("text_config", config)
    names = ("hidden_act", "hidden_activation", "activation_function")
    return next((config[name] for name in names if name in config), None)


@pytest.mark.usefixtures("content")
def test_the_configurations_are_counted():
    files = sorted((ROOT / "models").glob("*.json"))
    found = collections.Counter(
        activation(json.loads(file.read_text("utf-8"))["config"]) for file in files
    )
    said = re.search(
        r"(\d+) of the (\d+) configurations .* name `silu`", PAGE.read_text("utf-8")
    )
    assert [int(number) for number in said.groups()] == [found["silu"], len(files)]
    assert (found["gelu_pytorch_tanh"], found["gelu_new"], found[None]) == (5, 2, 0)
