"""The function to copy of Temperature, on inputs that the page does not show."""

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch

from glossary import ROOT

FOLDER = ROOT / "snippets/temperature"
LOGITS = {
    "one token": [0.7],
    "ties": [1.0, 1.0, 1.0, 1.0],
    "masked": [-np.inf, 2.0, -np.inf, 1.0],
    "far below zero": [-900.0, -901.0, -905.0],
    "large": [6e4, 5.9e4, 0.0],
    "batch": [[1.0, 2.0, 0.5], [3.0, -1.0, 2.9]],
    "integers": [3, 1, 2],
    "a vocabulary": np.linspace(-9.0, 9.0, 200_000),  # its square fills any memory
}


@pytest.fixture(params=["numpy", "torch"], scope="module")
def probs_at(request):
    script = FOLDER / f"towards_0_it_is_greedy_but_for_ties_{request.param}.py"
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(script))["probs_at"]


@pytest.mark.parametrize("logits", LOGITS.values(), ids=LOGITS)
def test_probabilities_are_probabilities(probs_at, logits):
    for temperature in (0, 1e-300, 0.01, 1.0, 50.0, 1e300):
        are_probabilities(probs_at, logits, temperature)


def are_probabilities(probs_at, logits, temperature):
    logits = np.asarray(logits)
    probs = np.asarray(probs_at(logits, temperature))
    assert probs.shape == logits.shape
    assert np.isfinite(probs).all()
    np.testing.assert_allclose(probs.sum(axis=-1), 1)
    assert (probs[np.isneginf(logits)] == 0).all()
    # The largest logits stay the most probable; at 0 the first of them has all.
    top = probs.max(axis=-1)
    largest = logits.argmax(axis=-1)[..., None]
    assert (np.take_along_axis(probs, largest, axis=-1)[..., 0] == top).all()
    if temperature == 0:
        assert (top == 1).all()


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32])
@pytest.mark.parametrize("temperature", [0, 1e-9, 0.7])
def test_other_types(probs_at, dtype, temperature):
    logits = torch.tensor([[20.0, 29.5, -4.0], [29.5, 29.5, 1.0]], dtype=dtype)
    given = logits if dtype is torch.bfloat16 else logits.numpy()
    if dtype is torch.bfloat16 and "torch" not in probs_at.__globals__:
        given = logits.float().numpy()  # NumPy has no bfloat16
    probs = np.asarray(probs_at(given, temperature))
    shared = [1.0, 0.0] if temperature == 0 else [0.5, 0.5]
    np.testing.assert_allclose(probs[1, :2], shared, atol=1e-12)
    assert probs[0, 1] > 0.99999


def test_below_0_is_refused(probs_at):
    with pytest.raises(ValueError, match="a temperature is not below 0"):
        probs_at([1.0, 2.0], -0.5)


@pytest.mark.slow
def test_rounding_changes_some_greedy_choices_and_more_draws():
    """What the page says of the script, with 4 other seeds."""
    claim = "another_order_of_sums_chooses_another_token"
    code = (FOLDER / f"{claim}.py").read_text("utf-8")
    assert code.count("default_rng(0)") == 1
    for seed in range(1, 5):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(code.replace("default_rng(0)", f"default_rng({seed})"), {})
        same, *others = [row.split() for row in out.getvalue().splitlines()[1:]]
        assert same[1:] == ["0%", "0.00%", "0.00%"]
        for _, logits, greedy, drawn in others:
            assert float(logits.rstrip("%")) > 50
            assert 0 < float(greedy.rstrip("%")) < float(drawn.rstrip("%"))
