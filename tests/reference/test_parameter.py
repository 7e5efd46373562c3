"""The parameter entry's counts are those of the models that transformers builds."""

import ast

import pytest
import torch

from glossary import ROOT

FOLDER = ROOT / "snippets/parameter"


def names_of(script: str) -> dict:
    """A script's imports, functions and assignments, without its prints."""
    tree = ast.parse((FOLDER / script).read_text("utf-8"))
    kept = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.Assign
    tree.body = [node for node in tree.body if isinstance(node, kept)]
    names: dict = {}
    exec(compile(tree, script, "exec"), names)
    return names


LLAMAS = names_of("llamas_counted_from_their_configurations.py")
GPT = names_of("what_the_count_depends_on.py")


@pytest.mark.parametrize("model", LLAMAS["models"])
def test_a_llama_has_as_many_as_counted(model):
    from transformers import LlamaConfig, LlamaForCausalLM

    sizes = LLAMAS["models"][model]
    n_layers, d_model, n_heads, kv_heads, d_ff, vocab_size, tables = sizes
    config = LlamaConfig(
        num_hidden_layers=n_layers,
        hidden_size=d_model,
        num_attention_heads=n_heads,
        num_key_value_heads=kv_heads,
        intermediate_size=d_ff,
        vocab_size=vocab_size,
        tie_word_embeddings=tables == 1,
    )
    with torch.device("meta"):
        built = LlamaForCausalLM(config)
    built.tie_weights()
    assert sum(p.numel() for p in built.parameters()) == LLAMAS["count"](*sizes)


@pytest.mark.parametrize(
    "change",
    [{}, {"n_heads": 24}, {"context": 2048}, {"n_layers": 24}, {"d_model": 1536}],
)
def test_a_gpt2_has_as_many_as_counted(change):
    from transformers import GPT2Config, GPT2LMHeadModel

    sizes = {"n_layers": 12, "d_model": 768, "n_heads": 12, "context": 1024} | change
    config = GPT2Config(
        n_layer=sizes["n_layers"],
        n_embd=sizes["d_model"],
        n_head=sizes["n_heads"],
        n_positions=sizes["context"],
    )
    with torch.device("meta"):
        built = GPT2LMHeadModel(config)
    built.tie_weights()
    assert sum(p.numel() for p in built.parameters()) == GPT["count"](**change)
