"""The attention to copy, on second inputs: other types, one token, no keys, nothing allowed."""

import contextlib
import io
import runpy

import pytest
import torch
from torch.nn import functional as F

from glossary import ROOT

SCRIPT = ROOT / "snippets/attention/attention_equals_pytorchs.py"


@pytest.fixture(scope="module")
def attention():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(SCRIPT))["attention"]


def qkv(batch, n_queries, n_keys, dtype=torch.float64, heads=()):
    g = torch.Generator().manual_seed(3)
    shapes = (n_queries, 5), (n_keys, 5), (n_keys, 7)
    return [torch.randn(batch, *heads, *s, generator=g).to(dtype) for s in shapes]


@pytest.mark.parametrize("heads", [(), (3,)])
@pytest.mark.parametrize(
    ("batch", "n_queries", "n_keys"),
    [(1, 1, 1), (2, 1, 6), (2, 6, 1), (3, 70, 90), (2, 3, 0), (2, 0, 3)],
)
def test_it_equals_pytorchs_at_any_size(attention, batch, n_queries, n_keys, heads):
    q, k, v = qkv(batch, n_queries, n_keys, heads=heads)
    theirs = F.scaled_dot_product_attention(q, k, v)
    torch.testing.assert_close(attention(q, k, v), theirs)


@pytest.mark.parametrize(
    ("dtype", "near"),
    [(torch.float64, 1e-12), (torch.float32, 1e-5), (torch.bfloat16, 0.03)],
)
def test_it_keeps_the_type_and_does_not_overflow(attention, dtype, near):
    q, k, v = qkv(2, 4, 5, dtype)
    allowed = torch.ones(4, 5).tril().bool()
    for factor in (1, 30):  # scores in the hundreds
        ours = attention(factor * q, k, v, allowed)
        theirs = F.scaled_dot_product_attention(factor * q, k, v, attn_mask=allowed)
        assert ours.dtype == dtype
        assert ours.isfinite().all()
        torch.testing.assert_close(ours, theirs, rtol=near, atol=near)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_dot_products_beyond_float16_give_no_nan(attention, dtype):
    q, k, v = qkv(2, 4, 5, dtype)
    q, k = 500 * q, 500 * k  # the largest dot product is far above 65,504
    assert (q.float() @ k.float().mT).abs().max() > 65_504
    ours = attention(q, k, v)
    assert ours.dtype == dtype
    assert ours.isfinite().all()
    torch.testing.assert_close(ours, F.scaled_dot_product_attention(q, k, v))


def test_a_row_with_nothing_allowed_is_zero_and_so_are_its_gradients(attention):
    q, k, v = (part.requires_grad_() for part in qkv(2, 3, 5))
    allowed = torch.ones(3, 5).bool()
    allowed[1] = False
    out = attention(q, k, v, allowed)
    assert out[:, 1].eq(0).all()
    out.sum().backward()
    for part in q, k, v:
        assert part.grad.isfinite().all()
    assert q.grad[:, 1].eq(0).all()


def test_a_mask_for_each_text_of_a_batch(attention):
    q, k, v = qkv(2, 3, 5, heads=(4,))
    allowed = torch.tensor([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]]).bool()[:, None, None]
    theirs = F.scaled_dot_product_attention(q, k, v, attn_mask=allowed)
    torch.testing.assert_close(attention(q, k, v, allowed), theirs)


def test_a_padding_mask_without_its_new_axis_is_taken_for_queries(attention):
    q, k, v = qkv(3, 3, 5)  # as many texts as queries: no error says so
    mask = torch.tensor([[1, 1, 0, 0, 0], [1, 1, 1, 1, 0], [1, 1, 1, 1, 1]]).bool()
    right = attention(q, k, v, mask[:, None, :])
    for text, length in enumerate((2, 4, 5)):
        alone = attention(q[text], k[text, :length], v[text, :length])
        torch.testing.assert_close(right[text], alone)
    assert not torch.allclose(attention(q, k, v, mask), right, atol=0.1)
    with pytest.raises(RuntimeError, match="must match"):
        attention(q[:2], k[:2], v[:2], mask[:2])
