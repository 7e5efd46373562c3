"""The neuron entry's layers and counts are those of transformers."""

import pytest
import torch

from glossary import ROOT
from tests.support.shown import defined_in, is_assignment

FOLDER = ROOT / "snippets/neuron"


AS_LINEAR = defined_in(FOLDER / "gpt2_stores_its_layers_transposed.py", is_assignment)[
    "as_linear"
]
MODELS = defined_in(FOLDER / "neurons_counted_two_ways.py", is_assignment)["models"]


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=str)
@pytest.mark.parametrize(("d_in", "d_out"), [(3, 6), (6, 3), (4, 4), (1, 1)])
def test_a_transposed_layer_is_the_conv1d_of_transformers(d_in, d_out, dtype):
    from transformers.pytorch_utils import Conv1D

    layer = Conv1D(d_out, d_in)
    torch.nn.init.normal_(layer.bias)
    layer = layer.to(dtype)
    assert layer.weight.shape == (d_in, d_out)
    x = torch.randn(2, 5, d_in).to(dtype)
    ours = AS_LINEAR(layer.weight.detach(), layer.bias.detach())
    torch.testing.assert_close(ours(x), layer(x))


def test_a_layer_without_bias_and_a_copy_of_its_own():
    weight = torch.ones(2, 3)
    layer = AS_LINEAR(weight)
    weight.zero_()
    assert layer.bias is None
    assert layer(torch.ones(1, 2)).tolist() == [[2.0, 2.0, 2.0]]


def printed(name: str) -> tuple[int, int]:
    text = (FOLDER / "neurons_counted_two_ways.out").read_text("utf-8")
    (row,) = [line for line in text.splitlines() if line.startswith(name)]
    with_activation, rows = row.split()[-2:]
    return int(with_activation.replace(",", "")), int(rows.replace(",", ""))


@pytest.mark.parametrize("name", [name for name in MODELS if name.startswith("GPT-2")])
def test_the_rows_counted_are_the_biases_of_gpt2s_layers(name):
    from transformers import GPT2Config, GPT2LMHeadModel
    from transformers.pytorch_utils import Conv1D

    n_layers, d_model, d_ff, *_ = MODELS[name]
    with torch.device("meta"):
        model = GPT2LMHeadModel(
            GPT2Config(n_layer=n_layers, n_embd=d_model, n_head=d_model // 64)
        )
    rows = sum(m.bias.numel() for m in model.modules() if isinstance(m, Conv1D))
    wide = sum(block.mlp.c_fc.bias.numel() for block in model.transformer.h)
    assert printed(name) == (wide, rows)
    assert wide == n_layers * d_ff


@pytest.mark.parametrize(
    "name", [name for name in MODELS if not name.startswith("GPT-2")]
)
def test_the_rows_counted_are_those_of_a_llama(name):
    from transformers import LlamaConfig, LlamaForCausalLM

    n_layers, d_model, d_ff, queries, keys, _ = MODELS[name]
    d_head = 64 if name.startswith("SmolLM2") else 128
    config = LlamaConfig(
        num_hidden_layers=n_layers,
        hidden_size=d_model,
        intermediate_size=d_ff,
        num_attention_heads=queries // d_head,
        num_key_value_heads=keys // d_head,
        vocab_size=8,
    )
    with torch.device("meta"):
        model = LlamaForCausalLM(config)
    blocks = model.model.layers
    rows = sum(
        m.out_features for m in blocks.modules() if isinstance(m, torch.nn.Linear)
    )
    assert printed(name) == (sum(b.mlp.gate_proj.out_features for b in blocks), rows)


def test_llamas_layers_have_no_biases_by_default():
    from transformers import LlamaConfig

    assert not LlamaConfig().attention_bias
    assert not LlamaConfig().mlp_bias
