"""The functions to copy of Sampling, on inputs that the page does not show."""

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch

from glossary import ROOT

FOLDER = ROOT / "snippets/sampling"
SETTINGS = [
    {},
    {"temperature": 0},
    {"temperature": 0.01},
    {"temperature": 50.0},
    {"top_k": 1},
    {"top_k": 10_000},
    {"top_k": 0},
    {"top_p": 0.0},
    {"top_p": 1.0},
    {"min_p": 1.0},
    {"temperature": 1.5, "top_k": 3, "top_p": 0.6, "min_p": 0.1},
]
LOGITS = {
    "one token": [0.7],
    "ties": [1.0, 1.0, 1.0, 1.0],
    "masked": [-np.inf, 2.0, -np.inf, 1.0],
    "far below zero": [-900.0, -901.0, -905.0],
    "large": [1e4, 9.9e3, 0.0],
}


def functions_of(claim, kind):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(FOLDER / f"{claim}_{kind}.py"))


@pytest.mark.parametrize("kind", ["numpy", "torch"])
@pytest.mark.parametrize("logits", LOGITS.values(), ids=LOGITS)
def test_probabilities_are_probabilities(kind, logits):
    probs = functions_of("from_logits_to_a_token", kind)["next_token_probs"]
    for setting in SETTINGS:
        given = np.asarray(probs(logits, **setting))
        assert given.shape == (len(logits),), setting
        assert np.isfinite(given).all(), setting
        assert given.sum() == pytest.approx(1), setting
        assert (given[np.isneginf(logits)] == 0).all(), setting
        best = np.flatnonzero(np.asarray(logits) == np.max(logits))
        assert given.argmax() in best, setting


@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_greedy_bears_a_whole_vocabulary(kind):
    """A matrix of the vocabulary's square, 320 GB here, stood for one row of it."""
    probs = functions_of("from_logits_to_a_token", kind)["next_token_probs"]
    greedy = np.asarray(probs(np.arange(200_000) % 199_999, temperature=0))
    assert greedy.sum() == greedy[199_998] == 1
    assert probs([2.0, 2.0, 1.0], temperature=0)[0] == 1  # of equals the first


@pytest.mark.parametrize("kind", ["numpy", "torch"])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_top_p_of_1_drops_nothing_of_a_whole_vocabulary(kind, dtype):
    logits = torch.randn(50_257, generator=torch.Generator().manual_seed(0)).to(dtype)
    logits = logits.float().numpy() if kind == "numpy" else logits
    probs = functions_of("from_logits_to_a_token", kind)["next_token_probs"]
    assert (np.asarray(probs(logits, top_p=1.0)) > 0).all()


@pytest.mark.parametrize("kind", ["numpy", "torch"])
@pytest.mark.parametrize(
    "claim", ["from_logits_to_a_token", "a_draw_follows_the_probabilities"]
)
def test_a_draw_never_leaves_the_vocabulary_nor_takes_what_has_probability_0(
    kind, claim
):
    draw = functions_of(claim, kind)["draw"]
    probs = np.random.default_rng(0).dirichlet(np.ones(50_257)).astype(np.float32)
    probs[[0, -1]] = 0  # the first and the last can never be drawn
    below_1 = np.nextafter(1.0, 0.0)
    for u in (0.0, 1e-12, 0.5, 0.9999999, below_1):
        token = int(draw(probs if kind == "numpy" else torch.tensor(probs), u))
        assert 0 < token < len(probs) - 1
        assert probs[token] > 0


@pytest.mark.parametrize("kind", ["numpy", "torch"])
@pytest.mark.parametrize("temperature", [0, 1.0])
def test_a_batch_is_refused(kind, temperature):
    probs = functions_of("from_logits_to_a_token", kind)["next_token_probs"]
    with pytest.raises(ValueError, match="expected 1"):
        probs(np.zeros((2, 3)), temperature=temperature)


@pytest.mark.parametrize("kind", ["numpy", "torch"])
@pytest.mark.parametrize("setting", [{"temperature": -1}, {"min_p": 1.5}])
def test_settings_without_sense_are_refused(kind, setting):
    probs = functions_of("from_logits_to_a_token", kind)["next_token_probs"]
    with pytest.raises(ValueError, match="temperature below 0, min_p above 1"):
        probs([1.0, 2.0, 0.5], **setting)


@pytest.mark.parametrize("kind", ["numpy", "torch"])
@pytest.mark.parametrize("temperature", [0, 1.0])
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_logits_without_a_largest_are_refused(kind, temperature, bad):
    probs = functions_of("from_logits_to_a_token", kind)["next_token_probs"]
    with pytest.raises(ValueError, match="bad logits"):
        probs([bad, -np.inf], temperature=temperature)
