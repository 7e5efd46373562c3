"""The levels of NF4 are the published ones; the page's arithmetic gives the paper's figures."""

import contextlib
import io
import runpy
import statistics

import numpy as np
import pytest

from glossary import ROOT

# bitsandbytes, bitsandbytes/functional.py, get_4bit_type("nf4"); QLoRA, appendix E.
PUBLISHED = [
    -1.0,
    -0.6961928009986877,
    -0.5250730514526367,
    -0.39491748809814453,
    -0.28444138169288635,
    -0.18477343022823334,
    -0.09105003625154495,
    0.0,
    0.07958029955625534,
    0.16093020141124725,
    0.24611230194568634,
    0.33791524171829224,
    0.44070982933044434,
    0.5626170039176941,
    0.7229568362236023,
    1.0,
]


def run(name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(ROOT / f"snippets/qlora/{name}.py"))


@pytest.mark.parametrize("name", ["numpy", "torch"])
def test_levels_are_the_published_ones(name):
    levels = run(f"the_16_levels_of_nf4_{name}")["nf4_levels"]()
    np.testing.assert_allclose(np.asarray(levels), PUBLISHED, atol=1e-6)


@pytest.mark.parametrize("name", ["numpy", "torch"])
def test_the_short_form_gives_the_same_levels(name):
    levels = run(f"nf4_fits_a_bell_and_not_everything_{name}")["nf4"]
    np.testing.assert_allclose(np.asarray(levels), PUBLISHED, atol=1e-6)


def test_quantiles_of_scipy():
    from scipy import stats

    for p in np.linspace(0.5, 0.9677083, 9):
        assert statistics.NormalDist().inv_cdf(p) == pytest.approx(
            stats.norm.ppf(p), abs=1e-12
        )
