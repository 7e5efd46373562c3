"""Figures of papers and manuals, and what must hold between our own."""

from __future__ import annotations

import json

import pytest

from glossary import ROOT
from glossary.models import (
    adapters,
    cache,
    describe,
    parameters,
    speed,
    training,
    weights,
)
from glossary.models.config import ConfigError
from glossary.models.families import numbers
from tests.support.pages import MODELS
from tests.support.samples import in_turn

GPT_3 = {
    "model_type": "gpt2",
    "n_layer": 96,
    "n_embd": 12_288,
    "n_head": 96,
    "n_positions": 2048,
    "vocab_size": 50_257,
}


@pytest.mark.parametrize("name", in_turn(MODELS, a_day=10))
def test_parts_add_up_and_tied_counts_once(model, name):
    made = model(name)
    parts = parameters.by_part(made)
    assert tuple(parts) == parameters.PARTS
    assert sum(parts.values()) == parameters.total(made)
    assert (parts["output"] == 0) == made["tied"]
    assert (parts["experts"] == 0) == (made["experts"] is None)
    assert parameters.active(made) <= parameters.total(made)
    names = [tensor["name"] for tensor in made["tensors"] + made["buffers"]]
    assert len(set(names)) == len(names)
    for tensor in made["tensors"]:
        assert all(isinstance(size, int) and size > 0 for size in tensor["shape"])
        assert parameters.working(made, tensor) <= numbers(tensor["shape"])


@pytest.mark.parametrize("name", in_turn(MODELS, a_day=10))
def test_shared_experts_are_a_part_of_their_own(model, name):
    made = model(name)
    shared = [t for t in made["tensors"] if "shared_expert" in t["name"]]
    parts = parameters.by_part(made)
    assert parts["shared experts"] == sum(numbers(t["shape"]) for t in shared)


def test_feed_forward_of_deepseek_is_that_of_its_dense_layers(model):
    """Three layers of width 18,432; in 58 others a shared expert of width 2,048."""
    parts = parameters.by_part(model("deepseek-v3"))
    assert parts["feed-forward"] == 3 * 3 * 7168 * 18_432
    assert parts["shared experts"] == 58 * 3 * 7168 * 2048
    assert parts["experts"] == 58 * 256 * 3 * 7168 * 2048


@pytest.mark.parametrize("name", in_turn(MODELS, a_day=10))
def test_sizes_are_whole_bytes_and_in_order(model, name):
    made = model(name)
    sizes = {form: weights.total(made, form) for form in weights.FORMATS}
    for form, size in sizes.items():
        if size is None:
            assert weights.read(made, form) is None
            continue
        assert isinstance(size, int)
        assert 0 < weights.read(made, form) <= size
    assert sizes["fp32"] == 2 * sizes["bf16"] == 4 * parameters.total(made)
    assert sizes["nf4"] < sizes["bf16"]
    if sizes["q4_0"]:
        assert sizes["q4_0"] <= sizes["q4_k_m"] < sizes["q8_0"] < sizes["bf16"]
    for kind in cache.TYPES:
        if cache.fits(made, kind):
            assert isinstance(cache.per_token(made, kind), int)
            assert cache.total(made, 7, kind, 3) == 3 * cache.total(made, 7, kind)


@pytest.mark.parametrize("name", in_turn(MODELS, a_day=10))
def test_a_cache_grows_by_the_layers_that_have_no_window(model, name):
    made = model(name)
    widest = max([layer["window"] or 0 for layer in made["layers"]])
    context = widest + 5
    step = cache.total(made, context + 1) - cache.total(made, context)
    assert step == cache.per_token_when_windows_are_full(made)
    first = cache.total(made, 2) - cache.total(made, 1)
    assert first == cache.per_token(made)
    assert cache.total(made, context) <= cache.total_without_windows(made, context)
    lost = cache.total(made, context) - cache.between_steps(made, context)
    windowed = [layer["cached"] for layer in made["layers"] if layer["window"]]
    assert lost == cache.in_bytes(sum(windowed), "bf16")


def test_loras_own_figures():
    """https://arxiv.org/abs/2106.09685: rank 4 on two matrices of GPT-3 is "18M", 35 MB.

    GPT-2 keeps three of the four matrices in one, so the shape is taken apart here.
    """
    apart = {
        "model_type": "llama",
        "hidden_size": 12_288,
        "intermediate_size": 49_152,
        "num_hidden_layers": 96,
        "num_attention_heads": 96,
        "vocab_size": 50_257,
        "max_position_embeddings": 2048,
    }
    made = describe(apart)
    assert adapters.parameters(made, 4, ["q_proj", "v_proj"]) == 18_874_368
    assert adapters.parameters(made, 1, ["q_proj", "v_proj"]) == 4_718_592
    fp16 = adapters.file_bytes(made, 4, ["q_proj", "v_proj"], "fp16")
    assert 37_748_736 < fp16 < 37_748_736 + 60_000
    assert made["assumed"] == {"num_key_value_heads": 96, "head_dim": 128}


