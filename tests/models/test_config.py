"""Whatever is wrong with a config.json gets one line that names the field, and never a number."""

from __future__ import annotations

import copy
import functools
import json
from itertools import product

import pytest

from glossary import ROOT
from glossary.models import ConfigError, describe, parse
from glossary.models.config import LONGEST
from glossary.models.families import DEFAULTS, MIXTURES

LLAMA = {
    "model_type": "llama",
    "hidden_size": 64,
    "intermediate_size": 96,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "vocab_size": 100,
    "max_position_embeddings": 128,
}
FILES = sorted((ROOT / "models").glob("*.json"))


@functools.cache
def configs() -> dict:
    """One config of models/ for each architecture: {model_type: config}."""
    found = {}
    for path in FILES:
        config = json.loads(path.read_text("utf-8"))["config"]
        found.setdefault(describe(config)["model_type"], config)
    return found


def line(call, given) -> str:
    """The one line that `call` says of `given`."""
    with pytest.raises(ConfigError) as caught:
        call(given)
    said = str(caught.value)
    assert "\n" not in said
    assert said.isprintable()
    assert len(said) < 500
    return said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        ("model_type: llama", "line 1, column 1: not JSON"),
        ('{"a": 1,}', "not JSON"),
        ('{"a": 1', "not JSON"),
        ("[1, 2]", "it is a list"),
        ("null", "it is null"),
        ('"llama"', "it is a text"),
        ("7", "it is a number"),
        ("true", "it is true or false"),
        ('{"a": NaN}', "NaN is not JSON"),
        ('{"a": -Infinity}', "-Infinity is not JSON"),
        ('{"hidden_size": 1, "hidden_size": 2}', '"hidden_size" stands there twice'),
        ("[" * 100_000, "nested too deep"),
        ('{"a": ' + "9" * 5000 + "}", "4300"),
        ("\ufeff{}", "not JSON"),
        ("x" * 1_000_000, "1,000,000 characters"),
        ('{"a": "' + "x" * 1_000_000 + '"}', f"at most {LONGEST:,}"),
    ],
    ids=range(18),
)
def test_text_that_is_no_config(text, said):
    assert said in line(parse, text)


def test_the_smallest_llama_is_counted():
    made = describe(LLAMA)
    assert made["assumed"] == {"head_dim": 16}
    assert len(made["layers"]) == 2


@pytest.mark.parametrize(
    "wrong", ["mamba2", "bert", "LLAMA", "", "x" * 10_000, "\x1b[2J\n"]
)
def test_an_unknown_architecture_is_named_with_the_known_ones(wrong):
    said = line(describe, {**LLAMA, "model_type": wrong})
    assert "is not known here" in said
    assert "llama" in said


@pytest.mark.parametrize("wrong", [None, 7, ["llama"], {"a": 1}, True])
def test_model_type_that_is_no_text(wrong):
    assert "model_type" in line(describe, {**LLAMA, "model_type": wrong})


@pytest.mark.parametrize("kind", sorted(configs()))
def test_each_field_that_counts_is_missed(kind):
    """Without a field a config is counted only if the library has a value for it."""
    whole = configs()[kind]
    inner = whole.get("text_config", whole)
    before = describe(whole)
    counted, named = set(), set()
    for field in sorted(inner):
        less = copy.deepcopy(whole)
        del less.get("text_config", less)[field]
        try:
            after = describe(less)
        except ConfigError:
            assert field in line(describe, less)
            named.add(field)
            continue
        if (after["tensors"], after["layers"]) != (before["tensors"], before["layers"]):
            # it counts, so the other value must be one that is said, or stand in DEFAULTS
            assert field in after["assumed"] or field in DEFAULTS[kind] or field in (
                "layer_types", "no_rope_layers", "sliding_window", "sliding_window_pattern",
                "mlp_only_layers", "full_attention_interval", "hidden_size_per_layer_input",
                "num_global_key_value_heads",
            ), field  # fmt: skip
        counted.add(field)
    needed = {"n_layer", "n_embd", "n_head", "n_positions", "vocab_size", "model_type"}
    if kind != "gpt2":
        needed = {"num_hidden_layers", "hidden_size", "model_type"}
        if kind != "gemma3_text":  # its published files do leave these out
            needed |= {"vocab_size", "num_attention_heads", "max_position_embeddings"}
    assert needed <= named
    if kind in MIXTURES and before["experts"]:
        assert set(MIXTURES[kind]) <= named


