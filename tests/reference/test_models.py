"""Our list of tensors is the library's: names, shapes and totals, for every model and at random."""

from __future__ import annotations

import collections
import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models_at_random import AT_RANDOM, configs, known
from models_in_transformers import (
    NAMES,
    config_of,
    library_config,
    shrunken,
    without_memory,
)

from glossary import ROOT
from glossary.content.features import features
from glossary.content.models import read_model
from glossary.models import ConfigError, describe, parameters
from glossary.models.families import (
    DEFAULTS,
    HEAD_DIM_FROM_WIDTH,
    KV_HEADS_FROM_HEADS,
    SAME,
    WRAPPERS,
)

pytestmark = pytest.mark.filterwarnings("ignore")
KINDS = sorted(DEFAULTS)


def same_tensors(config: dict) -> None:
    """Hold our tensors of a config.json to those of the library's model, one by one."""
    model, theirs = describe(config), without_memory(config)
    ours = {tensor["name"]: tensor["shape"] for tensor in model["tensors"]}
    shapes = {name: list(value.shape) for name, value in theirs.named_parameters()}
    assert ours == shapes
    assert parameters.total(model) == sum(p.numel() for p in theirs.parameters())
    assert model["tied"] == ("lm_head.weight" not in shapes)
    # what a checkpoint holds beside parameters; a tied output is there a second time
    saved = {name: list(value.shape) for name, value in theirs.state_dict().items()}
    beside = {
        k: v for k, v in saved.items() if k not in shapes and k != "lm_head.weight"
    }
    assert {one["name"]: one["shape"] for one in model["buffers"]} == beside


@pytest.mark.parametrize("name", NAMES)
def test_every_model(name):
    same_tensors(config_of(name))


@pytest.mark.parametrize("kind", KINDS)
def test_random_configs(kind):
    @AT_RANDOM
    @given(configs(kind))
    def run(config):
        same_tensors(config)

    run()


def same_count_or_refused(config: dict, what: tuple) -> str:
    """Hold our count to the library's, where neither of us refuses the configuration."""
    try:
        ours = parameters.total(describe(config))
    except ConfigError:
        return "refused by us"
    try:
        theirs = sum(p.numel() for p in without_memory(config).parameters())
    except Exception:
        return "refused by the library"
    assert ours == theirs, what
    return "counted"


@pytest.mark.parametrize("kind", KINDS)
def test_random_fields_missing_or_odd_never_give_another_count(kind):
    """Either the library's own count, or one line; never a number of ours alone."""

    @settings(AT_RANDOM, max_examples=40)
    @given(configs(kind), st.data())
    def run(config, data):
        fields = sorted(set(config) - {"model_type"})
        field = data.draw(st.sampled_from(fields))
        if data.draw(st.booleans()):
            del config[field]
        else:
            odd = [None, None, 0, 1, 2, 7, True, [], "x"]
            config[field] = data.draw(st.sampled_from(odd))
        tried[same_count_or_refused(config, ())] += 1

    tried = collections.Counter()
    run()
    assert tried["counted"] > 5, tried


@pytest.mark.parametrize("kind", KINDS)
def test_each_field_missing_or_null_never_gives_another_count(kind):
    config = shrunken(known()[kind])
    for field in sorted(set(config) - {"model_type"}):
        missing = {name: value for name, value in config.items() if name != field}
        for how, changed in ("missing", missing), ("null", {**config, field: None}):
            same_count_or_refused(changed, (field, how))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_assumed_is_what_the_class_has(kind):
    from transformers.models.auto.configuration_auto import CONFIG_MAPPING

    made = CONFIG_MAPPING[kind]()
    for field, value in DEFAULTS[kind].items():
        assert getattr(made, field) == value, field


SMALL = {
    "hidden_size": 96,
    "num_attention_heads": 6,
    "num_hidden_layers": 1,
    "intermediate_size": 8,
    "vocab_size": 50,
    "max_position_embeddings": 9,
    "pad_token_id": 0,
}


@pytest.mark.parametrize("kind", KV_HEADS_FROM_HEADS)
def test_key_value_heads_follow_from_heads_where_we_say_so(kind):
    from transformers.models.auto.configuration_auto import CONFIG_MAPPING

    assert CONFIG_MAPPING[kind](**SMALL).num_key_value_heads == 6


@pytest.mark.parametrize("kind", HEAD_DIM_FROM_WIDTH)
def test_the_size_of_a_head_follows_from_the_width_where_we_say_so(kind):
    mixture = {
        "num_experts": 2,
        "num_local_experts": 2,
        "n_routed_experts": 2,
        "n_shared_experts": 1,
        "num_experts_per_tok": 1,
        "moe_intermediate_size": 4,
        "first_k_dense_replace": 1,
    }
    others = {"model_type": kind, "num_key_value_heads": 2, "sliding_window": 9}
    made = without_memory({**SMALL, **mixture, **others})
    assert made.model.layers[0].self_attn.head_dim == 16


