"""The scripts on logits do what transformers does."""

import runpy

import numpy as np
import pytest
import torch
import transformers

from glossary import ROOT


def functions(name: str) -> dict:
    return runpy.run_path(str(ROOT / "snippets/logits" / f"{name}.py"))


@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_logits_are_those_of_gpt2(kind, capsys):
    config = transformers.GPT2Config(
        vocab_size=37, n_positions=16, n_embd=12, n_layer=2, n_head=3
    )
    torch.manual_seed(0)
    model = transformers.GPT2LMHeadModel(config).eval()
    ids = torch.randint(0, 37, (2, 9))
    with torch.no_grad():
        out = model(ids, output_hidden_states=True)
    h, table = out.hidden_states[-1], model.transformer.wte.weight.detach()
    if kind == "numpy":
        h, table = h.numpy(), table.numpy()
    ours = functions(f"logits_are_one_score_for_each_token_{kind}")["logits_of"](
        h, table
    )
    assert ours.shape == (2, 9, 37)
    np.testing.assert_allclose(np.asarray(ours), out.logits.numpy(), atol=1e-6)


@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_a_bias_is_that_of_transformers(kind, capsys):
    logits = torch.linspace(-2, 3, 8)
    theirs = transformers.SequenceBiasLogitsProcessor({(5,): -1.75})(
        torch.zeros(1, 3, dtype=torch.long), logits[None]
    )[0]
    ours = functions(f"a_bias_multiplies_the_odds_{kind}")["add_bias"](
        logits.numpy() if kind == "numpy" else logits, 5, -1.75
    )
    np.testing.assert_allclose(np.asarray(ours), theirs.numpy(), atol=1e-6)
    assert ours[5] != logits[5]


def test_the_last_hidden_state_of_gpt2_has_been_through_the_norm():
    torch.manual_seed(0)
    config = transformers.GPT2Config(
        vocab_size=50, n_positions=16, n_embd=16, n_layer=2, n_head=2,
        initializer_range=0.5, bos_token_id=1, eos_token_id=2,
    )  # fmt: skip
    model = transformers.GPT2LMHeadModel(config).eval()
    with torch.no_grad():
        torch.nn.init.normal_(model.transformer.ln_f.weight)
        out = model(torch.randint(3, 50, (1, 9)), output_hidden_states=True)
        last = out.hidden_states[-1]
        assert torch.allclose(model.lm_head(last), out.logits, atol=1e-5)
        twice = model.lm_head(model.transformer.ln_f(last))
        assert not torch.allclose(twice, out.logits, atol=1e-2)
