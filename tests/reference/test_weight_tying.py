"""Tying as the page shows it, against transformers."""

import contextlib
import io
import runpy

import pytest

from glossary import ROOT

FOLDER = ROOT / "snippets/weight-tying"
SHAPES = {
    "SmolLM2-135M": {
        "num_hidden_layers": 30,
        "num_attention_heads": 9,
        "num_key_value_heads": 3,
        "intermediate_size": 1536,
    },
    "Llama 2 7B": {
        "num_hidden_layers": 32,
        "num_attention_heads": 32,
        "num_key_value_heads": 32,
        "intermediate_size": 11_008,
    },
    "Llama 3 8B": {
        "num_hidden_layers": 32,
        "num_attention_heads": 32,
        "num_key_value_heads": 8,
        "intermediate_size": 14_336,
    },
}


def run(name):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        return runpy.run_path(str(FOLDER / f"{name}.py")), out.getvalue()


@pytest.mark.parametrize("name", SHAPES)
def test_the_counts_are_those_of_the_built_model(name):
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    names, out = run("what_tying_saves")
    vocab_size, d_model, _, _ = names["models"][name]
    printed = next(line for line in out.split("\n") if line.startswith(name))
    for tied, figure in zip(
        (True, False), printed.removeprefix(name).split(), strict=False
    ):
        config = LlamaConfig(
            vocab_size=vocab_size,
            hidden_size=d_model,
            tie_word_embeddings=tied,
            **SHAPES[name],
        )
        with torch.device("meta"):
            model = LlamaForCausalLM(config)
        model.tie_weights()
        assert f"{sum(p.numel() for p in model.parameters()):,}" == figure


def test_the_gradient_of_a_tied_gpt2_is_the_sum_of_both_uses():
    import torch
    from transformers import GPT2Config, GPT2LMHeadModel

    sizes = {
        "vocab_size": 13, "n_positions": 8, "n_embd": 6, "n_layer": 2, "n_head": 2,
        "resid_pdrop": 0.0, "embd_pdrop": 0.0, "attn_pdrop": 0.0,
    }  # fmt: skip
    tied = GPT2LMHeadModel(GPT2Config(**sizes)).double()
    assert tied.lm_head.weight is tied.transformer.wte.weight
    apart = GPT2LMHeadModel(GPT2Config(**sizes, tie_word_embeddings=False)).double()
    apart.load_state_dict(tied.state_dict())
    assert apart.lm_head.weight is not apart.transformer.wte.weight

    ids = torch.tensor([[1, 4, 4, 2, 9], [7, 0, 3, 12, 5]])
    for model in tied, apart:
        model(ids, labels=ids).loss.backward()
    both = apart.transformer.wte.weight.grad + apart.lm_head.weight.grad
    torch.testing.assert_close(tied.transformer.wte.weight.grad, both)
    read = set(ids.flatten().tolist())
    reached = apart.transformer.wte.weight.grad.any(dim=1).nonzero().flatten().tolist()
    assert set(reached) <= read
    assert apart.lm_head.weight.grad.any(dim=1).all()


def test_the_gradient_on_the_page_is_that_of_linear_and_embedding_tied():
    import numpy as np
    import torch
    from torch import nn
    from torch.nn import functional as F

    names, _ = run("the_gradient_is_the_sum_of_both_uses_numpy")
    rows = torch.tensor(names["table"])
    embedding = nn.Embedding.from_pretrained(rows, freeze=False)
    head = nn.Linear(2, 4, bias=False, dtype=torch.float64)
    head.weight = embedding.weight
    ids, targets = map(torch.tensor, (names["ids"], names["targets"]))
    F.cross_entropy(head(embedding(ids)), targets).backward()
    total = names["as_input"] + names["as_output"]
    assert np.allclose(embedding.weight.grad.numpy(), total)
