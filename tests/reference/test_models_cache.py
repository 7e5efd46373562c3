"""Our bytes of the KV cache are those of the library's cache after a real forward pass."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from models_at_random import AT_RANDOM, configs
from models_in_transformers import NAMES, config_of, shrunken, with_memory

from glossary.models import ConfigError, cache, describe
from glossary.models.families import DEFAULTS

pytestmark = pytest.mark.filterwarnings("ignore")
LONG = 500  # tokens from which a pass is for one text in one number format


def once() -> list:
    """Names of models whose shrunken copies differ: Llama 3.1's two sizes do not, for one."""
    copies = {}
    for name in NAMES:
        config = {**shrunken(config_of(name)), "max_position_embeddings": None}
        copies.setdefault(json.dumps(config, sort_keys=True), name)
    return list(copies.values())


def beyond_windows(model: dict) -> int:
    """A length at which every window is full, or a few tokens where there is none."""
    return max(layer["window"] or 4 for layer in model["layers"]) + 5


def nbytes(held) -> int:
    """Bytes of all tensors in a cache, whatever its layers call them; counters left out."""
    import torch

    count = 0
    for layer in held.layers:
        for value in vars(layer).values():
            many = value.values() if isinstance(value, dict) else [value]
            for one in many:
                if isinstance(one, torch.Tensor) and one.dim() > 1:
                    count += one.nbytes
    return count


def after_a_pass(config: dict, texts: int, length: int, dtype: str, held=None):
    """The cache that a pass over random tokens leaves."""
    import torch

    made = with_memory(config, dtype)
    tokens = torch.randint(2, (texts, length))
    with torch.no_grad():
        if held is not None:
            held = held(made.config)
        given = {"past_key_values": held} if held is not None else {}
        return made(tokens, use_cache=True, logits_to_keep=1, **given).past_key_values


@pytest.mark.parametrize("name", once())
def test_cache_after_a_pass(name):
    config = shrunken(config_of(name))
    model = describe(config)
    length = beyond_windows(model)
    texts, kinds = (1, ["bf16"]) if length > LONG else (2, ["bf16", "fp32"])
    for kind in kinds:
        dtype = {"bf16": "bfloat16", "fp32": "float32"}[kind]
        for tokens in (3, length):
            held = after_a_pass(config, texts, tokens, dtype)
            ours = cache.between_steps(model, tokens, kind, texts)
            assert ours == nbytes(held), (kind, tokens)


@pytest.mark.parametrize("name", once())
def test_cache_that_is_laid_out_before(name):
    """The library's static cache has room for all positions that a layer can see: our total."""
    from transformers import StaticCache

    config = shrunken(config_of(name))
    model = describe(config)
    length = beyond_windows(model)

    def laid_out(library_config):
        return StaticCache(library_config, max_cache_len=length)

    held = after_a_pass(config, 1, 3, "bfloat16", laid_out)
    assert cache.total(model, length, "bf16", 1) == nbytes(held)


def kinds_of_layers(model: dict) -> set:
    """What the cache depends on, once for each kind of layer."""
    fields = ("kind", "window", "cached", "expanded", "row", "state")
    return {json.dumps([layer[field] for field in fields]) for layer in model["layers"]}


@pytest.mark.parametrize("name", NAMES)
def test_the_shrunken_copy_keeps_what_the_cache_depends_on(name):
    config = config_of(name)
    small = describe(shrunken(config))
    assert kinds_of_layers(small) == kinds_of_layers(describe(config))


@pytest.mark.parametrize("kind", sorted(DEFAULTS))
def test_cache_of_random_configs(kind):
    @settings(AT_RANDOM, max_examples=8)
    @given(configs(kind), st.integers(1, 60))
    def run(config, tokens):
        model = describe(config)
        tokens = min(tokens, model["context"])
        # the library asks for one layer that is no linear one
        assume({layer["kind"] for layer in model["layers"]} != {"linear"})
        ours = cache.between_steps(model, tokens, "fp32")
        assert ours == nbytes(after_a_pass(config, 1, tokens, "float32"))

    run()


SEEN = (  # what decides how far a layer sees and what it keeps
    "attention_chunk_size",
    "full_attention_interval",
    "head_dim",
    "layer_types",
    "max_window_layers",
    "no_rope_layer_interval",
    "no_rope_layers",
    "num_key_value_heads",
    "num_kv_shared_layers",
    "sliding_window",
    "sliding_window_pattern",
    "use_sliding_window",
)


@pytest.mark.parametrize("kind", sorted(DEFAULTS))
def test_fields_missing_or_null_never_give_another_cache(kind):
    """Either the library's own bytes, or one line; a configuration that it refuses may pass."""

    @settings(AT_RANDOM, max_examples=12)
    @given(configs(kind), st.data())
    def run(config, data):
        field = data.draw(st.sampled_from([f for f in SEEN if f in config] or ["bias"]))
        if data.draw(st.booleans()):
            config[field] = None
        else:
            config.pop(field, None)
        try:
            model = describe(config)
        except ConfigError:
            return
        tokens = min(60, model["context"])
        try:
            held = after_a_pass(config, 1, tokens, "float32")
        except Exception:
            return
        assert cache.between_steps(model, tokens, "fp32") == nbytes(held)
        own = [
            layer for layer in model["layers"] if layer["cached"] or layer["state"][0]
        ]
        windows = [getattr(layer, "sliding_window", None) for layer in held.layers]
        assert [layer["window"] for layer in own] == windows

    run()
