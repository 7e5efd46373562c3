"""The multi-head attention to copy, on second inputs."""

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
    g = torch.Generator().manual_seed(4)
    layer = nn.MultiheadAttention(16, n_heads, bias=False, batch_first=True).to(dtype)
    for p in layer.parameters():
        p.data = (torch.randn(p.shape, generator=g) / 4).to(dtype)
    x = torch.randn(batch, seq_len, 16, generator=g).to(dtype)
    mask = torch.ones(seq_len, seq_len).triu(1).bool() if causal else None
    matrices = [W.T for W in layer.in_proj_weight.chunk(3)]
    ours = multi_head_attention(
        x, *matrices, layer.out_proj.weight.T, d_head=16 // n_heads, causal=causal
    )
    theirs, _ = layer(x, x, x, attn_mask=mask, need_weights=False)
    assert ours.dtype == dtype
    torch.testing.assert_close(ours, theirs, rtol=near, atol=near)


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
    shared = multi_head_attention(x, W_q, W_k, W_v, W_o, d_head)
    torch.testing.assert_close(
        shared, multi_head_attention(x, W_q, *copied, W_o, d_head)
    )
