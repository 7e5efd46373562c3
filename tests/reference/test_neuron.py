"""The neuron entry's layers are those of transformers."""

import ast

import pytest
import torch

from glossary import ROOT

FOLDER = ROOT / "snippets/neuron"


def functions_of(script: str) -> dict:
    """A script's imports and functions, without running the rest of it."""
    tree = ast.parse((FOLDER / script).read_text("utf-8"))
    kept = ast.Import | ast.ImportFrom | ast.FunctionDef
    tree.body = [node for node in tree.body if isinstance(node, kept)]
    names: dict = {}
    exec(compile(tree, script, "exec"), names)
    return names


@pytest.mark.parametrize(("d_in", "d_out"), [(3, 6), (6, 3), (4, 4)])
def test_a_turned_layer_is_the_conv1d_of_transformers(d_in, d_out):
    from transformers.pytorch_utils import Conv1D

    layer = Conv1D(d_out, d_in)
    torch.nn.init.normal_(layer.bias)
    assert layer.weight.shape == (d_in, d_out)
    x = torch.randn(2, 5, d_in)
    ours = functions_of("gpt2_stores_its_layers_transposed.py")["as_linear"]
    turned = ours(layer.weight.detach(), layer.bias.detach())
    torch.testing.assert_close(turned(x), layer(x))


def test_the_rows_counted_are_the_biases_of_gpt2s_layers():
    from transformers import GPT2Config, GPT2LMHeadModel
    from transformers.pytorch_utils import Conv1D

    printed = (FOLDER / "neurons_of_gpt2_counted.out").read_text("utf-8")
    with torch.device("meta"):
        model = GPT2LMHeadModel(GPT2Config())
    layers = [m for m in model.modules() if isinstance(m, Conv1D)]
    rows = sum(layer.bias.numel() for layer in layers)
    wide = sum(block.mlp.c_fc.bias.numel() for block in model.transformer.h)
    assert f"{wide:,} with a bend" in printed
    assert f"{rows:,} rows in all" in printed