@pytest.mark.parametrize("kind", sorted(WRAPPERS))
def test_what_is_around_a_language_model(kind):
    """The outer class says whether the output is tied, and has its own default."""
    from transformers.models.auto.configuration_auto import CONFIG_MAPPING

    made = CONFIG_MAPPING[kind]()
    assert made.tie_word_embeddings == WRAPPERS[kind]["tied"]
    inner = made.get_text_config().model_type
    assert inner in WRAPPERS[kind]["text"]
    assert SAME.get(inner, inner) in DEFAULTS


@pytest.mark.parametrize(
    "name",
    [
        "gemma-3-27b",
        "qwen3.5-9b",
        "qwen3.5-27b",
        "qwen3.5-35b-a3b",
        "qwen3.5-397b-a17b",
    ],
)
def test_published_counts_are_ours_and_the_librarys_vision_part(name):
    import torch
    from transformers import AutoModelForImageTextToText
    from transformers.models.auto.configuration_auto import CONFIG_MAPPING

    config = copy.deepcopy(config_of(name))
    kind = config.pop("model_type")
    config.pop("architectures")
    if name == "gemma-3-27b":  # its published weights are without the pooling head
        config["vision_config"] = {**config["vision_config"], "vision_use_head": False}
    with torch.device("meta"):
        whole = AutoModelForImageTextToText.from_config(CONFIG_MAPPING[kind](**config))
    language = parameters.total(describe(config_of(name)))
    entry = json.loads((ROOT / f"models/{name}.json").read_text("utf-8"))
    others = sum(p.numel() for p in whole.parameters()) - language
    assert others == entry["published"][0]["beyond"]["vision"]


@pytest.mark.parametrize("name", NAMES)
def test_rope_is_that_of_the_library(name):
    """What a model's page says of RoPE, by what the library makes of the same file."""
    model = read_model(ROOT / f"models/{name}.json", ROOT)
    said = {one.short: one.text for one in features(model)}
    config = library_config(config_of(name))
    ropes = getattr(config, "rope_parameters", None) or {}
    by_kind = {k: v for k, v in ropes.items() if k.endswith("_attention")}
    of_all = list(by_kind.values()) or [ropes]
    kinds = {one.get("rope_type", "default") for one in of_all}
    scaled = kinds - {"default", "proportional"}
    assert ("scaled RoPE" in said) == bool(scaled)
    for kind in scaled:
        assert f"({kind})" in said["scaled RoPE"]
        outside = "in the layers without a window" in said["scaled RoPE"]
        assert outside == (by_kind != {} and "default" in kinds)
    part = {one.get("partial_rotary_factor") or 1 for one in of_all}
    assert ("partial RoPE" in said) == (len(of_all) == 1 and part != {1})
    for share in part if "partial RoPE" in said else ():
        assert f"turns {share:.0%} of each head" in said["partial RoPE"]
    bases = {one.get("rope_theta") for one in of_all}
    assert ("two kinds of RoPE" in said) == (len(bases) == 2)
    for base in bases if len(bases) == 2 else ():
        assert f"base {base:,.0f} " in said["two kinds of RoPE"]


@pytest.mark.parametrize("name", NAMES)
def test_norms_and_functions_are_those_of_the_library(name):
    """What a model's page lists as unusual, by the modules that the library makes."""
    model = read_model(ROOT / f"models/{name}.json", ROOT)
    said = {one.short for one in features(model)}
    config, made = library_config(config_of(name)), without_memory(config_of(name))
    modules = {
        n.rpartition(".")[2] for n, _ in made.named_modules() if "indexer" not in n
    }
    assert ("QK-norm" in said) == bool(modules & {"q_norm", "k_norm", "qk_norm"})
    function = getattr(config, "hidden_activation", None) or getattr(
        config, "hidden_act", "gelu"
    )
    assert ("gated GELU" in said) == (
        function != "silu" and config.model_type != "gpt2"
    )
    assert ("no gate" in said) == (config.model_type == "gpt2")
    assert ("capped logits" in said) == bool(
        getattr(config, "final_logit_softcapping", 0)
    )
    assert ("clamped SwiGLU" in said) == bool(getattr(config, "swiglu_limit", 0))
    heads = {
        (config.num_attention_heads, module.head_dim)
        for module in made.modules()
        if hasattr(module, "head_dim") and hasattr(module, "o_proj")
    }
    if not model.field("kv_lora_rank"):
        own = any(count * size != config.hidden_size for count, size in heads)
        assert ("own head size" in said) == own


def test_the_tensors_are_looked_at_one_by_one():
    """Guard of the tests above: a config with one number changed does not pass."""
    config = config_of("qwen3-0.6b")
    made = without_memory(config)
    theirs = {name: list(value.shape) for name, value in made.named_parameters()}
    other = describe({**config, "head_dim": 64})
    assert {tensor["name"]: tensor["shape"] for tensor in other["tensors"]} != theirs
