"""Fits by SciPy, the best division in closed form, and operations of a GPT-2 of transformers."""

from __future__ import annotations

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch
import transformers
from scipy.optimize import curve_fit, minimize_scalar
from torch.utils.flop_counter import FlopCounterMode

from glossary import ROOT


def page(name):
    """What a script of the page defines, and what it prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        defined = runpy.run_path(str(ROOT / f"snippets/scaling-law/{name}.py"))
    return defined, out.getvalue()


LAW = "a_law_fitted_to_small_models_predicts_larger_ones"


def law(compute, floor, a, b):
    return floor + a * (compute / 1e18) ** -b


def test_scipy_finds_the_law_of_the_page():
    """Its three numbers at once, where the page tries floors and fits a line (to 0.01)."""
    here, _ = page(LAW)
    found, _ = curve_fit(
        law, here["C"][:5], here["L"][:5], p0=(0.5, 2, 0.07), maxfev=20_000
    )
    assert found[0] == pytest.approx(here["E"], abs=0.01)
    assert found[2] == pytest.approx(here["b"], abs=0.001)
    ours, theirs = here["law"], law(here["C"], *found)
    assert ours == pytest.approx(theirs, abs=0.001)


@pytest.mark.parametrize("floor", [0.0, 0.5])
def test_the_floor_hardly_moves_the_predictions(floor):
    """As the page says: 0.02 at most, for models that the fit did not see."""
    here, _ = page(LAW)
    other = here["fit"](floor)[-1]
    assert np.abs(other - here["law"])[5:].max() < 0.02


def test_the_ratios_are_those_of_the_closed_form():
    """And of SciPy's minimum, for each fit and budget that the page prints."""
    here, printed = page("the_best_ratio_hangs_on_the_fit")
    rows = [line.split() for line in printed.splitlines()[2:]]
    for row, (E, A, B, alpha, beta) in zip(rows, here["fits"].values(), strict=True):
        for shown, C in zip(row[-4:-1], (1e21, 5.76e23, 1e26), strict=True):
            G = (alpha * A / (beta * B)) ** (1 / (alpha + beta))
            N = G * (C / 6) ** (beta / (alpha + beta))
            assert round(C / 6 / N**2) == pytest.approx(int(shown), abs=1)

            def loss(log_N, C=C, E=E, A=A, B=B, alpha=alpha, beta=beta):
                N = np.exp(log_N)
                return E + A / N**alpha + B / (C / 6 / N) ** beta

            best = minimize_scalar(loss, bounds=(15, 35), method="bounded")
            assert np.exp(best.x) == pytest.approx(N, rel=1e-3)


@pytest.mark.parametrize("seq_len", [256, 1024])
def test_operations_of_transformers_gpt2(seq_len):
    """PyTorch's layers on the page and a whole GPT-2 differ by less than 1%."""
    here, _ = page("six_operations_hold_under_conditions")
    with torch.device("meta"):
        model = transformers.GPT2LMHeadModel(
            transformers.GPT2Config(n_positions=seq_len)
        )
        ids = torch.zeros(1, seq_len, dtype=torch.long)
    with FlopCounterMode(display=False) as counter:
        model(ids).logits.sum().backward()
    per_token = counter.get_total_flops() / seq_len
    ours, _ = here["per_token"](768, 12, seq_len)
    table = 50_257 * 768
    N = table + 12 * (12 * 768**2 + 13 * 768)
    assert ours * N == pytest.approx(per_token, rel=0.01)
    by_hand = 6 * (12 * 12 * 768**2 + table) + 12 * 12 * seq_len * 768
    assert per_token == pytest.approx(by_hand, rel=0.01)
