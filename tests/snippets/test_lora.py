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
    merged = layer.merge()
    assert merged.weight.dtype is torch.bfloat16
    torch.testing.assert_close(merged.weight, exact.bfloat16(), rtol=2**-8, atol=0)


@pytest.mark.parametrize("bias", [True, False])
def test_merged_twice_and_used_after_it(page, bias):
    """A merge makes another layer, so it adds the update once, however often it is called."""
    layer = trained(page["LoRALinear"](nn.Linear(10, 6, bias=bias), rank=2, alpha=8))
    x, before = torch.randn(4, 10), layer.base.weight.clone()
    beside = layer(x)
    for merged in layer.merge(), layer.merge():
        assert type(merged) is nn.Linear
        assert not merged.weight.requires_grad
        torch.testing.assert_close(merged(x), beside)
    assert torch.equal(layer(x), beside)
    assert torch.equal(layer.base.weight, before)


def test_a_merged_model_is_a_plain_one(page, base):
    """Its state loads into a model that never had LoRA, and it can be adapted again."""
    fresh, keys = copy.deepcopy(base), list(base.state_dict())
    page["add_lora"](base, **CONFIG)
    trained(base["up_proj"]), trained(base["attention"]["q_proj"])
    x = torch.randn(3, 8)
    beside = base["up_proj"](x)
    page["merge_and_unload"](base)
    assert list(base.state_dict()) == keys
    fresh.load_state_dict(base.state_dict())
    torch.testing.assert_close(fresh["up_proj"](x), beside)
    page["merge_and_unload"](base)  # nothing left to merge
    torch.testing.assert_close(base["up_proj"](x), beside)
    page["add_lora"](base, **CONFIG)
    torch.testing.assert_close(base["up_proj"](x), beside)


def test_a_layer_is_not_adapted_twice(page, base):
    page["add_lora"](base, **CONFIG)
    with pytest.raises(TypeError, match="LoRALinear"):
        page["add_lora"](base, **CONFIG)


def test_an_embedding_tied_to_the_layer_keeps_its_own_weights(page):
    embedding, head = nn.Embedding(20, 8), nn.Linear(8, 20, bias=False)
    head.weight = embedding.weight
    layer = trained(page["LoRALinear"](head, 2, 4))
    x, before = torch.randn(3, 8), embedding.weight.detach().clone()
    beside = layer(x)
    torch.testing.assert_close(layer.merge()(x), beside)
    assert torch.equal(embedding.weight, before)
    assert layer.base.weight is embedding.weight


class Packed(nn.Linear):
    """As bitsandbytes' Linear4bit: a linear layer whose weight is no matrix of its shape."""


@pytest.mark.parametrize(
    "other",
    [nn.Embedding(5, 4), nn.LayerNorm(4), nn.Conv1d(4, 4, 1), Packed(4, 4)],
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


def test_dropout_of_the_inputs(page, base):
    page["add_lora"](base, **CONFIG, lora_dropout=1.0)
    layer, x = trained(base["up_proj"]), torch.randn(3, 8)
    assert torch.equal(layer(x), layer.base(x))  # in training all are dropped
    assert not torch.equal(layer.eval()(x), layer.base(x))


@pytest.mark.parametrize("training", [True, False])
def test_an_adapted_layer_is_in_the_mode_of_the_model(page, base, training):
    """A base from from_pretrained is in eval mode: the dropout of an adapter is off."""
    config = {**CONFIG, "lora_dropout": 0.3}
    model = copy.deepcopy(base).train(training)
    page["add_lora"](model, **config)
    trained(model["up_proj"])
    fresh, x = base.train(training), torch.randn(3, 8)
    page["load_adapter"](fresh, config, page["adapter_of"](model))
    assert all(module.training is training for module in fresh.modules())
    same = torch.equal(fresh["up_proj"](x), fresh["up_proj"](x))
    assert same is not training


def test_a_refused_layer_leaves_the_others_in_their_places(page, base):
    with pytest.raises(TypeError, match="LayerNorm"):
        page["add_lora"](base, r=2, lora_alpha=2, target_modules=["up_proj", "norm"])
    assert not any(isinstance(m, page["LoRALinear"]) for m in base.modules())
    page["add_lora"](base, **CONFIG)


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["q_proj", "no_proj"], "no layer called"),
        (["norm.q_proj"], "no layer called"),
        ([], "no layer called"),
        ("all-linear", "give a list of names, not 'all-linear'"),
        ("q_proj", "give a list of names"),
    ],
)
def test_names_that_it_does_not_take(page, base, names, says):
    with pytest.raises(ValueError, match=says):
        page["add_lora"](base, r=2, lora_alpha=2, target_modules=names)
    assert all(p.requires_grad for p in base.parameters())


def test_an_option_that_it_does_not_know(page, base):
    with pytest.raises(TypeError, match="use_dora"):
        page["load_adapter"](base, {**CONFIG, "use_dora": True}, {})


def test_a_file_of_pefts_is_refused(page, base):
    """adapter_config.json has more fields than the page's function has options."""
    with pytest.raises(TypeError, match=r"bias|peft_type"):
        page["load_adapter"](base, {**CONFIG, "peft_type": "LORA", "bias": "none"}, {})


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
