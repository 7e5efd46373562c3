"""The cache of transformers: cached answers equal full ones, and its size is what we compute."""

import contextlib
import io
import runpy

import pytest

from glossary import ROOT

SIZES = {
    "num_hidden_layers": 4,
    "hidden_size": 24,
    "intermediate_size": 40,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 10,
    "vocab_size": 50,
}
"""d_head is not hidden_size / heads: a formula that divides is noticed."""


def small(kind: str):
    """A small model with random weights in float64, and its layers as the script takes them."""
    import torch
    import transformers

    if kind == "gpt2":
        config = transformers.GPT2Config(
            n_layer=3, n_embd=24, n_head=4, vocab_size=50, n_positions=32
        )
        layers = [(3, 2 * 4 * 6, None)]
    elif kind == "llama":
        config = transformers.LlamaConfig(**SIZES)
        layers = [(4, 2 * 2 * 10, None)]
    elif kind == "qwen3":
        config = transformers.Qwen3Config(**SIZES)
        layers = [(4, 2 * 2 * 10, None)]
    else:  # every second layer has a window of 5
        config = transformers.Gemma3TextConfig(
            sliding_window=5,
            layer_types=["sliding_attention", "full_attention"] * 2,
            **SIZES,
        )
        layers = [(2, 2 * 2 * 10, None), (2, 2 * 2 * 10, 5)]
    model = transformers.AutoModelForCausalLM.from_config(config)
    g = torch.Generator().manual_seed(0)
    for p in model.parameters():
        p.data = torch.randn(p.shape, generator=g) / 4
    return model.double().eval(), layers


@pytest.mark.parametrize("kind", ["gpt2", "llama", "qwen3", "gemma3"])
def test_cached_equals_full_and_the_size_is_what_we_compute(kind):
    import torch

    model, layers = small(kind)
    g = torch.Generator().manual_seed(1)
    ids = torch.randint(50, (2, 9), generator=g)  # (batch, seq_len)
    with torch.no_grad():
        full = model(ids).logits
        cache, parts = None, []
        for new in (ids[:, :4], *ids[:, 4:].split(1, dim=1)):
            step = model(new, past_key_values=cache, use_cache=True)
            cache = step.past_key_values
            parts.append(step.logits)
    # RoPE's angles and some norms are computed in float32 there.
    assert (torch.cat(parts, dim=1) - full).abs().max() < 1e-5

    held = sum(
        tensor.numel() * tensor.element_size()
        for layer in cache.layers
        for tensor in (layer.keys, layer.values)
    )
    script = ROOT / "snippets/kv-cache/how_large_a_cache_is.py"
    with contextlib.redirect_stdout(io.StringIO()):
        cache_bytes = runpy.run_path(str(script))["cache_bytes"]
    ours = cache_bytes(layers, context=9, batch=2, bytes_each=8)
    # A layer with a window keeps one position less: the newest token sees itself.
    less = sum(n * numbers * 2 * 8 for n, numbers, window in layers if window)
    assert held == ours - less