@pytest.mark.parametrize("kind", sorted(configs()))
def test_numbers_that_cannot_be(kind):
    whole = configs()[kind]
    inner = whole.get("text_config", whole)
    fields = ("n_layer", "n_embd", "n_head", "vocab_size", "n_positions")
    if kind != "gpt2":
        fields = (
            "num_hidden_layers",
            "hidden_size",
            "num_attention_heads",
            "vocab_size",
        )
    none = (
        0,
        -1,
        -4096,
        1.5,
        4096.0,
        True,
        "4096",
        [4096],
        {"a": 1},
        10**30,
        10_000_001,
    )
    for field, wrong in product(fields, none):
        bad = copy.deepcopy(whole)
        bad.get("text_config", bad)[field] = wrong
        assert field in line(describe, bad), wrong
    assert all(field in inner for field in fields)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"num_key_value_heads": 3}, "num_attention_heads 4 is not a multiple of num_key_value"),
        ({"num_attention_heads": 5, "num_key_value_heads": 5}, "head_dim is missing"),
        ({"tie_word_embeddings": "yes"}, "tie_word_embeddings"),
        ({"attention_bias": 1}, "attention_bias"),
        ({"num_hidden_layers": 1001}, "num_hidden_layers"),
        ({"head_dim": -64}, "head_dim"),
        ({"vocab_size": 10**7, "hidden_size": 10**7, "num_attention_heads": 1,
          "num_key_value_heads": 1, "intermediate_size": 10**7}, "no model has as many"),
        ({"per_layer_config": {}}, "per_layer_config"),
    ],
)  # fmt: skip
def test_fields_that_do_not_go_together(changes, said):
    assert said in line(describe, {**LLAMA, **changes})


@pytest.mark.parametrize(
    ("kind", "changes", "said"),
    [
        ("gpt_oss", {"layer_types": ["full_attention"]}, "1 entries for"),
        ("gpt_oss", {"layer_types": "full"}, "give a list"),
        (
            "gpt_oss",
            {"layer_types": ["full_attention", "linear_attention"] * 18},
            "no such layers",
        ),
        (
            "gpt_oss",
            {"layer_types": ["full_attention", "mamba"] * 18},
            "layer_types[1] is",
        ),
        ("gpt_oss", {"sliding_window": None}, "sliding_window is missing"),
        ("gpt_oss", {"sliding_window": 1}, "sliding_window is 1"),
        (
            "gpt_oss",
            {"num_experts_per_tok": 500},
            "num_experts_per_tok 500 is more than",
        ),
        ("mixtral", {"num_local_experts": None}, "num_local_experts is missing"),
        ("qwen3_moe", {"mlp_only_layers": [99]}, "mlp_only_layers"),
        ("qwen3_moe", {"mlp_only_layers": 3}, "mlp_only_layers"),
        ("deepseek_v3", {"kv_lora_rank": None}, "kv_lora_rank is missing"),
        ("deepseek_v3", {"first_k_dense_replace": -1}, "first_k_dense_replace"),
        ("deepseek_v32", {"q_lora_rank": None}, "q_lora_rank is missing"),
        ("glm_moe_dsa", {"index_topk_pattern": "FS"}, "index_topk_pattern"),
        ("glm_moe_dsa", {"indexer_types": ["full"]}, "indexer_types has 1 entries"),
        ("qwen3_5_text", {"attn_output_gate": False}, "attn_output_gate"),
        ("qwen3_5_text", {"linear_num_value_heads": 17}, "linear_num_value_heads 17"),
        ("gemma4_text", {"num_kv_shared_layers": 99}, "num_kv_shared_layers"),
        (
            "gpt2",
            {"n_embd": 768, "n_head": 7},
            "n_embd 768 is not a multiple of n_head 7",
        ),
        ("gpt2", {"add_cross_attention": True}, "add_cross_attention"),
        ("qwen3_moe", {"use_sliding_window": 1}, "use_sliding_window"),
        (
            "qwen3",
            {"layer_types": ["sliding_attention"] * 28},
            "use_sliding_window or sliding_window is not set",
        ),
        ("smollm3", {"no_rope_layers": [1, 2]}, "no_rope_layers"),
    ],
)
def test_fields_of_single_architectures(kind, changes, said):
    bad = copy.deepcopy(configs()[kind])
    bad.get("text_config", bad).update(changes)
    assert said in line(describe, bad)


