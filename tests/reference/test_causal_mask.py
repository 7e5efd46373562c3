"""The leak test on models of transformers, and what they do with padding on the left."""

import contextlib
import io
import runpy

import pytest

from glossary import ROOT

SCRIPT = ROOT / "snippets/causal-mask/a_leak_test_to_copy.py"


@pytest.fixture(scope="module")
def leaks():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(SCRIPT))["leaks"]


def model(kind: str):
    """A small model with random weights, in float64."""
    import torch
    from transformers import AutoModelForCausalLM, GPT2Config, LlamaConfig

    special = {"bos_token_id": 1, "eos_token_id": 2, "vocab_size": 20}
    if kind == "gpt2":
        config = GPT2Config(n_layer=2, n_embd=16, n_head=2, **special)
    else:
        config = LlamaConfig(
            num_hidden_layers=2,
            hidden_size=16,
            num_attention_heads=2,
            num_key_value_heads=1,
            intermediate_size=32,
            **special,
        )
    made = AutoModelForCausalLM.from_config(config).double().eval()
    g = torch.Generator().manual_seed(0)
    for p in made.parameters():
        p.data = torch.randn(p.shape, generator=g, dtype=p.dtype) / 2
    return made


@pytest.mark.parametrize("kind", ["gpt2", "llama"])
def test_models_of_transformers_do_not_leak(leaks, kind):
    import torch

    made = model(kind)
    ids = torch.tensor([[3, 4, 5, 6, 7], [8, 9, 10, 11, 12]])
    assert leaks(lambda ids: made(ids).logits, ids, vocab_size=20) == {}


@pytest.mark.parametrize(("kind", "off"), [("gpt2", True), ("llama", False)])
def test_padding_on_the_left(kind, off):
    import torch

    made = model(kind)
    text, padded = torch.tensor([[3, 4, 5, 6]]), torch.tensor([[0, 0, 3, 4, 5, 6]])
    mask = torch.tensor([[0, 0, 1, 1, 1, 1]])
    with torch.no_grad():
        right = made(text).logits[:, -1]
        masked = made(padded, attention_mask=mask).logits[:, -1]
        positions = (mask.cumsum(-1) - 1).clamp(0)
        both = made(padded, attention_mask=mask, position_ids=positions).logits[:, -1]
        step = made.generate(
            padded,
            attention_mask=mask,
            max_new_tokens=1,
            do_sample=False,
            output_logits=True,
            return_dict_in_generate=True,
        ).logits[0]
    assert ((masked - right).abs().max() > 0.01) == off
    assert (both - right).abs().max() < 1e-9
    assert (step - right).abs().max() < 1e-5
