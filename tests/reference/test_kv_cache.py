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


def test_the_whole_text_given_again_is_appended_to_its_own_cache():
    import torch

    model, _ = small("llama")
    ids = torch.randint(50, (1, 6), generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        full = model(ids).logits[:, -1]
        cache = model(ids[:, :5], use_cache=True).past_key_values
        again = model(ids, past_key_values=cache)
        assert again.past_key_values.get_seq_length() == 11
        assert (again.logits[:, -1] - full).abs().max() > 0.01
        again.past_key_values.crop(-6)  # five are left
        assert again.past_key_values.get_seq_length() == 5
        mask = torch.ones(1, 6, dtype=torch.long)  # of old and new tokens
        right = model(ids[:, 5:], past_key_values=cache, attention_mask=mask)
    assert (right.logits[:, -1] - full).abs().max() < 1e-5


@pytest.mark.parametrize("kind", ["gemma3", "qwen3_5"])
def test_crop_needs_a_record_and_is_wrong_with_linear_attention(kind):
    import torch
    import transformers

    if kind == "gemma3":
        model, _ = small(kind)
    else:
        config = transformers.Qwen3_5TextConfig(
            **SIZES,
            linear_num_key_heads=2,
            linear_num_value_heads=2,
            linear_key_head_dim=8,
            linear_value_head_dim=8,
        )
        assert "linear_attention" in config.layer_types
        model = transformers.AutoModelForCausalLM.from_config(config)
        g = torch.Generator().manual_seed(0)
        for p in model.parameters():
            p.data = torch.randn(p.shape, generator=g) / 4
        model = model.double().eval()
    ids = torch.randint(50, (1, 12), generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        full = model(ids).logits[:, 9:]
        cache = model(ids, use_cache=True).past_key_values
        with pytest.raises(RuntimeError, match="does not track past states"):
            cache.crop(-3)
        cache = transformers.DynamicCache(config=model.config)
        cache.activate_past_recording()
        model(ids, past_key_values=cache)
        cache.crop(-3)
        again = model(ids[:, 9:], past_key_values=cache).logits
    off = (again - full).abs().max()
    assert off < 1e-5 if kind == "gemma3" else off > 0.01


def test_windows_without_layer_types_are_where_the_page_says():
    import json

    import transformers

    def config(name):
        fields = json.loads((ROOT / f"models/{name}.json").read_text())["config"]
        fields = fields.get("text_config", fields)
        assert "layer_types" not in fields
        assert fields["sliding_window"]
        kind = fields["model_type"]
        made = transformers.AutoConfig.for_model(**fields)
        assert made.model_type == kind
        return made

    def windows(config):
        layers = transformers.DynamicCache(config=config).layers
        return [layer.is_sliding for layer in layers]

    assert windows(config("mistral-7b-v0.1")) == [True] * 32
    gemma = config("gemma-3-27b")
    assert windows(gemma) == [i % 6 != 5 for i in range(62)]
    assert gemma.layer_types.count("sliding_attention") == 52
    assert windows(config("qwen2.5-7b")) == [False] * 28


@pytest.mark.parametrize("fault", ["whole text", "position 0"])
def test_a_fault_with_a_cache_shows_after_the_first_new_token(fault):
    import torch

    model, _ = small("llama")
    text = torch.randint(50, (1, 6), generator=torch.Generator().manual_seed(1))

    def off(fault):
        with torch.no_grad():
            first = model(text, use_cache=True)
            newest = first.logits[:, -1:].argmax(-1)
            new, places = newest, None
            if fault == "whole text":
                new = torch.cat([text, newest], dim=1)
            elif fault == "position 0":
                places = torch.zeros(1, 1, dtype=torch.long)
            cache = first.past_key_values
            second = model(new, past_key_values=cache, position_ids=places)
            both = torch.cat([text, newest], dim=1)
            full = model(both, use_cache=False).logits[:, -2:]
        made = torch.cat([first.logits[:, -1:], second.logits[:, -1:]], dim=1)
        return (made - full).abs().amax(dim=-1)[0].tolist()

    assert max(off(None)) < 1e-5
    first, second = off(fault)
    assert first < 1e-5
    assert second > 1e-3


def test_the_warning_on_the_page_is_llamas(caplog):
    import logging

    import torch
    import transformers

    page = (ROOT / "docs/terms/kv-cache.md").read_text()
    words = "use_cache=True is incompatible with gradient checkpointing"
    assert f'### "{words}' in page
    model = transformers.AutoModelForCausalLM.from_config(
        transformers.LlamaConfig(**SIZES)
    ).train()
    model.activation_checkpointing_enable()
    # warning_once remembers, and the library's logger hands nothing on.
    transformers.utils.logging.logging.Logger.warning_once.cache_clear()
    transformers.utils.logging.enable_propagation()
    try:
        with caplog.at_level(logging.WARNING):
            model(torch.arange(5)[None])
    finally:
        transformers.utils.logging.disable_propagation()
    assert words in caplog.text.replace("`", "")


def test_the_kinds_of_cache_have_the_names_on_the_page():
    from transformers.generation.configuration_utils import ALL_CACHE_IMPLEMENTATIONS

    page = (ROOT / "docs/terms/kv-cache.md").read_text()
    for name in ("dynamic", "static", "offloaded", "offloaded_static", "quantized"):
        assert name in ALL_CACHE_IMPLEMENTATIONS
        assert f'"{name}"' in page


@pytest.mark.parametrize("shared", [0, 4])
def test_gemma_4s_cache_has_two_sizes_and_shared_layers(shared):
    """As the script counts Gemma 4 31B (other heads in full layers) and E2B (shared)."""
    import torch
    import transformers

    config = transformers.Gemma4TextConfig(
        vocab_size=50,
        hidden_size=24,
        intermediate_size=40,
        num_hidden_layers=8,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=6,
        num_global_key_value_heads=None if shared else 1,
        global_head_dim=10,
        attention_k_eq_v=not shared,
        layer_types=["sliding_attention", "full_attention"] * 4,
        sliding_window=5,
        num_kv_shared_layers=shared,
        hidden_size_per_layer_input=4 if shared else 0,
        vocab_size_per_layer_input=50,
    )
    model = transformers.AutoModelForCausalLM.from_config(config).double().eval()
    with torch.no_grad():
        cache = model(torch.arange(9)[None], use_cache=True).past_key_values
    held = [
        (layer.keys.numel() + layer.values.numel()) // layer.keys.shape[2]
        for layer in cache.layers
        if layer.keys is not None
    ]
    full = 2 * (2 if shared else 1) * 10
    assert held == [2 * 2 * 6, full] * ((8 - shared) // 2)


def test_generate_in_training_mode_with_checkpointing_goes_wrong_and_eval_mends_it():
    """As the page says: in training mode one token goes to layers without a cache."""
    import torch
    import transformers

    torch.manual_seed(0)
    config = transformers.LlamaConfig(**SIZES, initializer_range=1.0)
    config.eos_token_id = None
    model = transformers.AutoModelForCausalLM.from_config(config).eval()
    ids = torch.arange(1, 5)[None]
    options = {
        "attention_mask": torch.ones_like(ids),
        "max_new_tokens": 8,
        "do_sample": False,
    }
    right = model.generate(ids, **options).tolist()
    model.activation_checkpointing_enable()
    assert model.generate(ids, **options).tolist() == right
    model.train()
    assert model.generate(ids, **options).tolist() != right
    assert model.generate(ids, use_cache=False, **options).tolist() == right
    model.eval()
    assert model.generate(ids, **options).tolist() == right
