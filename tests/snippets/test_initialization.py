"""The initialization to copy, on models that the page does not show."""

import contextlib
import io
import runpy

import pytest
import torch
from torch import nn

from glossary import ROOT

SCRIPT = ROOT / "snippets/initialization/initializing_a_gpt.py"


@pytest.fixture(scope="module")
def initialize():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(SCRIPT))["initialize"]


def std(tensor):
    return tensor.detach().float().std().item()


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=str)
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("end", ["c_proj", "o_proj", "down_proj"])
def test_the_ends_of_branches_are_smaller(initialize, end, bias, dtype):
    torch.manual_seed(0)
    layers = {"up": nn.Linear(200, 300, bias=bias), end: nn.Linear(300, 200, bias=bias)}
    model = nn.ModuleDict(layers).to(dtype)
    initialize(model, n_layers=8)
    assert std(model["up"].weight) == pytest.approx(0.02, rel=0.02)
    assert std(model[end].weight) == pytest.approx(0.005, rel=0.02)
    assert all(not layer.bias.any() for layer in model.values() if bias)


def test_tied_weights_and_norms(initialize):
    torch.manual_seed(0)
    model = nn.ModuleDict({"wte": nn.Embedding(500, 64), "norm": nn.LayerNorm(64)})
    model["head"] = nn.Linear(64, 500, bias=False)
    model["head"].weight = model["wte"].weight
    initialize(model, n_layers=2)
    assert model["head"].weight is model["wte"].weight
    assert std(model["wte"].weight) == pytest.approx(0.02, rel=0.02)
    assert (model["norm"].weight == 1).all()


def test_a_model_without_layers(initialize):
    initialize(nn.ReLU(), n_layers=1)


def test_a_padding_vector_stays_zero(initialize):
    model = nn.Sequential(nn.Embedding(50, 64, padding_idx=3))
    initialize(model, n_layers=2)
    assert (model[0].weight == 0).all(dim=1).nonzero().tolist() == [[3]]


def test_a_padding_vector_of_a_tied_embedding_stays_zero(initialize):
    model = nn.ModuleDict({"wte": nn.Embedding(50, 64, padding_idx=3)})
    model["head"] = nn.Linear(64, 50, bias=False)
    model["head"].weight = model["wte"].weight
    initialize(model, n_layers=2)
    assert (model["head"].weight == 0).all(dim=1).nonzero().tolist() == [[3]]


def test_it_says_which_branch_ends_it_found(initialize):
    layers = {"down_proj": nn.Linear(3, 2), "up_proj": nn.Linear(2, 3)}
    model = nn.ModuleDict(layers | {"c_proj": nn.Conv1d(2, 2, 1)})  # not of its classes
    assert initialize(model, n_layers=1) == ["down_proj"]
