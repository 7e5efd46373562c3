"""The cache of transformers: cached answers equal full ones, and its size is our formula's."""

import runpy

import pytest

from glossary import ROOT


@pytest.fixture(params=["gpt2", "llama"])
def model(request):
    """A small model with random weights, in float64."""
    import torch
    from transformers import GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM

    if request.param == "gpt2":
        config = GPT2Config(
            n_layer=3, n_embd=24, n_head=4, vocab_size=50, n_positions=32
        )
        made, kv_heads = GPT2LMHeadModel(config), 4
    else:
        config = LlamaConfig(
            num_hidden_layers=3,
            hidden_size=24,
            intermediate_size=40,
            num_attention_heads=4,
            num_key_value_heads=2,
            vocab_size=50,
        )
        made, kv_heads = LlamaForCausalLM(config), 2
    g = torch.Generator().manual_seed(0)
    for p in made.parameters():
        p.data = torch.randn(p.shape, generator=g) / 4
    return made.double().eval(), kv_heads


def test_cached_equals_full_and_the_size_is_the_formulas(model):
    import torch

    made, kv_heads = model
    g = torch.Generator().manual_seed(1)
    ids = torch.randint(50, (2, 9), generator=g)  # (batch, time)
    with torch.no_grad():
        full = made(ids).logits
        cache, parts = None, []
        for new in (ids[:, :4], *ids[:, 4:].split(1, dim=1)):
            step = made(new, past_key_values=cache, use_cache=True)
            cache = step.past_key_values
            parts.append(step.logits)
    assert (torch.cat(parts, dim=1) - full).abs().max() < 1e-12

    held = sum(
        tensor.numel() * tensor.element_size()
        for layer in cache.layers
        for tensor in (layer.keys, layer.values)
    )
    script = ROOT / "snippets/kv-cache/how_large_a_cache_is.py"
    bytes_per_token = runpy.run_path(str(script))["bytes_per_token"]
    assert held == ids.numel() * bytes_per_token(3, kv_heads, 6, bytes_each=8)