def test_a_safetensors_file_by_hand():
    """Two numbers under the name "a": 8 bytes of length, a header filled up to 8, the numbers."""
    header = '{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}'
    filled = len(header) + -len(header) % 8
    assert adapters.safetensors_bytes([("a", [2])], "fp32") == 8 + filled + 8
    assert filled % 8 == 0


def test_targets_are_named_where_they_are_wrong(model):
    with pytest.raises(ConfigError, match="target 'k_proj' is no linear layer of gpt2"):
        adapters.parameters(model("gpt2"), 8, ["c_attn", "k_proj"])
    with pytest.raises(ConfigError, match="gate_proj and up_proj go together"):
        adapters.parameters(model("qwen3-30b-a3b"), 8, ["gate_proj"])


def test_all_linear_leaves_the_output_out(model):
    for name in ("llama-3.1-8b", "smollm2-135m", "gpt2"):
        adapted = adapters.adapted(model(name), "all-linear")
        assert "lm_head" not in [one["name"] for one in adapted]
    assert len(adapters.adapted(model("llama-3.1-8b"), "all-linear")) == 7 * 32


def test_every_expert_of_a_stack_has_an_adapter_for_each_of_its_matrices(model):
    """Mixtral: attention as in Mistral 7B, and 8 experts of three matrices and a router a layer."""
    rank, d_model, width, layers = 4, 4096, 14_336, 32
    attention = 2 * (d_model + d_model) + 2 * (d_model + 1024)
    # gate and up are one tensor of twice the width; two adapters' ranks stand in its one
    experts = 8 * (2 * (d_model + 2 * width) + (width + d_model))
    router = d_model + 8
    assert adapters.parameters(model("mixtral-8x7b"), rank, "all-linear") == (
        rank * layers * (attention + experts + router)
    )


def test_model_states_of_zero():
    """https://arxiv.org/abs/1910.02054 section 3.1: 16 bytes a parameter; GPT-2 1.5B: 24 GB."""
    made = describe(
        {**GPT_3, "n_layer": 48, "n_embd": 1600, "n_head": 25, "n_positions": 1024}
    )
    states = training.full(made)
    assert sum(states.values()) == 16 * parameters.total(made)
    assert sum(states.values()) / 1e9 == pytest.approx(24.9, abs=0.05)


def test_lora_trains_the_adapter_alone(model):
    made = model("llama-3.1-8b")
    states = training.lora(made, 16, "all-linear")
    adapter = adapters.parameters(made, 16, "all-linear")
    assert states["frozen"] == 2 * parameters.total(made)
    assert states["weights"] + states["gradients"] + states["optimizer"] == 16 * adapter
    in_four_bits = training.lora(made, 16, "all-linear", "nf4")
    assert in_four_bits["frozen"] == weights.total(made, "nf4")
    # Tables, output and norms: 2.1 GB, as docs/terms/qlora.md says.
    assert in_four_bits["raised_to_fp32"] == 2 * (2 * 128_256 * 4096 + 65 * 4096)
    assert "raised_to_fp32" not in states


def test_qlora_of_a_mixture_is_twice_what_is_loaded(model):
    """Stacked experts are not in four bits: gpt-oss 20B takes 81.4 GB and not 40.9."""
    states = training.lora(model("gpt-oss-20b"), 16, "all-linear", "nf4")
    assert states["raised_to_fp32"] == 2 * 20_277_747_264
    frozen = states["frozen"] + states["raised_to_fp32"]
    assert (round(states["frozen"] / 1e9, 1), round(frozen / 1e9, 1)) == (40.9, 81.4)


def test_activations_by_the_formula_in_words(model):
    """4 d_model + 2 q + k + v + 3 width numbers for a token in a layer of Llama 3.1 8B."""
    made = model("llama-3.1-8b")
    layer = 4 * 4096 + 2 * 4096 + 2 * 1024 + 3 * 14_336
    assert training.activation_numbers(made) == [layer] * 32
    kept = training.activations(made, 10, 2)
    assert kept == {"layers": 2 * 20 * 32 * layer, "logits": 6 * 20 * 128_256}
    few = training.activations(made, 10, 2, checkpointing=True)
    assert few["layers"] == 2 * 20 * (32 * 4096 + layer)
    # after prepare_model_for_kbit_training what goes into a layer is in fp32
    wide = training.activations(made, 10, 2, checkpointing=True, between=4)
    assert wide["layers"] == 20 * (4 * 32 * 4096 + 2 * layer)
    # GPT-2: two matrices, no gate; queries, keys and values from one
    gpt_2 = training.activation_numbers(model("gpt2"))
    assert gpt_2 == [4 * 768 + 3 * 768 + 768 + 2 * 3072] * 12
    # a mixture: two of eight experts, each with its own copy of the token
    mixtral = training.activation_numbers(model("mixtral-8x7b"))
    assert mixtral == [4 * 4096 + 2 * 4096 + 2 * 1024 + 2 * (3 * 14_336 + 4096)] * 32


