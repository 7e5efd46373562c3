"""The masked loss of the page on other types, sizes and masks, in both tabs."""

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from glossary import ROOT


@pytest.fixture(scope="module", params=["numpy", "torch"])
def loss(request):
    with contextlib.redirect_stdout(io.StringIO()):
        path = (
            ROOT
            / f"snippets/instruction-tuning/only_the_answer_is_scored_{request.param}.py"
        )
        theirs = runpy.run_path(str(path))["loss"]

    def on(logits, labels):
        if request.param == "numpy":
            return theirs(logits.numpy(), labels.numpy())
        return theirs(logits, labels)

    return on


@pytest.mark.parametrize("seq_len", [2, 5, 300])
@pytest.mark.parametrize("kept", ["all", "last", "some"])
@pytest.mark.parametrize("size", [1, 1000])
def test_it_equals_cross_entropy(loss, seq_len, kept, size):
    g = torch.Generator().manual_seed(2)
    logits = size * torch.randn(seq_len, 7, generator=g, dtype=torch.float64)
    labels = torch.randint(7, (seq_len,), generator=g)
    if kept == "last":
        labels[:-1] = -100
    elif kept == "some":
        labels[1:-1:2] = -100
    mean, count = loss(logits, labels)
    expected = F.cross_entropy(logits[:-1], labels[1:])
    assert float(mean) == pytest.approx(float(expected))
    assert int(count) == int((labels[1:] != -100).sum())


@pytest.mark.filterwarnings("ignore")
def test_with_nothing_to_score_both_say_nan(loss):
    mean, count = loss(torch.zeros(4, 7), torch.full((4,), -100))
    assert np.isnan(float(mean))
    assert int(count) == 0
