"""Merging and joining adapters as PEFT does it."""

import contextlib
import io
import re
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
    parts = [
        (
            layer.lora_B[n].weight.detach(),
            layer.lora_A[n].weight.detach(),
            layer.scaling[n],
        )
        for n in configs
    ]
    return model, layer, parts


def test_merge_and_unload(page):
    model, layer, parts = model_with(one=(3, 12))
    W0 = layer.base_layer.weight.detach().clone()
    x = torch.randn(4, 8)
    beside = model(x)
    merged = model.merge_and_unload()[0]
    assert type(merged) is torch.nn.Linear
    torch.testing.assert_close(merged.weight.detach(), W0 + page["beside"](parts))
    torch.testing.assert_close(merged(x), beside)


def test_two_adapters_merged_one_after_the_other(page):
    model, layer, parts = model_with(one=(3, 12), two=(2, 1))
    W0 = layer.base_layer.weight.detach().clone()
    model.base_model.merge_adapter(["one", "two"])
    merged = layer.base_layer.weight.detach()
    torch.testing.assert_close(merged, W0 + page["beside"](parts))


def test_two_adapters_by_the_lines_of_the_page(page, tmp_path):
    """Merged by name, joined, made active: until then the first answers and merges alone."""
    import peft

    text = (ROOT / "docs/terms/merging-adapters.md").read_text("utf-8")
    section = text.split("### How do I merge two adapters or more?")[1].split("###")[0]
    load, load_second, merge = re.findall(r"^\d\. `(.+?)`", section, re.M)
    unmerge, merge_in, join, switch = re.findall(r"`(model\.\w+\(.*?\))`", section)[-4:]
    given, layer, parts = model_with(one=(3, 12), two=(2, 1))
    W0 = layer.base_layer.weight.detach().clone()
    both, alone = page["beside"](parts), page["beside"](parts[:1])
    given.save_pretrained(tmp_path)

    def run(*lines):
        names = {**vars(peft), "first": tmp_path / "one", "second": tmp_path / "two"}
        names["base"] = torch.nn.Sequential(torch.nn.Linear(8, 6))
        with torch.no_grad():
            names["base"][0].weight.copy_(W0)
        exec("\n".join([load, load_second, *lines]), names)
        return names["model"], names.get("merged")

    def updated(merged):
        return merged[0].weight.detach() - W0

    torch.testing.assert_close(updated(run(merge)[1]), both)
    unnamed = "merged = model.merge_and_unload()"
    torch.testing.assert_close(updated(run(unnamed)[1]), alone)
    model, _ = run(merge_in)
    base = model.base_model.model[0].base_layer
    torch.testing.assert_close(base.weight.detach() - W0, both)
    exec(unmerge, {"model": model})
    torch.testing.assert_close(base.weight.detach(), W0)
    model, merged = run(join, unnamed)
    assert model.active_adapter == "one"
    torch.testing.assert_close(updated(merged), alone)
    model, merged = run(join, switch, unnamed)
    assert model.active_adapter == "both"
    torch.testing.assert_close(updated(merged), both)


def test_cat_is_concatenation(page):
    model, layer, parts = model_with(one=(3, 12), two=(2, 1))
    model.base_model.add_weighted_adapter(
        ["one", "two"], [1.0, 1.0], "joined", combination_type="cat"
    )
    assert layer.scaling["joined"] == 1
    B, A = page["concatenated"](parts)
    torch.testing.assert_close(layer.lora_B["joined"].weight.detach(), B)
    torch.testing.assert_close(layer.lora_A["joined"].weight.detach(), A)
    update = layer.get_delta_weight("joined").detach()
    torch.testing.assert_close(update, page["beside"](parts))


def test_linear_is_adding_the_matrices(page):
    model, layer, parts = model_with(one=(3, 12), two=(3, 1))
    model.base_model.add_weighted_adapter(
        ["one", "two"], [1.0, 1.0], "joined", combination_type="linear"
    )
    B, A = page["added"](parts)
    update = layer.get_delta_weight("joined").detach()
    torch.testing.assert_close(update, B @ A)
    assert not torch.allclose(update, page["beside"](parts), atol=0.1)


