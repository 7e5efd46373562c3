"""FLOPs are those that torch counts; activations, an estimate, held to what torch keeps."""

from __future__ import annotations

import copy

import pytest
from models_in_transformers import NAMES, config_of, shrunken, with_memory

from glossary.models import describe, speed, training

pytestmark = pytest.mark.filterwarnings("ignore")
TOKENS = 7


def counted_by_torch(config: dict) -> int:
    """FLOPs of a forward pass over TOKENS tokens with plain matrix products."""
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    made = with_memory(config)
    made.set_attn_implementation("eager")
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        made(torch.randint(300, (1, TOKENS)), use_cache=False)
    return counter.get_total_flops()


def with_whole_tables(model: dict) -> int:
    """Our FLOPs where every query meets every key, as plain matrix products do."""
    flops = TOKENS * speed.matrix_flops(model)
    for layer in model["layers"]:
        if layer["kind"] != "linear":
            a_pair = 2 * layer["heads"] * (layer["score"] + layer["value"])
            flops += TOKENS * TOKENS * (a_pair + 2 * layer["index"])
    return flops


def runs_otherwise(name: str) -> bool:
    """Llama 4 runs every expert in the library; linear layers work in chunks there."""
    model = describe(config_of(name))
    linear = any(layer["kind"] == "linear" for layer in model["layers"])
    return linear or model["model_type"] == "llama4_text"


@pytest.mark.parametrize("name", [n for n in NAMES if not runs_otherwise(n)])
def test_flops_of_a_forward_pass(name):
    config = shrunken(config_of(name))
    assert with_whole_tables(describe(config)) == counted_by_torch(config)


def test_flops_of_llama_4_are_those_of_the_experts_that_work():
    """The library multiplies with all experts and puts the others' results at zero."""
    config = shrunken(config_of("llama-4-scout"))
    model = describe(config)
    stacks = [t["shape"] for t in model["tensors"] if t["kind"] == "turned"]
    experts = model["experts"]
    idle = experts["count"] - experts["per_token"]
    more = sum(2 * TOKENS * idle * rows * columns for _, rows, columns in stacks)
    assert with_whole_tables(model) + more == counted_by_torch(config)


@pytest.mark.parametrize("name", [n for n in NAMES if "qwen3.5" in n or "next" in n])
def test_flops_of_linear_layers_matrices(name):
    """Of a step with a state: what torch counts is the matrices and the full layers' products.

    The state itself is worked on number by number there, which torch does not count; and the
    convolution runs for two positions, of which the second is used.
    """
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    config = shrunken(config_of(name))
    model = describe(config)
    made = with_memory(config)
    made.set_attn_implementation("eager")
    tokens = torch.randint(300, (1, TOKENS))
    with torch.no_grad():
        held = made(tokens[:, :-1], use_cache=True).past_key_values
        with FlopCounterMode(display=False) as counter:
            made(tokens[:, -1:], past_key_values=held)
    full = [layer for layer in model["layers"] if layer["kind"] != "linear"]
    pairs = sum(2 * one["heads"] * (one["score"] + one["value"]) for one in full)
    kernels = [t["shape"] for t in model["tensors"] if t["kind"] == "kernel"]
    unused = sum(2 * rows * columns for rows, _, columns in kernels)
    ours = speed.matrix_flops(model) + TOKENS * pairs
    assert ours + unused == counter.get_total_flops()


def kept_by_torch(config: dict, texts: int, tokens: int, checkpointing: bool) -> int:
    """Bytes that autograd keeps of a forward pass, parameters left out."""
    import torch

    made = with_memory(config, "bfloat16").train()
    if checkpointing:
        made.gradient_checkpointing_enable()
    own = {
        value.untyped_storage().data_ptr()
        for value in [*made.parameters(), *made.buffers()]
    }
    kept, alive = {}, []

    def keep(value):
        storage = value.untyped_storage()
        if storage.data_ptr() not in own:
            kept[storage.data_ptr()] = storage.nbytes()
        alive.append(value)  # so that no address is given out again
        return value

    ids = torch.randint(300, (texts, tokens))
    with torch.autograd.graph.saved_tensors_hooks(keep, lambda value: value):
        made(ids, labels=ids, use_cache=False)
    return sum(kept.values())