def test_flops_of_gpt_3():
    """Table D.1 of its paper: 3.14E+23 for 300 billion tokens, 6 for each parameter and token."""
    made = describe(GPT_3)
    total = 3 * speed.matrix_flops(made) * 300e9
    assert total == pytest.approx(3.14e23, rel=0.005)
    # queries and keys, weights and values: 4 d_model a layer for each position that is seen
    assert speed.attention_flops(made, 2048) == 4 * 12_288 * 96 * 2048


def test_attention_from_cached_latents_by_hand(model):
    """A head compares 512 + 64 numbers of a position and sums 512, in place of 192 and 128."""
    deepseek, context = model("deepseek-v3"), 163_840
    expanded = speed.attention_flops(deepseek, context)
    assert expanded == 61 * 2 * 128 * (192 + 128) * context
    cached = speed.attention_flops(deepseek, context, absorbed=True)
    assert cached == 61 * 2 * 128 * (576 + 512) * context
    assert f"{cached / 1e9:,.0f}" == "2,784"
    # An index looks at all positions in either way, and attention at those that it chose.
    newer = model("deepseek-v3.2")
    index = 61 * 2 * 64 * (128 + 1) * context
    chosen = 61 * 2 * 128 * (576 + 512) * 2048
    assert speed.attention_flops(newer, context, absorbed=True) == index + chosen
    # Absorbing costs a token what making its own keys and values does.
    heads, latent, plain, value = 128, 512, 128, 128
    name = "model.layers.0.self_attn.kv_b_proj.weight"
    (made,) = [t for t in deepseek["tensors"] if t["name"] == name]
    assert heads * plain * latent + heads * latent * value == numbers(made["shape"])


@pytest.mark.parametrize("name", in_turn(MODELS, a_day=10))
def test_without_latents_there_is_one_way(model, name):
    made = model(name)
    latent = any(layer["kind"] == "latent" for layer in made["layers"])
    ways = [speed.attention_flops(made, 300, absorbed) for absorbed in (False, True)]
    assert (ways[0] != ways[1]) == latent


def test_a_tied_table_works_as_output(model):
    """SmolLM2's table is looked up for nothing and multiplied with once: 2N without norms."""
    made = model("smollm2-135m")
    norms = 576 * (2 * 30 + 1)
    assert speed.matrix_flops(made) == 2 * (parameters.total(made) - norms)


@pytest.mark.parametrize("name", in_turn(MODELS, a_day=10))
def test_mean_flops_are_the_mean(model, name):
    made = model(name)
    context = 300
    mean = (
        sum(speed.forward_flops(made, seen) for seen in range(1, context + 1)) / context
    )
    assert speed.mean_forward_flops(made, context) == pytest.approx(mean, rel=1e-12)
    assert speed.training_flops(made, context) == 3 * speed.mean_forward_flops(
        made, context
    )


def test_tokens_per_second_are_bandwidth_by_bytes(model):
    made = model("llama-3.1-8b")
    read = weights.read(made, "bf16")
    table = 128_256 * 4096
    assert read == 2 * (parameters.total(made) - table + 4096)  # one row of the table
    assert speed.tokens_per_second(made, 1e12) == 1e12 / read
    full = speed.tokens_per_second(made, 1e12, "bf16", 131_072)
    assert full == 1e12 / (read + 16 * 2**30)
    tied = model("llama-3.2-1b")
    assert weights.read(tied, "bf16") == weights.total(tied, "bf16")
    # what a mixture reads is what is active
    mixtral = model("mixtral-8x7b")
    active = parameters.active_without_tables(mixtral)
    assert weights.read(mixtral, "bf16") == 2 * (active + 4096)


def test_the_report_is_json_and_agrees_with_its_parts(model):
    from glossary.models import report

    for name in ("gpt2", "gpt-oss-20b", "deepseek-v3", "qwen3.5-9b", "gemma-4-e2b"):
        entry = json.loads((ROOT / f"models/{name}.json").read_text("utf-8"))
        made = report(entry["config"], context=4096, rank=8)
        assert json.loads(json.dumps(made)) == made
        assert made["parameters"] == parameters.total(model(name))
        assert made["cache"]["by_type"]["bf16"]["total"] == cache.total(
            model(name), 4096
        )


def test_a_language_model_inside_another_has_no_default_of_peft(model):
    """peft looks the published model_type up, gemma3, and asks; it knows gemma3_text alone."""
    assert adapters.default_targets(model("gemma-3-1b")) == ["q_proj", "v_proj"]
    assert model("gemma-3-27b")["inside"] == "gemma3"
    assert adapters.default_targets(model("gemma-3-27b")) == "all-linear"
