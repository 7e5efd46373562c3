"""The rules to copy of Top-p, on inputs that the page does not show."""

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch

from glossary import ROOT

FOLDER = ROOT / "snippets/top-p"
PROBS = {
    "one token": [1.0],
    "ties": [0.25, 0.25, 0.25, 0.25],
    "masked": [0.0, 0.7, 0.0, 0.3],
    "certain": [0.0, 1.0, 0.0],
    "batch": [[0.1, 0.6, 0.3], [0.5, 0.2, 0.3]],
}


@pytest.fixture(params=["numpy", "torch"], scope="module")
def rules(request):
    script = FOLDER / f"three_rules_keep_different_tokens_{request.param}.py"
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(script))


@pytest.mark.parametrize("probs", PROBS.values(), ids=PROBS)
def test_the_best_is_kept_and_nothing_better_is_dropped(rules, probs):
    for name, setting in [
        *(("keep_top_k", k) for k in (-1, 0, 1, 2, 10_000)),
        *(("keep_top_p", p) for p in (0.0, 1e-9, 0.25, 0.5, 0.999, 1.0)),
        *(("keep_min_p", p) for p in (0.0, 0.3, 1.0, 1.5)),
    ]:
        best_is_kept(rules, probs, name, setting)


def best_is_kept(rules, probs, name, setting):
    probs = np.asarray(probs)
    keep = np.asarray(rules[name](probs, setting))
    assert keep.shape == probs.shape
    assert keep.dtype == bool
    assert (keep.sum(axis=-1) >= 1).all()
    kept_least = np.where(keep, probs, np.inf).min(axis=-1)
    dropped_most = np.where(keep, -np.inf, probs).max(axis=-1)
    assert (kept_least >= dropped_most).all()
    together = np.where(keep, probs, 0).sum(axis=-1)
    if name == "keep_top_k":
        kept = setting if setting > 0 else probs.shape[-1]  # below 1 it is off
        assert (keep.sum(axis=-1) == min(kept, probs.shape[-1])).all()
    elif name == "keep_top_p":
        assert (together >= setting - 1e-12).all()
        # None can be spared: without the least of the kept it is less than p, or none.
        least = np.where(keep, probs, np.inf).min(axis=-1)
        spared = (together - least < setting) | (keep.sum(axis=-1) == 1)
        assert (spared | (setting == 1)).all()


@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.bfloat16])
def test_p_of_1_keeps_a_whole_vocabulary_and_of_0_one_token(rules, dtype):
    g = torch.Generator().manual_seed(0)
    probs = torch.randn(50_257, generator=g).softmax(dim=-1).to(dtype)
    if "torch" not in rules:
        probs = probs.float().numpy()  # NumPy has no bfloat16
    assert np.asarray(rules["keep_top_p"](probs, 1.0)).all()
    assert np.asarray(rules["keep_top_p"](probs, 0.0)).sum() == 1
    assert np.asarray(rules["keep_top_k"](probs, 100)).sum() == 100
    assert np.asarray(rules["keep_min_p"](probs, 0.0)).all()
