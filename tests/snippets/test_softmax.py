"""The softmax to copy, on inputs that the page does not show."""

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch

from glossary import ROOT

FOLDER = ROOT / "snippets/softmax"


def softmax_of(kind):
    with contextlib.redirect_stdout(io.StringIO()):
        name = f"scores_become_probabilities_{kind}.py"
        return runpy.run_path(str(FOLDER / name))["softmax"]


@pytest.mark.parametrize(
    "scores",
    [
        [3.0],
        [1.0, 1.0],
        [3e4, -3e4],
        [-1e4, -1e4 - 1],
        [[0.0, -np.inf], [5.0, 4.0]],
        [[[2.0]]],
    ],
    ids=str,
)
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_both_forms_are_torchs(scores, dtype):
    given = np.asarray(scores, dtype=dtype)
    theirs = torch.softmax(torch.tensor(given), dim=-1).numpy()
    np.testing.assert_allclose(softmax_of("numpy")(given), theirs, rtol=2e-3)
    ours = softmax_of("torch")(torch.tensor(given)).numpy()
    np.testing.assert_allclose(ours, theirs, rtol=2e-3)


def test_an_empty_batch_stays_empty():
    assert softmax_of("numpy")(np.zeros((0, 4))).shape == (0, 4)
    assert softmax_of("torch")(torch.zeros(0, 4)).shape == (0, 4)


def test_bfloat16_sums_to_about_1():
    probs = softmax_of("torch")(torch.linspace(-5, 5, 100).bfloat16())
    assert probs.dtype == torch.bfloat16
    assert abs(float(probs.double().sum()) - 1) < 0.02


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_a_vocabulary_of_equal_scores_is_not_all_zeros(dtype):
    """In float16 the sum of 128,256 ones is infinite."""
    given = np.zeros((2, 128_256), dtype=dtype)
    theirs = torch.softmax(torch.tensor(given), dim=-1).numpy()
    np.testing.assert_array_equal(softmax_of("numpy")(given), theirs)
    np.testing.assert_array_equal(softmax_of("torch")(torch.tensor(given)), theirs)
    assert (theirs > 0).all()


def test_whole_numbers_are_taken_for_scores():
    probs = softmax_of("numpy")(np.array([2, 1, 0]))
    np.testing.assert_allclose(probs.sum(), 1)
    assert (probs > 0).all()
