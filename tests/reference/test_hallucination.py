"""Hallucination: the calibration error against scikit-learn, Good-Turing exactly, a real model.

The calibration error agrees to 1e-12 (float64), the simulated shares to 0.01 with their means.
"""

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch

from glossary import ROOT
from labs import sentiment
from tests.support.shown import defined_in

SNIPPETS = ROOT / "snippets/hallucination"
calibration_error = defined_in(SNIPPETS / "calibration_error_to_copy.py")[
    "calibration_error"
]


@pytest.mark.parametrize("bins", [1, 3, 10, 15])
@pytest.mark.parametrize("seed", [0, 1])
def test_the_calibration_error_is_that_of_scikit_learns_curve(bins, seed):
    from sklearn.calibration import calibration_curve

    rng = np.random.default_rng(seed)
    stated = rng.beta(2, 1, size=3000)
    right = rng.random(3000) < stated + 0.2 * np.sin(
        6 * stated
    )  # too low, then too high
    share, mean = calibration_curve(right, stated, n_bins=bins, strategy="uniform")
    counts, _ = np.histogram(stated, bins=bins, range=(0, 1))
    theirs = (np.abs(share - mean) * counts[counts > 0]).sum() / counts.sum()
    assert calibration_error(stated, right, bins) == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize("bins", [5, 10])
@pytest.mark.parametrize("seed", [0, 1])
def test_on_the_borders_of_bins_it_is_that_of_scikit_learns_curve_too(bins, seed):
    from sklearn.calibration import calibration_curve

    rng = np.random.default_rng(seed)
    stated = rng.integers(0, 21, size=60) / 20  # 0.7, 0.75, 0.8 as a model says them
    right = rng.random(60) < stated  # few, so that shares are above and below
    share, mean = calibration_curve(right, stated, n_bins=bins, strategy="uniform")
    inner = np.linspace(0, 1, bins + 1)[1:-1]
    counts = np.bincount(np.searchsorted(inner, stated), minlength=bins)
    theirs = (np.abs(share - mean) * counts[counts > 0]).sum() / counts.sum()
    assert calibration_error(stated, right, bins) == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize(
    ("stated", "right", "error"),
    [
        ([], [], 0),
        ([0.5, 0.55], [1, 0], 0.525),
        ([1.0], [True], 0),
        ([1.0, 1.0], [True, False], 0.5),
        ([0.0], [False], 0),
        ([0.75, 0.75, 0.75, 0.75], [1, 1, 1, 0], 0),
        ([0.05, 0.95], [1, 0], 0.95),
        ([1.0, 0.95], [0, 1], 0.475),
    ],
)
def test_the_edges(stated, right, error):
    assert calibration_error(stated, right) == pytest.approx(error, abs=1e-12)
    as_float32 = np.asarray(stated, dtype=np.float32)
    assert calibration_error(as_float32, right) == pytest.approx(error, abs=1e-6)


@pytest.mark.parametrize("n_read", [1_000, 10_000, 100_000])
def test_read_once_and_never_read_have_the_means_of_the_formula(n_read):
    fame = 1 / np.arange(1, 20_001)
    fame /= fame.sum()
    once = (fame * (1 - fame) ** (n_read - 1)).sum()
    never = (fame * (1 - fame) ** n_read).sum()
    assert 0 <= once - never < 1 / n_read
    with contextlib.redirect_stdout(io.StringIO()) as out:
        runpy.run_path(
            str(SNIPPETS / "what_was_read_once_tells_how_much_is_made_up.py")
        )
    rows = {
        int(r.split()[0].replace(",", "")): r.split()[1:]
        for r in out.getvalue().splitlines()[1:]
    }
    assert [float(x) for x in rows[n_read]] == pytest.approx(
        [once, never, never * 364 / 365], abs=0.02
    )


@pytest.mark.parametrize("cost", [0, 1, 9])
def test_the_best_threshold_is_cost_over_one_plus_cost(cost):
    sure = np.linspace(0.005, 0.995, 100)
    scores = [
        (p := sure[sure > t]).sum() - cost * (1 - p).sum() for t in np.arange(100) / 100
    ]
    assert np.argmax(scores) / 100 == pytest.approx(cost / (1 + cost), abs=0.01)


def test_smollm2_knows_when_one_was_born_who_never_lived():
    tokenizer, model = sentiment.load_model()
    ids = tokenizer.apply_chat_template(
        [{"role": "user", "content": "When was the painter Adalmira Voskuijlen born?"}],
        add_generation_prompt=True,
        return_tensors="pt",
        return_dict=True,
    )
    with torch.no_grad():
        out = model.generate(**ids, max_new_tokens=18, do_sample=False, pad_token_id=2)
    assert "was born in 1882" in tokenizer.decode(out[0, ids["input_ids"].shape[1] :])
