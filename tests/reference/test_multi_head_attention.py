"""Grouped queries in transformers: neighbors share, as in our script."""

import runpy

from glossary import ROOT


def test_llama_repeats_each_key_for_neighboring_heads():
    import torch
    from transformers.models.llama.modeling_llama import repeat_kv

    script = (
        ROOT / "snippets/multi-head-attention/grouped_heads_share_keys_and_values.py"
    )
    ours = runpy.run_path(str(script))
    k, group = ours["k"], ours["group"]
    index = torch.arange(ours["n_heads"]) // group
    assert torch.equal(repeat_kv(k, group), k[:, index])


def test_the_whole_layer_equals_gpt2s():
    import torch
    from transformers import GPT2Config
    from transformers.models.gpt2.modeling_gpt2 import GPT2Attention

    script = (
        ROOT
        / "snippets/multi-head-attention/ours_equals_pytorchs_multihead_attention.py"
    )
    ours = runpy.run_path(str(script))
    x, later = ours["x"], ours["later"]
    config = GPT2Config(n_embd=15, n_head=3, attn_pdrop=0.0, resid_pdrop=0.0)
    config._attn_implementation = "eager"
    theirs = GPT2Attention(config, layer_idx=0).double().eval()
    g = torch.Generator().manual_seed(1)
    for p in theirs.parameters():
        p.data = torch.randn(p.shape, generator=g, dtype=torch.float64)
    qkv, out = theirs.c_attn, theirs.c_proj  # stored the other way round
    made, _ = ours["multi_head_attention"](
        x, qkv.weight.T, qkv.bias, out.weight.T, out.bias
    )
    mask = torch.zeros(later.shape, dtype=torch.float64).masked_fill(later, -torch.inf)
    assert (made - theirs(x, attention_mask=mask)[0]).abs().max() < 1e-12