def two_layers(name: str) -> dict:
    """A model's config with real widths, two layers and a small vocabulary."""
    config = copy.deepcopy(config_of(name))
    if config["model_type"] == "gpt2":
        dropped = ("resid_pdrop", "embd_pdrop", "attn_pdrop")
        return {**config, "n_layer": 2, "vocab_size": 300, **dict.fromkeys(dropped, 0)}
    config |= {"num_hidden_layers": 2, "vocab_size": 300, "pad_token_id": 0}
    for field in ("layer_types", "no_rope_layers"):
        if config.get(field):
            config[field] = config[field][:2]
    for field in ("num_local_experts", "num_experts"):
        if field in config:
            config[field] = max(8, config["num_experts_per_tok"])
    return config


@pytest.mark.parametrize(
    "name",
    ["smollm2-135m", "gpt2", "gemma-3-1b", "llama-3.2-1b", "qwen3-0.6b", "gpt-oss-20b"],
)
def test_activations(name):
    """Plain PyTorch keeps more than the estimate: between 1.4 and 2.7 times as much."""
    config = two_layers(name)
    estimate = sum(training.activations(describe(config), 64, 2).values())
    ratio = kept_by_torch(config, 2, 64, False) / estimate
    assert 1.4 < ratio < 2.7


@pytest.mark.parametrize("name", ["smollm2-135m", "gpt2", "gemma-3-1b", "qwen3-0.6b"])
def test_a_layer_keeps_what_goes_into_it_under_checkpointing(name):
    config = two_layers(name)
    field = "n_layer" if "n_layer" in config else "num_hidden_layers"
    more = {**config, field: 4}
    if "layer_types" in config:
        more["layer_types"] = config["layer_types"] * 2
    grown = kept_by_torch(more, 2, 64, True) - kept_by_torch(config, 2, 64, True)
    d_model = describe(config)["d_model"]
    assert grown == 2 * (2 * 64 * 2 * d_model)


def test_what_adamw_keeps_for_an_adapter():
    """Weights, gradients and two moments of the adapter, in fp32; the rest is frozen in bf16."""
    import peft
    import torch

    config = shrunken(config_of("llama-3.2-1b"))
    lora = peft.LoraConfig(task_type="CAUSAL_LM", r=5, target_modules="all-linear")
    made = peft.get_peft_model(with_memory(config, "bfloat16"), lora)
    trained = [p for p in made.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained)
    ids = torch.randint(300, (1, 9))
    made(ids, labels=ids, use_cache=False).loss.backward()
    optimizer.step()
    moments = [
        value
        for state in optimizer.state.values()
        for name, value in state.items()
        if name != "step"
    ]
    assert training.lora(describe(config), 5, "all-linear") == {
        "frozen": sum(p.nbytes for p in made.parameters() if not p.requires_grad),
        "weights": sum(p.nbytes for p in trained),
        "gradients": sum(p.grad.nbytes for p in trained),
        "optimizer": sum(value.nbytes for value in moments),
    }


@pytest.mark.parametrize("prepared", [False, True])
def test_what_goes_from_layer_to_layer_in_qlora(prepared):
    """After PEFT's line a number of it takes 4 bytes, and 2 without; it turns checkpointing on.

    The base is in bf16 and computes under autocast, as a trainer with bf16=True has it; in place of
    four-bit matrices there are plain ones, which the line turns into fp32 as well.
    """
    import torch
    from peft import prepare_model_for_kbit_training

    config = two_layers("smollm2-135m")
    made = with_memory(config, "bfloat16")
    if prepared:
        made.is_loaded_in_4bit = True
        made = prepare_model_for_kbit_training(made)
        assert made.is_gradient_checkpointing
    seen = []
    for layer in made.model.layers:
        layer.register_forward_pre_hook(lambda _, given: seen.append(given[0]))
    with torch.autocast("cpu", torch.bfloat16):
        made.train()(torch.randint(300, (2, 64)), use_cache=False)
    assert len(seen) == 2
    bytes_each = {one.element_size() for one in seen}
    assert bytes_each == {training.BETWEEN_IN_QLORA if prepared else 2}
