"""The multi-head attention to copy, on second inputs: types, masks, a cache, shared heads."""

import contextlib
import io
import runpy

import pytest
import torch
from torch import nn

from glossary import ROOT

SCRIPT = ROOT / "snippets/multi-head-attention/multi_head_attention_equals_pytorchs.py"


@pytest.fixture(scope="module")
def multi_head_attention():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(SCRIPT))["multi_head_attention"]


def layer_of(n_heads, dtype=torch.float64):
    """PyTorch's module with random weights of width 16, and its four matrices."""
    g = torch.Generator().manual_seed(4)
    layer = nn.MultiheadAttention(16, n_heads, bias=False, batch_first=True).to(dtype)
    for p in layer.parameters():
        p.data = (torch.randn(p.shape, generator=g) / 4).to(dtype)
    matrices = (*layer.in_proj_weight.chunk(3), layer.out_proj.weight)
    return layer, [W.T for W in matrices]


def tokens(batch, seq_len, dtype=torch.float64):
    g = torch.Generator().manual_seed(5)
    return torch.randn(batch, seq_len, 16, generator=g).to(dtype)


@pytest.mark.parametrize(
    ("dtype", "near"),
    [(torch.float64, 1e-12), (torch.float32, 1e-5), (torch.bfloat16, 0.03)],
)
@pytest.mark.parametrize("causal", [True, False])
@pytest.mark.parametrize(
    ("batch", "seq_len", "n_heads"), [(1, 1, 1), (3, 9, 4), (2, 5, 8)]
)
def test_it_equals_pytorchs(
    multi_head_attention, batch, seq_len, n_heads, causal, dtype, near
):
    layer, matrices = layer_of(n_heads, dtype)
    x = tokens(batch, seq_len, dtype)
    mask = torch.ones(seq_len, seq_len).triu(1).bool() if causal else None
    allowed = None if causal else torch.ones(seq_len, seq_len).bool()
    ours, _ = multi_head_attention(x, *matrices, d_head=16 // n_heads, allowed=allowed)
    theirs, _ = layer(x, x, x, attn_mask=mask, need_weights=False)
    assert ours.dtype == dtype
    torch.testing.assert_close(ours, theirs, rtol=near, atol=near)


def test_a_mask_for_each_text_of_a_batch(multi_head_attention):
    layer, matrices = layer_of(4)
    x = tokens(3, 6)
    pad = torch.arange(6) >= torch.tensor([[6], [4], [1]])  # on the right
    later = torch.ones(6, 6).triu(1).bool()
    ours, _ = multi_head_attention(
        x, *matrices, d_head=4, allowed=~(pad[:, None, None] | later)
    )
    theirs, _ = layer(x, x, x, attn_mask=later, key_padding_mask=pad)
    torch.testing.assert_close(ours, theirs)


def test_texts_packed_into_one_sequence_do_not_see_each_other(multi_head_attention):
    _, matrices = layer_of(4)
    x = tokens(1, 7)
    document = torch.tensor([0, 0, 0, 1, 1, 1, 1])
    allowed = (document[:, None] == document).tril()
    packed, _ = multi_head_attention(x, *matrices, d_head=4, allowed=allowed)
    alone, _ = multi_head_attention(x[:, 3:], *matrices, d_head=4)
    torch.testing.assert_close(packed[:, 3:], alone)


@pytest.mark.parametrize("steps", [(1,) * 7, (4, 1, 1, 1), (3, 4), (7,)])
def test_a_cache_changes_no_output(multi_head_attention, steps):
    _, matrices = layer_of(8)
    x = tokens(2, 7)
    once, (k, v) = multi_head_attention(x, *matrices, d_head=2)
    outputs, past = [], ()
    for new in x.split(steps, dim=1):
        out, past = multi_head_attention(new, *matrices, d_head=2, past=past)
        outputs.append(out)
    torch.testing.assert_close(torch.cat(outputs, dim=1), once)
    torch.testing.assert_close(past, (k, v))


def test_a_token_that_may_look_at_nothing_adds_zeros(multi_head_attention):
    _, matrices = layer_of(4)
    allowed = torch.ones(5, 5).tril(-1).bool()  # the first token sees nothing
    out, _ = multi_head_attention(tokens(2, 5), *matrices, d_head=4, allowed=allowed)
    assert out[:, 0].eq(0).all()
    assert out.isfinite().all()


def test_shared_heads_equal_copied_ones(multi_head_attention):
    g = torch.Generator().manual_seed(5)
    x = torch.randn(2, 6, 10, generator=g, dtype=torch.float64)
    W_q, W_o = (torch.randn(s, generator=g).double() for s in ((10, 24), (24, 10)))
    W_k, W_v = (torch.randn(10, 8, generator=g).double() for _ in range(2))
    d_head, group = 4, 3
    copied = [
        W.unflatten(1, (2, d_head)).repeat_interleave(group, dim=1).flatten(1)
        for W in (W_k, W_v)
    ]
    shared, (k, _) = multi_head_attention(x, W_q, W_k, W_v, W_o, d_head)
    assert k.shape == (2, 2, 6, 4)  # two heads are kept, not six
    torch.testing.assert_close(
        shared, multi_head_attention(x, W_q, *copied, W_o, d_head)[0]
    )
