"""The levels of NF4 are the published ones; the page's arithmetic gives the paper's figures."""

import ast
import contextlib
import io
import re
import runpy
import statistics

import numpy as np
import pytest
import torch

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
    levels = run(f"nf4_against_other_16_levels_{name}")["nf4"]
    np.testing.assert_allclose(np.asarray(levels), PUBLISHED, atol=1e-6)


def test_quantiles_of_scipy():
    from scipy import stats

    for p in np.linspace(0.5, 0.9677083, 9):
        assert statistics.NormalDist().inv_cdf(p) == pytest.approx(
            stats.norm.ppf(p), abs=1e-12
        )


def test_the_fields_that_the_page_names():
    """Those of transformers, and what they are when left out."""
    import transformers

    page = (ROOT / "docs/terms/qlora.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(.+?)` \| `(.+?)` \|", page, re.M)
    fields = {name: ast.literal_eval(value) for name, value, _ in rows}
    assert len(fields) == 4
    config = transformers.BitsAndBytesConfig(**fields)
    assert config.load_in_4bit
    assert config.bnb_4bit_quant_type == "nf4"
    assert config.bnb_4bit_compute_dtype is torch.bfloat16
    left_out = transformers.BitsAndBytesConfig()
    for name, _, default in rows:
        value = getattr(left_out, name)
        assert str(value).removeprefix("torch.") == str(ast.literal_eval(default)), name


@pytest.mark.parametrize("two_scales", [False, True])
@pytest.mark.parametrize("name", ["numpy", "torch"])
def test_blocks_of_zeros_and_of_one_value(name, two_scales):
    page = run(f"nf4_against_other_16_levels_{name}")
    numbers = np.zeros(192)
    numbers[64:128] = 0.5
    numbers[128:] = np.linspace(-1, 1, 64)
    given = torch.tensor(numbers) if name == "torch" else numbers
    assert 0 <= float(page["error"](given, page["nf4"], two_scales=two_scales)) < 15
