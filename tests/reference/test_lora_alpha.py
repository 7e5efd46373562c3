"""The scale of the page is PEFT's, with alpha unlike rank, B not zero, and both divisions."""

import contextlib
import io
import runpy

import pytest
import torch

from glossary import ROOT


@pytest.fixture(scope="module")
def update():
    with contextlib.redirect_stdout(io.StringIO()):
        path = ROOT / "snippets/lora-alpha/a_larger_alpha_is_a_larger_b_torch.py"
        return runpy.run_path(str(path))["update"]


@pytest.mark.parametrize("use_rslora", [False, True])
@pytest.mark.parametrize(("rank", "alpha"), [(2, 6), (4, 1), (8, 32)])
def test_update(update, rank, alpha, use_rslora):
    import peft

    torch.manual_seed(0)
    config = peft.LoraConfig(
        r=rank, lora_alpha=alpha, use_rslora=use_rslora, target_modules=["0"]
    )
    base = torch.nn.Linear(11, 9)
    model = peft.get_peft_model(torch.nn.Sequential(base), config)
    layer = model.base_model.model[0]
    torch.nn.init.normal_(layer.lora_B["default"].weight)
    A, B = layer.lora_A["default"].weight, layer.lora_B["default"].weight
    divisor = rank**0.5 if use_rslora else rank
    assert layer.scaling["default"] == pytest.approx(alpha / divisor)
    expected = update(A, B, alpha, divisor)
    torch.testing.assert_close(layer.get_delta_weight("default"), expected)
    x = torch.randn(3, 11)
    torch.testing.assert_close(model(x), layer.base_layer(x) + x @ expected.T)
