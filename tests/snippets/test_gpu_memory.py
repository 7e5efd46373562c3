"""The page of GPU memory counts as glossary.models does, for models that it does not show."""

import contextlib
import io
import json
import runpy
import weakref

import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.checkpoint import checkpoint

from glossary import ROOT
from glossary.models import adapters, cache, describe, parameters, weights


def run(name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(ROOT / f"snippets/gpu-memory/{name}.py"))


def config_of(name):
    return json.loads((ROOT / f"models/{name}.json").read_text("utf-8"))["config"]


def arguments(config):
    heads = config["num_attention_heads"]
    return {
        "n_layers": config["num_hidden_layers"],
        "d_model": config["hidden_size"],
        "n_heads": heads,
        "n_kv_heads": config["num_key_value_heads"],
        "d_head": config.get("head_dim") or config["hidden_size"] // heads,
        "d_ff": config["intermediate_size"],
        "vocab_size": config["vocab_size"],
        "tied": describe(config)["tied"],
    }


PLAIN = [
    "llama-2-7b",
    "llama-3.1-8b",
    "llama-3.1-70b",
    "llama-3.2-1b",
    "mistral-7b-v0.3",
    "ministral-3-3b",
    "smollm2-135m",
    "smollm3-3b",
]


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize(("rank", "context", "sequences"), [(16, 4096, 1), (64, 1, 7)])
def test_the_estimate(name, rank, context, sequences):
    config = config_of(name)
    config = config.get("text_config", config)
    model = describe(config)
    count, lora, rows = run("full_training_takes_eight_times_the_weights")["memory"](
        **arguments(config), rank=rank, context=context, sequences=sequences
    )
    assert count == parameters.total(model)
    assert lora == adapters.parameters(model, rank, adapters.ALL_LINEAR)
    assert rows["inference, bf16"] == (
        2 * count,
        0,
        cache.total(model, context, batch=sequences),
    )
    nf4 = weights.total(model, "nf4")
    assert rows["inference, 4 bits"][0] == pytest.approx(nf4, rel=0.003)


@pytest.mark.parametrize("name", ["qwen3-0.6b", "qwen3-8b", "qwen2.5-7b"])
def test_what_is_left_out_is_little(name):
    config = config_of(name)
    count, *_ = run("full_training_takes_eight_times_the_weights")["memory"](
        **arguments(config)
    )
    assert 0 < parameters.total(describe(config)) - count < 1e-4 * count


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Llama 3.1 8B (bf16)", "llama-3.1-8b"),
        ("gpt-oss-20b (MXFP4)", "gpt-oss-20b"),
        ("Qwen3-30B-A3B (bf16)", "qwen3-30b-a3b"),
        ("DeepSeek-V3 (FP8)", "deepseek-v3"),
    ],
)
def test_experts(shown, name):
    model = describe(config_of(name))
    experts = model["experts"] or {"count": 1, "per_token": 1}
    form = shown.split("(")[1].strip(")").lower()

    def of(key, value):
        return sum(
            weights.tensor_bytes(tensor, form)
            for tensor in model["tensors"]
            if tensor[key] == value
        )

    made = run("all_experts_must_be_held")["models"][shown]
    assert made == (
        round(weights.total(model, form) / 1e9, 3),
        round(of("kind", "table") / 1e9, 3),
        round(of("part", "experts") / 1e9, 3),
        experts["count"],
        experts["per_token"],
    )
    held, embedding, in_experts, n_experts, per_token = made
    read = held - embedding - in_experts * (1 - per_token / n_experts)
    assert read == pytest.approx(weights.read(model, form) / 1e9, rel=1e-3)


@pytest.mark.parametrize(
    ("frozen", "again", "size"),
    [(False, False, 2), (False, True, 2), (True, False, 2), (True, True, 2 / 8)],
)
def test_autocast_holds_a_copy_of_each_matrix(frozen, again, size):
    """Bytes for each weight at most; the copies of frozen ones go with checkpointing."""
    width, layers, alive, most = 64, 8, {}, [0]

    class Watch(TorchDispatchMode):
        def __torch_dispatch__(self, func, types, args=(), kwargs=None):
            made = func(*args, **(kwargs or {}))
            if func is torch.ops.aten._to_copy.default and made.shape == (width,) * 2:
                store = made.untyped_storage()
                if made.dtype == torch.bfloat16 and store._cdata not in alive:
                    alive[store._cdata] = store.nbytes()
                    weakref.finalize(store, alive.pop, store._cdata, None)
            most[0] = max(most[0], sum(alive.values()))
            return made

    model = [torch.nn.Linear(width, width, bias=False) for _ in range(layers)]
    h = torch.ones(2, width, requires_grad=True)
    with Watch():
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in model:
                layer.requires_grad_(not frozen)
                h = checkpoint(layer, h, use_reentrant=False) if again else layer(h)
        h.float().square().sum().backward()
    assert most[0] / (layers * width**2) == size
