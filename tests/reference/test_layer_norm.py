"""Our norms against those of transformers."""

import runpy

import pytest

from glossary import ROOT


@pytest.fixture(scope="module")
def ours():
    return runpy.run_path(
        str(ROOT / "snippets/layer-norm/ours_equal_pytorchs_norms.py")
    )


def test_rms_norm_equals_llamas(ours):
    import torch
    from transformers.models.llama.modeling_llama import LlamaRMSNorm

    g = torch.Generator().manual_seed(0)
    theirs = LlamaRMSNorm(12, eps=ours["eps"])
    theirs.weight.data = torch.randn(12, generator=g)
    x = 0.01 * torch.randn(2, 3, 12, generator=g)
    # Llama's norm computes in float32 whatever comes in.
    assert (ours["rms_norm"](x, theirs.weight) - theirs(x)).abs().max() < 1e-6


def test_layer_norm_equals_gpt2s(ours):
    import torch
    from transformers import GPT2Config, GPT2Model

    model = GPT2Model(GPT2Config(n_layer=1, n_embd=12, n_head=2, vocab_size=5)).double()
    theirs = model.ln_f
    assert theirs.eps == ours["eps"] == 1e-5
    g = torch.Generator().manual_seed(0)
    for p in theirs.parameters():
        p.data = torch.randn(12, generator=g, dtype=torch.float64)
    x = 0.01 * torch.randn(2, 3, 12, generator=g, dtype=torch.float64)
    made = ours["layer_norm"](x, theirs.weight, theirs.bias)
    assert (made - theirs(x)).abs().max() < 1e-12
