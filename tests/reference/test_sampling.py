"""Top-k, top-p and temperature of the scripts are those of transformers."""

import runpy

import numpy as np
import pytest
import torch
import transformers

from glossary import ROOT


def rows() -> torch.Tensor:
    generator = torch.Generator().manual_seed(0)
    return 2 * torch.randn(40, 50, generator=generator, dtype=torch.float64)


def ours(name: str, kind: str) -> object:
    script = ROOT / "snippets/sampling" / f"top_p_keeps_more_when_unsure_{kind}.py"
    return runpy.run_path(str(script))[name]


def theirs(warper, row: torch.Tensor) -> np.ndarray:
    return warper(torch.zeros(1, 1, dtype=torch.long), row[None].clone())[0].numpy()


@pytest.mark.parametrize("kind", ["numpy", "torch"])
@pytest.mark.parametrize("k", [1, 2, 7, 50])
def test_top_k(kind, k, capsys):
    top_k, warper = ours("top_k", kind), transformers.TopKLogitsWarper(k)
    for row in rows():
        got = top_k(row.numpy() if kind == "numpy" else row, k)
        np.testing.assert_array_equal(np.asarray(got), theirs(warper, row))


@pytest.mark.parametrize("kind", ["numpy", "torch"])
@pytest.mark.parametrize("p", [0.05, 0.5, 0.9, 0.999])
def test_top_p(kind, p, capsys):
    top_p, warper = ours("top_p", kind), transformers.TopPLogitsWarper(p)
    kept = set()
    for row in rows():
        got = np.asarray(top_p(row.numpy() if kind == "numpy" else row, p))
        np.testing.assert_array_equal(got, theirs(warper, row))
        kept.add(int(np.isfinite(got).sum()))
    assert len(kept) > 1 or p == 0.05


@pytest.mark.parametrize("temperature", [0.3, 1.7])
def test_temperature_and_the_order_of_the_knobs(temperature):
    """Transformers divides by the temperature first, then cuts."""
    names = list(transformers.GenerationMixin._get_logits_processor.__code__.co_names)
    assert names.index("TemperatureLogitsWarper") < names.index("TopKLogitsWarper")
    assert names.index("TopKLogitsWarper") < names.index("TopPLogitsWarper")
    row = rows()[0]
    warper = transformers.TemperatureLogitsWarper(temperature)
    np.testing.assert_allclose(theirs(warper, row), row.numpy() / temperature)