@pytest.mark.parametrize("kind", ["mistral", "qwen2", "qwen3", "qwen3_moe"])
def test_a_window_that_is_missing_is_not_one_that_is_null(kind):
    """The library takes 4,096 for the former, no window for the latter."""
    config = {**configs()[kind], "use_sliding_window": True, "sliding_window": None}
    assert {layer["window"] for layer in describe(config)["layers"]} == {None}
    del config["sliding_window"]
    assert "sliding_window is missing" in line(describe, config)


@pytest.mark.parametrize("kind", ["deepseek_v2", "deepseek_v3"])
def test_queries_without_a_latent_are_said_with_null(kind):
    """The library takes a latent of 1,536 where the field is missing."""
    config = {**configs()[kind], "q_lora_rank": None}
    names = [tensor["name"] for tensor in describe(config)["tensors"]]
    assert "model.layers.0.self_attn.q_proj.weight" in names
    del config["q_lora_rank"]
    assert "q_lora_rank is missing" in line(describe, config)


NAMELESS = {"model_type": "gemma3", "text_config": {}}
FOREIGN = {"model_type": "llava", "text_config": {"model_type": "bert"}}


@pytest.mark.parametrize(
    ("outer", "said"),
    [
        ({"model_type": "gemma3"}, "text_config is missing"),
        ({"model_type": "gemma3", "text_config": None}, "text_config is missing"),
        ({"model_type": "gemma3", "text_config": [1]}, "text_config is missing"),
        (NAMELESS, "text_config.model_type is missing"),
        ({**NAMELESS, "text_config": LLAMA}, "with gemma3 it is gemma3_text"),
        (
            {"model_type": "llava", "text_config": LLAMA},
            "tie_word_embeddings is missing",
        ),
        ({**FOREIGN, "tie_word_embeddings": True}, "'bert' is not known"),
        ({"text_config": LLAMA}, "model_type is missing"),
    ],
)
def test_nested_configs_that_cannot_be_read(outer, said):
    assert said in line(describe, outer)


def test_a_nested_config_is_that_of_its_language_model():
    wrapped = {"model_type": "llava", "text_config": LLAMA, "tie_word_embeddings": True}
    made = describe({**wrapped, "vision_config": {"hidden_size": 3}})
    alone = describe({**LLAMA, "tie_word_embeddings": True})
    assert made["tensors"] == alone["tensors"]
    assert made["notes"] == ["only the language model is counted, not the vision part"]


def test_the_outer_field_decides_whether_the_output_is_tied():
    """As the library has it: the inner one is not looked at."""
    inner = {**LLAMA, "tie_word_embeddings": True}
    outer = {"model_type": "llava", "text_config": inner, "tie_word_embeddings": False}
    assert describe(outer)["tied"] is False


def test_what_is_described_is_not_changed():
    for config in configs().values():
        before = copy.deepcopy(config)
        describe(config)
        assert config == before
