"""The two norms to copy, on second inputs."""

import contextlib
import io
import runpy

import pytest
import torch
from torch.nn import functional as F

from glossary import ROOT

SCRIPT = ROOT / "snippets/layer-norm/both_norms_equal_pytorchs.py"
TYPES = [torch.float64, torch.float32, torch.bfloat16, torch.float16]


@pytest.fixture(scope="module")
def names():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(SCRIPT))


def inputs():
    g = torch.Generator().manual_seed(2)
    x = torch.randn(3, 5, 8, generator=g)
    return {
        "ordinary": x,
        "large": 3000 * x,
        "small": x / 1000,
        "equal entries": torch.full((2, 8), 7.0),
        "zeros": torch.zeros(2, 8),
        "one token": x[0, 0],
        "one entry": x[..., :1],
        "none": x[:0],
    }


@pytest.mark.parametrize("dtype", TYPES, ids=str)
@pytest.mark.parametrize("name", inputs())
@pytest.mark.parametrize("eps", [1e-5, 1e-6])
def test_both_equal_pytorchs(names, name, dtype, eps):
    x = inputs()[name].to(dtype)
    width = x.shape[-1]
    g = torch.Generator().manual_seed(6)
    gain, shift = torch.randn(2, width, generator=g).to(dtype)
    near = {torch.float64: 1e-12, torch.float32: 1e-5}.get(dtype, 0.02)
    ours = names["layer_norm"](x, gain, shift, eps)
    theirs = F.layer_norm(x, [width], gain, shift, eps=eps)
    assert ours.dtype == dtype
    assert ours.isfinite().all()
    torch.testing.assert_close(ours, theirs, rtol=near, atol=near)
    ours = names["rms_norm"](x, gain, eps)
    theirs = F.rms_norm(x, [width], gain, eps=eps)
    assert ours.dtype == dtype
    assert ours.isfinite().all()
    torch.testing.assert_close(ours, theirs, rtol=near, atol=near)
