"""The class that the page on LoRA offers to copy, on inputs that it was not written for."""

import contextlib
import copy
import io
import runpy

import pytest
import torch
from torch import nn

from glossary import ROOT

CONFIG = {"r": 2, "lora_alpha": 8, "target_modules": ["q_proj", "up_proj"]}


@pytest.fixture(scope="module")
def page():
    with contextlib.redirect_stdout(io.StringIO()):
        path = ROOT / "snippets/lora/lora_linear_for_any_linear_layer.py"
        return runpy.run_path(str(path))


@pytest.fixture
def base():
    torch.manual_seed(0)
    return nn.ModuleDict(
        {
            "attention": nn.ModuleDict({"q_proj": nn.Linear(8, 8, bias=False)}),
            "up_proj": nn.Linear(8, 12),
            "norm": nn.LayerNorm(12),
        }
    )


def trained(layer):
    nn.init.normal_(layer.A)
    nn.init.normal_(layer.B)
    return layer


@pytest.mark.parametrize(
    "dtype", [torch.bfloat16, torch.float16, torch.float32, torch.float64]
)
@pytest.mark.parametrize("shape", [(10,), (4, 10), (2, 3, 10), (0, 10), (1, 0, 10)])
def test_dtypes_and_shapes(page, dtype, shape):
    layer = page["LoRALinear"](nn.Linear(10, 6).to(dtype), rank=3, alpha=5)
    x = torch.randn(shape, dtype=dtype)
    torch.testing.assert_close(layer(x), layer.base(x), rtol=0, atol=0)
    trained(layer)
    exact = torch.float64 if dtype is torch.float64 else torch.float32
    assert layer.A.dtype is layer.B.dtype is exact
    update = 5 / 3 * (x.to(exact) @ layer.A.T) @ layer.B.T
    torch.testing.assert_close(layer(x), (layer.base(x) + update).to(dtype))
    assert layer(x).dtype is dtype
    assert layer(x).shape == (*shape[:-1], 6)


def test_small_steps_arrive_beside_a_bf16_base(page):
    layer = page["LoRALinear"](nn.Linear(10, 6).bfloat16(), rank=2, alpha=2)
    nn.init.ones_(layer.B)
    torch.optim.SGD([layer.B], lr=1e-4).zero_grad()
    layer.B.data += 1e-4
    assert (layer.B != 1).all()


def test_a_merge_into_bf16_is_rounded_once(page):
    layer = trained(page["LoRALinear"](nn.Linear(10, 6).bfloat16(), rank=2, alpha=2))
    exact = layer.base.weight.double() + layer.B.double() @ layer.A.double()
    torch.testing.assert_close(
        layer.merge().weight, exact.bfloat16(), rtol=2**-8, atol=0
    )


def test_merged_twice_and_used_after_it(page):
    layer = trained(page["LoRALinear"](nn.Linear(10, 6), rank=2, alpha=8))
    x, before = torch.randn(4, 10), layer.base.weight.clone()
    beside = layer(x)
    first = layer.merge()
    assert first is layer.merge() is layer.base
    torch.testing.assert_close(layer(x), beside)
    torch.testing.assert_close(first(x), beside)
    assert not layer.base.weight.requires_grad
    layer.merge(undo=True)
    layer.merge(undo=True)
    torch.testing.assert_close(layer.base.weight, before)
    torch.testing.assert_close(layer(x), beside)


def test_an_embedding_tied_to_the_layer_keeps_its_own_weights(page):
    embedding, head = nn.Embedding(20, 8), nn.Linear(8, 20, bias=False)
    head.weight = embedding.weight
    layer = trained(page["LoRALinear"](head, 2, 4))
    x, before = torch.randn(3, 8), embedding.weight.detach().clone()
    beside = layer(x)
    layer.merge()
    torch.testing.assert_close(layer(x), beside)
    assert torch.equal(embedding.weight, before)


@pytest.mark.parametrize(
    "other", [nn.Embedding(5, 4), nn.LayerNorm(4), nn.Conv1d(4, 4, 1)]
)
def test_a_layer_that_it_cannot_adapt_is_refused(page, other):
    with pytest.raises(TypeError, match=type(other).__name__):
        page["LoRALinear"](other, 2, 4)


def test_only_a_and_b_train(page, base):
    page["add_lora"](base, **CONFIG)
    names = [name for name, p in base.named_parameters() if p.requires_grad]
    assert names == [
        "attention.q_proj.A",
        "attention.q_proj.B",
        "up_proj.A",
        "up_proj.B",
    ]
    assert names == list(page["adapter_of"](base))


@pytest.mark.parametrize(("use_rslora", "scale"), [(False, 2.0), (True, 16.0)])
def test_scale(page, base, use_rslora, scale):
    """exllamav2#619: rank 64, alpha 128, with the square root."""
    page["add_lora"](
        base, r=64, lora_alpha=128, target_modules=["up_proj"], use_rslora=use_rslora
    )
    assert base["up_proj"].scale == pytest.approx(scale)


@pytest.mark.parametrize("names", [["q_proj", "no_proj"], ["norm.q_proj"], []])
def test_a_name_that_no_layer_has(page, base, names):
    with pytest.raises(ValueError, match="no layer called"):
        page["add_lora"](base, r=2, lora_alpha=2, target_modules=names)
    assert all(p.requires_grad for p in base.parameters())


def test_an_option_that_it_does_not_know(page, base):
    with pytest.raises(TypeError, match="use_dora"):
        page["load_adapter"](base, {**CONFIG, "use_dora": True}, {})


@pytest.mark.parametrize("change", ["missing", "extra", "rank"])
def test_another_file(page, base, change):
    model = copy.deepcopy(base)
    page["add_lora"](model, **CONFIG)
    tensors = dict(page["adapter_of"](model))
    config = dict(CONFIG)
    if change == "missing":
        tensors.pop("up_proj.B")
    elif change == "extra":
        tensors["down_proj.A"] = tensors["up_proj.A"]
    else:
        config["r"] = 4
    with pytest.raises((ValueError, RuntimeError), match=r"differ|size mismatch"):
        page["load_adapter"](base, config, tensors)


def test_saved_and_loaded(page, base, tmp_path):
    model = copy.deepcopy(base)
    page["add_lora"](model, **CONFIG)
    for layer in (model["attention"]["q_proj"], model["up_proj"]):
        trained(layer)
    torch.save(
        {"config": CONFIG, "tensors": page["adapter_of"](model)}, tmp_path / "a.pt"
    )
    page["load_adapter"](base, **torch.load(tmp_path / "a.pt", weights_only=True))
    x = torch.randn(2, 8)
    for one, two in zip(model.parameters(), base.parameters(), strict=True):
        assert torch.equal(one, two)
    assert torch.equal(base["up_proj"](x), model["up_proj"](x))
