"""Merging and joining adapters as PEFT does it."""

import contextlib
import io
import runpy

import pytest
import torch

from glossary import ROOT


@pytest.fixture(scope="module")
def page():
    with contextlib.redirect_stdout(io.StringIO()):
        name = "sum_of_products_is_not_product_of_sums_torch.py"
        return runpy.run_path(str(ROOT / "snippets/merging-adapters" / name))


def model_with(**adapters):
    """A linear layer with LoRA adapters whose B is not zero."""
    import peft

    torch.manual_seed(0)
    configs = {
        name: peft.LoraConfig(r=rank, lora_alpha=alpha, target_modules=["0"])
        for name, (rank, alpha) in adapters.items()
    }
    (first, config), *others = configs.items()
    base = torch.nn.Sequential(torch.nn.Linear(8, 6))
    model = peft.get_peft_model(base, config, adapter_name=first)
    for name, other in others:
        model.add_adapter(name, other)
    layer = model.base_model.model[0]
    for name in configs:
        torch.nn.init.normal_(layer.lora_B[name].weight)
    tables = [
        (
            layer.lora_B[n].weight.detach(),
            layer.lora_A[n].weight.detach(),
            layer.scaling[n],
        )
        for n in configs
    ]
    return model, layer, tables


def test_merge_and_unload(page):
    model, layer, tables = model_with(one=(3, 12))
    W0 = layer.base_layer.weight.detach().clone()
    x = torch.randn(4, 8)
    beside = model(x)
    merged = model.merge_and_unload()[0]
    assert type(merged) is torch.nn.Linear
    torch.testing.assert_close(merged.weight.detach(), W0 + page["beside"](tables))
    torch.testing.assert_close(merged(x), beside)


def test_two_adapters_merged_one_after_the_other(page):
    model, layer, tables = model_with(one=(3, 12), two=(2, 1))
    W0 = layer.base_layer.weight.detach().clone()
    model.base_model.merge_adapter(["one", "two"])
    merged = layer.base_layer.weight.detach()
    torch.testing.assert_close(merged, W0 + page["beside"](tables))


def test_cat_is_the_longer_tables(page):
    model, layer, tables = model_with(one=(3, 12), two=(2, 1))
    model.base_model.add_weighted_adapter(
        ["one", "two"], [1.0, 1.0], "joined", combination_type="cat"
    )
    assert layer.scaling["joined"] == 1
    B, A = page["longer"](tables)
    torch.testing.assert_close(layer.lora_B["joined"].weight.detach(), B)
    torch.testing.assert_close(layer.lora_A["joined"].weight.detach(), A)
    update = layer.get_delta_weight("joined").detach()
    torch.testing.assert_close(update, page["beside"](tables))


def test_linear_is_the_added_tables(page):
    model, layer, tables = model_with(one=(3, 12), two=(3, 1))
    model.base_model.add_weighted_adapter(
        ["one", "two"], [1.0, 1.0], "joined", combination_type="linear"
    )
    B, A = page["added"](tables)
    update = layer.get_delta_weight("joined").detach()
    torch.testing.assert_close(update, B @ A)
    assert not torch.allclose(update, page["beside"](tables), atol=0.1)
