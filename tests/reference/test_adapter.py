"""The adapter of the page is the one that transformers puts into X-MOD."""

import contextlib
import copy
import io
import runpy

import pytest
import torch

from glossary import ROOT

D_MODEL, REDUCTION = 24, 3


@pytest.fixture(scope="module")
def page():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(
            str(ROOT / "snippets/adapter/an_adapter_behind_any_layer.py")
        )


@pytest.fixture(scope="module")
def theirs():
    from transformers import XmodConfig
    from transformers.models.xmod import modeling_xmod as xmod

    config = XmodConfig(
        hidden_size=D_MODEL,
        adapter_reduction_factor=REDUCTION,
        num_attention_heads=4,
        intermediate_size=40,
        hidden_dropout_prob=0.0,
        languages=("en_XX", "de_DE"),
        adapter_layer_norm=False,
        adapter_reuse_layer_norm=False,
        ln_before_adapter=False,
    )
    torch.manual_seed(0)
    return xmod.XmodOutput(config).eval()


def test_adapter_with_its_skip(page, theirs):
    ours = page["Adapter"](D_MODEL, D_MODEL // REDUCTION)
    module = theirs.adapter_modules["de_DE"]
    ours.down.load_state_dict(module.dense1.state_dict())
    ours.up.load_state_dict(module.dense2.state_dict())
    h = torch.randn(2, 5, D_MODEL, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        expected = theirs.lang_adapter(torch.tensor([1, 1]), h.clone())
        assert not torch.allclose(expected, h, atol=1e-3)
        torch.testing.assert_close(ours(h), expected)


def test_count(theirs):
    with contextlib.redirect_stdout(io.StringIO()):
        script = runpy.run_path(
            str(ROOT / "snippets/adapter/how_many_numbers_adapters_have.py")
        )
    numbers = sum(p.numel() for p in theirs.adapter_modules["en_XX"].parameters())
    assert numbers == script["count"](D_MODEL, D_MODEL // REDUCTION)


@pytest.mark.parametrize("shape", [(24,), (5, 24), (2, 3, 24), (0, 24)])
@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32])
def test_other_shapes_and_types(page, shape, dtype):
    adapter = page["Adapter"](D_MODEL, 4)
    h = torch.randn(shape).to(dtype)
    assert torch.equal(adapter(h), h)  # at the start
    assert adapter(h).dtype is dtype
    torch.nn.init.normal_(adapter.up.weight)
    assert h.numel() == 0 or not torch.equal(adapter(h), h)


def test_hooks_put_adapters_into_gpt_2():
    """At the start nothing changes; only the adapters train; without the hooks it is the base."""
    import transformers

    with contextlib.redirect_stdout(io.StringIO()):
        path = ROOT / "snippets/adapter/hooks_put_adapters_into_a_block.py"
        put_behind = runpy.run_path(str(path))["put_behind"]
    config = transformers.GPT2Config(
        n_layer=2, n_head=2, n_embd=16, vocab_size=31, n_positions=16
    )
    model = transformers.GPT2LMHeadModel(config).eval().requires_grad_(False)
    ids = torch.tensor([[3, 7, 1, 9, 4, 2]])
    before = model(ids).logits
    layers = [layer for b in model.transformer.h for layer in (b.attn, b.mlp)]
    adapters, handles = zip(
        *(put_behind(layer, 16, 4) for layer in layers), strict=True
    )
    assert torch.equal(model(ids).logits, before)
    trained = [p for adapter in adapters for p in adapter.parameters()]
    optimizer = torch.optim.AdamW(trained, lr=0.01)
    for _ in range(2):
        optimizer.zero_grad()
        model(ids, labels=ids).loss.backward()
        optimizer.step()
    assert all(p.grad is not None for p in trained)
    base = [p for n, p in model.named_parameters() if ".adapter." not in n]
    assert len(base) + len(trained) == len(list(model.parameters()))
    assert all(p.grad is None for p in base)
    assert not torch.allclose(model(ids).logits, before, atol=1e-4)
    for handle in handles:
        handle.remove()
    assert torch.equal(model(ids).logits, before)


@pytest.mark.parametrize("cast_first", [False, True])
def test_hooked_adapters_go_where_the_model_goes(cast_first):
    """Cast before or after, the adapters fit the model, and its state_dict has them."""
    with contextlib.redirect_stdout(io.StringIO()):
        path = ROOT / "snippets/adapter/hooks_put_adapters_into_a_block.py"
        put_behind = runpy.run_path(str(path))["put_behind"]
    model = torch.nn.Sequential(torch.nn.Linear(6, 6))
    if cast_first:
        model.to(torch.bfloat16)
    put_behind(model[0], 6, 2)
    if not cast_first:
        model.to(torch.bfloat16)
    assert model(torch.ones(2, 6, dtype=torch.bfloat16)).dtype is torch.bfloat16
    saved = model.state_dict()
    assert saved["0.adapter.0.weight"].shape == (2, 6)
    assert saved["0.adapter.2.weight"].shape == (6, 2)


@pytest.mark.parametrize("module", ["self_attn", "linear2"])
def test_a_copy_of_the_model_uses_its_own_adapters(module):
    """What deepcopy, nn.TransformerEncoder and nn.DataParallel do with a hooked layer."""
    with contextlib.redirect_stdout(io.StringIO()):
        path = ROOT / "snippets/adapter/hooks_put_adapters_into_a_block.py"
        put_behind = runpy.run_path(str(path))["put_behind"]
    block = torch.nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0)
    block.requires_grad_(False)
    first, _ = put_behind(getattr(block, module), 8, 2)
    copied = copy.deepcopy(block)
    second = getattr(copied, module).adapter
    x = torch.randn(5, 2, 8, generator=torch.Generator().manual_seed(0))
    before = block(x)
    torch.nn.init.eye_(second[2].weight)  # the norm takes away what all numbers share
    assert torch.equal(block(x), before)
    assert not torch.allclose(copied(x), before, atol=1e-4)
    copied(x).square().sum().backward()
    assert all(p.grad is not None for p in second.parameters())
    assert all(p.grad is None for p in first.parameters())