def test_svd_is_the_sum_cut_to_the_largest_rank(page):
    model, layer, parts = model_with(one=(3, 12), two=(2, 1))
    model.base_model.add_weighted_adapter(["one", "two"], [1.0, 1.0], "joined")
    update = layer.get_delta_weight("joined").detach()
    U, values, V = torch.linalg.svd(page["beside"](parts), full_matrices=False)
    torch.testing.assert_close(update, U[:, :3] * values[:3] @ V[:3])


@pytest.mark.parametrize("name", ["numpy", "torch"])
@pytest.mark.parametrize("density", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("n_updates", [1, 2, 5])
def test_ties(name, density, n_updates):
    from peft.utils import merge_utils

    with contextlib.redirect_stdout(io.StringIO()):
        path = ROOT / f"snippets/merging-adapters/ties_trims_and_elects_signs_{name}.py"
        ties = runpy.run_path(str(path))["ties"]
    g = torch.Generator().manual_seed(3)
    updates = torch.randn(n_updates, 7, 9, generator=g)
    expected = merge_utils.ties(list(updates), torch.ones(n_updates), density)
    given = updates.numpy() if name == "numpy" else updates
    torch.testing.assert_close(torch.as_tensor(ties(given, density)).float(), expected)


def test_a_block_of_zeros_stays_zeros():
    with contextlib.redirect_stdout(io.StringIO()):
        path = (
            ROOT / "snippets/merging-adapters/a_4_bit_base_swallows_a_small_update.py"
        )
        rounded = runpy.run_path(str(path))["rounded"]
    assert (rounded(torch.zeros(2, 64).numpy()) == 0).all()


def test_ties_svd_works_on_the_products_and_ties_on_the_matrices():
    from peft.utils import merge_utils

    model, layer, parts = model_with(one=(3, 3), two=(3, 3))
    for kind in ("ties", "ties_svd"):
        model.base_model.add_weighted_adapter(
            ["one", "two"],
            [1.0, 1.0],
            kind,
            combination_type=kind,
            density=0.5,
            **({"svd_rank": 6} if kind == "ties_svd" else {}),
        )
    weights = torch.ones(2)
    products = [scale * B @ A for B, A, scale in parts]
    expected = merge_utils.ties(products, weights, 0.5)
    torch.testing.assert_close(
        layer.get_delta_weight("ties_svd").detach(), expected, atol=1e-5, rtol=1e-4
    )
    B, A = (merge_utils.ties([part[k] for part in parts], weights, 0.5) for k in (0, 1))
    update = layer.get_delta_weight("ties").detach()
    torch.testing.assert_close(update, B @ A)
    assert not torch.allclose(update, expected, atol=0.1)


def test_a_negative_weight_gives_its_sign_to_a():
    model, layer, parts = model_with(one=(3, 12), two=(3, 3))
    model.base_model.add_weighted_adapter(
        ["one", "two"], [1.0, -0.25], "joined", combination_type="linear"
    )
    (B1, A1, s1), (B2, A2, s2) = parts
    B = s1**0.5 * B1 + (0.25 * s2) ** 0.5 * B2
    A = s1**0.5 * A1 - (0.25 * s2) ** 0.5 * A2
    torch.testing.assert_close(layer.get_delta_weight("joined").detach(), B @ A)


@pytest.mark.parametrize("safe_merge", [False, True])
def test_a_bf16_base_is_rounded_twice_by_safe_merge_only(safe_merge):
    model, layer, _ = model_with(one=(3, 12))
    layer.base_layer.to(torch.bfloat16)
    W0 = layer.base_layer.weight.detach().clone()
    update = layer.get_delta_weight("one").detach()
    assert (W0.dtype, update.dtype) == (torch.bfloat16, torch.float32)
    once = (W0.float() + update).to(torch.bfloat16)
    twice = W0 + update.to(torch.bfloat16)
    assert not torch.equal(once, twice)
    merged = model.merge_and_unload(safe_merge=safe_merge)[0].weight.detach()
    assert torch.equal(merged, twice if safe_merge else once)
