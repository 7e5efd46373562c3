"""The dropout to copy, on second inputs, and what the page says of other seeds."""

import contextlib
import io
import itertools
import re
import runpy

import numpy as np
import pytest

from glossary import ROOT

FOLDER = ROOT / "snippets/dropout"


@pytest.fixture(scope="module")
def dropout():
    script = FOLDER / "training_is_noisy_evaluation_is_not.py"
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(script))["dropout"]


@pytest.mark.parametrize("p", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("dtype", ["float32", "float64", "int64"])
@pytest.mark.parametrize("shape", [(40, 50), (1,), (0, 3)])
def test_values_are_dropped_or_scaled(dropout, p, dtype, shape):
    x = np.full(shape, 3, dtype=dtype)
    y = dropout(x, p, True, np.random.default_rng(0))
    assert y.shape == shape
    # Whole numbers become fractions for every p, and other types stay what they are.
    assert y.dtype == ("float64" if dtype == "int64" else dtype)
    kept = y[y != 0]
    assert np.allclose(kept, 3 / (1 - p) if p < 1 else 0)
    if x.size > 1000:
        assert abs(len(kept) / x.size - (1 - p)) < 0.05
    assert dropout(x, p, False, None) is x


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("p", [-0.2, 1.5, float("nan")])
def test_what_is_no_probability_is_refused(dropout, p, training):
    with pytest.raises(ValueError, match="p has to be a probability"):
        dropout(np.ones(3), p, training, np.random.default_rng(0))


def test_a_rate_read_from_an_array_keeps_the_type(dropout):
    x = np.ones(100, dtype=np.float32)
    y = dropout(x, np.array([0.1])[0], True, np.random.default_rng(0))
    assert y.dtype == np.float32


def test_behind_one_softmax_evaluation_is_the_geometric_mean_over_all_masks():
    rng = np.random.default_rng(0)
    x, w, p = rng.normal(size=6), rng.normal(size=(6, 4)), 0.5
    masks = np.array(list(itertools.product([0, 1], repeat=6)))
    logits = (masks * x / (1 - p)) @ w
    probs = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    geometric = np.exp(np.log(probs).mean(0))
    evaluation = np.exp(x @ w) / np.exp(x @ w).sum()
    assert np.allclose(geometric / geometric.sum(), evaluation)
    assert not np.allclose(probs.mean(0), evaluation, atol=0.01)


@pytest.mark.slow
def test_the_counts_over_seeds_are_those_on_the_page():
    code = (FOLDER / "dropout_helps_where_examples_repeat.py").read_text("utf-8")
    assert code.count("default_rng(0)") == 1
    assert code.count("{held_out:8.2f}") == 1
    code = code.replace("{held_out:8.2f}", "{held_out:.9f}")
    helped = cost = 0
    for seed in range(1, 21):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(code.replace("default_rng(0)", f"default_rng({seed})"), {})
        losses = [float(row.split()[-1]) for row in out.getvalue().splitlines()[1:]]
        helped += losses[1] < losses[0]
        cost += losses[3] > losses[2]
    page = re.sub(r"\s+", " ", (ROOT / "docs/terms/dropout.md").read_text("utf-8"))
    assert (
        f"seeds 1 to 20 it lowered the loss on repeated examples {helped} times" in page
    )
    assert f"and cost where all were new {cost} times" in page
