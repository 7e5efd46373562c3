"""The adapter of the page is the one that transformers puts into X-MOD."""

import contextlib
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
            str(ROOT / "snippets/adapter/the_count_that_the_paper_gives.py")
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
