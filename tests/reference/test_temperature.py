"""The temperature of the script is that of transformers, and what the page says of its 0."""

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch
import transformers

from glossary import ROOT

FOLDER = ROOT / "snippets/temperature"
PAGE = ROOT / "docs/terms/temperature.md"


@pytest.fixture(params=["numpy", "torch"], scope="module")
def probs_at(request):
    script = FOLDER / f"towards_0_it_is_greedy_but_for_ties_{request.param}.py"
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(script))["probs_at"]


@pytest.mark.parametrize("temperature", [0.05, 0.3, 0.7, 1.0, 1.7, 10.0])
def test_it_is_the_warper_with_softmax(probs_at, temperature):
    g = torch.Generator().manual_seed(0)
    logits = 5 * torch.randn(30, 500, generator=g, dtype=torch.float64)
    logits[3, 7] = -torch.inf
    warper = transformers.TemperatureLogitsWarper(temperature)
    theirs = warper(torch.zeros(30, 1, dtype=torch.long), logits).softmax(dim=-1)
    ours = np.asarray(probs_at(logits.numpy(), temperature))
    np.testing.assert_allclose(ours, theirs.numpy(), atol=1e-12)


def small_model():
    config = transformers.GPT2Config(
        vocab_size=40, n_positions=32, n_embd=8, n_layer=1, n_head=2
    )
    model = transformers.GPT2LMHeadModel(config).eval()
    g = torch.Generator().manual_seed(0)
    for p in model.parameters():
        p.data = torch.randn(p.shape, generator=g)
    return model


def test_0_and_whole_numbers_are_refused_and_do_sample_false_is_0(probs_at):
    said = "`temperature` (=0.0) has to be a strictly positive float"
    assert f'### "ValueError: {said}": what now?' in PAGE.read_text("utf-8")
    for temperature in (0.0, 0, 1):
        with pytest.raises(ValueError, match="has to be a strictly positive float"):
            transformers.TemperatureLogitsWarper(temperature)
    model = small_model()
    ids = torch.tensor([[1, 2, 3]])
    inputs = {
        "inputs": ids,
        "attention_mask": torch.ones_like(ids),
        "max_new_tokens": 6,
        "pad_token_id": 0,
    }
    with pytest.raises(ValueError, match="set `do_sample=False`") as error:
        model.generate(**inputs, do_sample=True, temperature=0.0)
    assert said in str(error.value)
    out = model.generate(**inputs, do_sample=False)[0].tolist()
    for length in range(3, len(out)):
        with torch.no_grad():
            logits = model(torch.tensor([out[:length]])).logits[0, -1]
        assert np.asarray(probs_at(logits.numpy(), 0))[out[length]] == 1


def test_top_k_of_1_keeps_all_that_tie():
    scores = torch.tensor([[1.0, 2.0, 2.0]])
    kept = transformers.TopKLogitsWarper(1)(torch.zeros(1, 1, dtype=torch.long), scores)
    assert kept.isfinite().tolist() == [[False, True, True]]


def test_grpo_has_one_temperature_of_1():
    import trl

    assert trl.GRPOConfig.__dataclass_fields__["temperature"].default == 1.0
