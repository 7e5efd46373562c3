"""Our feed-forward layers against those of transformers."""

import contextlib
import io
import runpy

import pytest

from glossary import ROOT


def script(name: str) -> dict:
    """What a script of the entry defines."""
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(ROOT / f"snippets/feed-forward-layer/{name}.py"))


def randomized(module):
    """The module in float64, with every parameter random."""
    import torch

    g = torch.Generator().manual_seed(0)
    module = module.double()
    for p in module.parameters():
        p.data = torch.randn(p.shape, generator=g, dtype=torch.float64)
    return module


def inputs(d_model: int):
    import torch

    g = torch.Generator().manual_seed(1)
    return torch.randn(2, 3, d_model, generator=g, dtype=torch.float64)


def test_swiglu_equals_llamas():
    from transformers import LlamaConfig
    from transformers.models.llama.modeling_llama import LlamaMLP

    theirs = randomized(
        LlamaMLP(
            LlamaConfig(hidden_size=6, intermediate_size=10, num_attention_heads=2)
        )
    )
    swiglu = script("swiglu_multiplies_two_views_torch")["swiglu"]
    parts = (theirs.gate_proj, theirs.up_proj, theirs.down_proj)
    x = inputs(6)
    ours, _ = swiglu(x, *(part.weight.T for part in parts))
    assert (ours - theirs(x)).abs().max() < 1e-12


@pytest.mark.parametrize("model", ["gemma", "gemma2", "gemma3"])
def test_geglu_equals_gemmas_and_swiglu_does_not(model):
    import importlib

    import transformers

    name = {"gemma": "Gemma", "gemma2": "Gemma2", "gemma3": "Gemma3"}[model]
    config = "Gemma3TextConfig" if model == "gemma3" else f"{name}Config"
    sizes = {"hidden_size": 6, "intermediate_size": 10, "num_attention_heads": 2}
    module = importlib.import_module(f"transformers.models.{model}.modeling_{model}")
    mlp = getattr(module, f"{name}MLP")
    theirs = randomized(mlp(getattr(transformers, config)(**sizes)))
    gelu = script("both_forms_of_gelu_equal_pytorchs")["gelu_tanh"]
    swiglu = script("swiglu_multiplies_two_views_torch")["swiglu"]
    parts = (theirs.gate_proj, theirs.up_proj, theirs.down_proj)
    gate, up, down = (part.weight.T for part in parts)
    x = inputs(6)
    ours = gelu(x @ gate) * (x @ up) @ down
    assert (ours - theirs(x)).abs().max() < 1e-12
    assert (swiglu(x, gate, up, down)[0] - theirs(x)).abs().max() > 0.1


def test_widen_gelu_narrow_equals_gpt2s():
    from transformers import GPT2Config
    from transformers.models.gpt2.modeling_gpt2 import GPT2MLP

    theirs = randomized(GPT2MLP(24, GPT2Config(n_embd=6, resid_pdrop=0.0)))
    gelu = script("both_forms_of_gelu_equal_pytorchs")["gelu_tanh"]
    x = inputs(6)
    wide = gelu(x @ theirs.c_fc.weight + theirs.c_fc.bias)
    ours = wide @ theirs.c_proj.weight + theirs.c_proj.bias
    assert (ours - theirs(x)).abs().max() < 1e-12


@pytest.mark.parametrize(
    ("width", "d_model", "multiple", "stretch"),
    [(11008, 4096, 256, 1.0), (14336, 4096, 1024, 1.3), (1536, 576, 256, 1.0)],
)
def test_the_widths_are_those_of_the_models(width, d_model, multiple, stretch):
    llama_width = script("where_most_weights_are")["llama_width"]
    assert llama_width(d_model, multiple, stretch) == width


def test_the_counts_are_those_of_the_built_models():
    import torch
    from transformers import AutoModelForCausalLM, Qwen3MoeConfig

    config = Qwen3MoeConfig(
        hidden_size=2048,
        num_hidden_layers=1,
        num_attention_heads=32,
        num_key_value_heads=4,
        head_dim=128,
        moe_intermediate_size=768,
        num_experts=128,
    )
    with torch.device("meta"):
        block = AutoModelForCausalLM.from_config(config).model.layers[0]
    counts = {
        "experts": sum(p.numel() for p in block.mlp.experts.parameters()),
        "attention": sum(
            p.numel() for n, p in block.self_attn.named_parameters() if "proj" in n
        ),
    }
    shown = (ROOT / "snippets/feed-forward-layer/where_most_weights_are.out").read_text(
        "utf-8"
    )
    line = next(row for row in shown.split("\n") if row.startswith("Qwen3 30B"))
    assert f"{counts['experts']:,}" in line
    assert f"{counts['attention']:,}" in line
