"""Our norms against those of transformers."""

import contextlib
import io
import runpy

import pytest

from glossary import ROOT


@pytest.fixture(scope="module")
def ours():
    script = ROOT / "snippets/layer-norm/both_norms_equal_pytorchs.py"
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(script))


def test_rms_norm_equals_llamas(ours):
    import torch
    from transformers.models.llama.modeling_llama import LlamaRMSNorm

    g = torch.Generator().manual_seed(0)
    theirs = LlamaRMSNorm(12, eps=1e-5)
    theirs.weight.data = torch.randn(12, generator=g)
    x = 0.01 * torch.randn(2, 3, 12, generator=g)
    # Llama's norm computes in float32 whatever comes in.
    assert (ours["rms_norm"](x, theirs.weight) - theirs(x)).abs().max() < 1e-6


def test_layer_norm_equals_gpt2s(ours):
    import torch
    from transformers import GPT2Config, GPT2Model

    model = GPT2Model(GPT2Config(n_layer=1, n_embd=12, n_head=2, vocab_size=5)).double()
    theirs = model.ln_f
    assert theirs.eps == 1e-5
    g = torch.Generator().manual_seed(0)
    for p in theirs.parameters():
        p.data = torch.randn(12, generator=g, dtype=torch.float64)
    x = 0.01 * torch.randn(2, 3, 12, generator=g, dtype=torch.float64)
    made = ours["layer_norm"](x, theirs.weight, theirs.bias)
    assert (made - theirs(x)).abs().max() < 1e-12


def test_where_the_norms_stand_in_transformers():
    """Which norms the blocks of today's models have, and in which order they act."""
    import torch
    from transformers import (
        AutoModelForCausalLM,
        Gemma3TextConfig,
        Olmo2Config,
        Qwen3Config,
    )

    def order(config):
        sizes = {
            "hidden_size": 16,
            "num_hidden_layers": 1,
            "num_attention_heads": 2,
            "num_key_value_heads": 1,
            "head_dim": 8,
            "intermediate_size": 32,
            "vocab_size": 20,
        }
        model = AutoModelForCausalLM.from_config(config(**sizes)).eval()
        called = []
        for name, module in model.model.named_modules():
            last = name.rpartition(".")[2]
            if "norm" in last or last in ("self_attn", "mlp"):
                module.register_forward_hook(lambda *_, last=last: called.append(last))
        with torch.no_grad():
            model(torch.tensor([[1, 2, 3]]))
        return [name for name in called if name not in ("q_norm", "k_norm")], called

    qwen, called = order(Qwen3Config)
    assert qwen == [
        "input_layernorm", "self_attn", "post_attention_layernorm", "mlp", "norm",
    ]  # fmt: skip
    assert {"q_norm", "k_norm"} <= set(called)
    olmo, called = order(Olmo2Config)
    assert olmo == [
        "self_attn", "post_attention_layernorm", "mlp", "post_feedforward_layernorm",
        "norm",
    ]  # fmt: skip
    assert {"q_norm", "k_norm"} <= set(called)
    gemma, called = order(Gemma3TextConfig)
    assert gemma == [
        "input_layernorm", "self_attn", "post_attention_layernorm",
        "pre_feedforward_layernorm", "mlp", "post_feedforward_layernorm", "norm",
    ]  # fmt: skip
    assert {"q_norm", "k_norm"} <= set(called)


@pytest.mark.parametrize(
    ("model", "cls", "offset"),
    [
        ("gemma", "GemmaRMSNorm", 1),
        ("gemma2", "Gemma2RMSNorm", 1),
        ("gemma3", "Gemma3RMSNorm", 1),
        ("qwen3_next", "Qwen3NextRMSNorm", 1),
        ("qwen3_5", "Qwen3_5RMSNorm", 1),
        ("qwen3", "Qwen3RMSNorm", 0),
        ("gemma4", "Gemma4RMSNorm", 0),
    ],
)
def test_some_models_store_the_gain_minus_one(ours, model, cls, offset):
    import importlib

    import torch

    module = importlib.import_module(f"transformers.models.{model}.modeling_{model}")
    theirs = getattr(module, cls)(12, eps=1e-5)
    g = torch.Generator().manual_seed(0)
    theirs.weight.data = torch.randn(12, generator=g)
    x = torch.randn(2, 3, 12, generator=g)
    made = theirs(x).detach()
    torch.testing.assert_close(ours["rms_norm"](x, offset + theirs.weight.data), made)
    wrong = ours["rms_norm"](x, 1 - offset + theirs.weight.data)
    assert not torch.allclose(wrong, made, atol=0.1)


@pytest.mark.parametrize(
    ("model", "cls"),
    [
        ("qwen3_next", "Qwen3NextRMSNormGated"),
        ("qwen3_5", "Qwen3_5RMSNormGated"),
    ],
)
def test_the_gated_norm_of_linear_attention_stores_the_gain(ours, model, cls):
    import importlib

    import torch
    from torch.nn import functional as F

    module = importlib.import_module(f"transformers.models.{model}.modeling_{model}")
    theirs = getattr(module, cls)(12, eps=1e-5)
    g = torch.Generator().manual_seed(0)
    theirs.weight.data = torch.randn(12, generator=g)
    x, gate = torch.randn(2, 3, 12, generator=g), torch.randn(2, 3, 12, generator=g)
    made = theirs(x, gate).detach()
    weight = theirs.weight.data
    torch.testing.assert_close(ours["rms_norm"](x, weight) * F.silu(gate), made)
    wrong = ours["rms_norm"](x, 1 + weight) * F.silu(gate)
    assert not torch.allclose(wrong, made, atol=0.1)


@pytest.mark.parametrize("dtype", ["float32", "bfloat16", "float16"])
def test_without_eps_the_epsilon_is_that_of_32_bits(ours, dtype):
    import torch
    from torch.nn import functional as F

    x = torch.full((64,), 0.001, dtype=getattr(torch, dtype))
    eps = (x.double() / F.rms_norm(x, [64]).double()).pow(2) - x.double().pow(2)
    assert f"{eps[0]:.1e}" == "1.2e-07"
    assert "1.2e-7" in (ROOT / "docs/terms/layer-norm.md").read_text("utf-8")


def test_rms_norm_without_eps_is_another_function(ours):
    import torch
    from torch.nn import functional as F

    g = torch.Generator().manual_seed(0)
    gain, x = torch.randn(768, generator=g), 0.02 * torch.randn(64, 768, generator=g)
    ratio = F.rms_norm(x, [768], gain) / ours["rms_norm"](x, gain)
    assert 0.01 < (ratio - 1).mean() < 0.015
    torch.testing.assert_close(
        F.rms_norm(x, [768], gain, eps=1e-5), ours["rms_norm"](x, gain)
    )
    old = F.rms_norm(x, [768], gain, eps=torch.finfo(torch.bfloat16).eps)
    ratio = old / ours["rms_norm"](x, gain)
    assert 0.2 < ratio.min() < ratio.max() < 0.25  # "less than a quarter of their size"
    assert f"{torch.finfo(torch.bfloat16).eps:.4f}" == "0.0078"


def test_a_mean_over_the_sequence_lets_later_tokens_in():
    import torch
    from torch.nn import functional as F

    x = torch.randn(4, 768, generator=torch.Generator().manual_seed(0))
    other = torch.cat([x[:3], x[3:] + 5])
    same = torch.equal(F.layer_norm(x, [768])[:3], F.layer_norm(other, [768])[:3])
    mixed = [F.layer_norm(part, [4, 768])[:3] for part in (x, other)]
    assert same
    assert not torch.allclose(*mixed, atol=0.1)
