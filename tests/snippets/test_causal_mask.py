"""The leak test to copy, on second inputs."""

import contextlib
import importlib
import io
import runpy
import warnings

import pytest
import torch

from glossary import ROOT

SCRIPT = ROOT / "snippets/causal-mask/a_leak_test_to_copy.py"


@pytest.fixture(scope="module")
def leaks():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(SCRIPT))["leaks"]


def attention_model(diagonal, dtype=torch.float32):
    g = torch.Generator().manual_seed(3)
    E = (torch.randn(11, 6, generator=g) / 2).to(dtype)

    def model(ids):
        hidden = torch.ones(ids.shape[1], ids.shape[1]).triu(diagonal).bool()
        scores = (E[ids] @ E[ids].mT).masked_fill(hidden, -torch.inf)
        return E[ids] + scores.softmax(dim=-1) @ E[ids]

    return model


@pytest.mark.parametrize("seq_len", [1, 2, 9, 40])
@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16])
def test_a_causal_model_does_not_leak(leaks, seq_len, dtype):
    ids = torch.arange(2 * seq_len).view(2, seq_len) % 11
    assert leaks(attention_model(1, dtype), ids, vocab_size=11, tolerance=0.05) == {}
    assert leaks(attention_model(1, torch.float64), ids, vocab_size=11) == {}


def test_a_leak_is_found_wherever_it_is(leaks):
    ids = torch.arange(12).view(2, 6) % 11
    assert list(leaks(attention_model(2), ids, vocab_size=11)) == [1, 2, 3, 4, 5]
    right = attention_model(1)

    def one_leak(ids):  # token 4 reaches output 0
        out = right(ids).clone()
        out[:, 0] += ids[:, 4, None]
        return out

    assert list(leaks(one_leak, ids, vocab_size=11)) == [4]
    nan = lambda ids: torch.full((*ids.shape, 3), torch.nan)  # noqa: E731
    assert list(leaks(nan, ids, vocab_size=11)) == [1, 2, 3, 4, 5]


@pytest.mark.slow
def test_flex_attention_equals_a_dense_mask(monkeypatch):
    """The four masks of a_mask_as_a_function.py, through PyTorch's own function."""
    from torch.nn import functional as F
    from torch.nn.attention.flex_attention import flex_attention

    # As a module: tracing looks the functions' globals up by the module's name.
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    with contextlib.redirect_stdout(io.StringIO()):
        names = vars(importlib.import_module("a_mask_as_a_function"))
    g = torch.Generator().manual_seed(0)
    q, k, v = torch.randn(3, 1, 2, names["seq_len"], 16, generator=g)
    for seen in names["functions"].values():
        blocks = names["create_block_mask"](seen, **names["sizes"])
        dense = names["create_mask"](seen, **names["sizes"])
        with warnings.catch_warnings():  # uncompiled, it says that it is slow
            warnings.simplefilter("ignore")
            ours = flex_attention(q, k, v, block_mask=blocks)
        theirs = F.scaled_dot_product_attention(q, k, v, attn_mask=dense)
        torch.testing.assert_close(ours, theirs, rtol=1e-5, atol=1e-5)
