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
            ROOT / f"snippets/fine-tuning/only_the_answer_is_scored_{request.param}.py"
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


@pytest.fixture(scope="module", params=["numpy", "torch"])
def dpo(request):
    """The loss of a pair, and its gradient at the logits."""
    name = f"a_pair_raises_one_answer_against_the_other_{request.param}.py"
    with contextlib.redirect_stdout(io.StringIO()):
        page = runpy.run_path(str(ROOT / "snippets/fine-tuning" / name))

    def on(logits, reference, beta):
        if request.param == "numpy":
            logits, reference = logits.numpy(), reference.numpy()
            loss, gradient = page["dpo"](page["log_softmax"](logits), reference, beta)
            return float(loss), torch.tensor(gradient)
        logits = logits.clone().requires_grad_()
        loss = page["dpo"](torch.log_softmax(logits, dim=0), reference, beta)
        loss.backward()
        return loss.item(), logits.grad

    return on


@pytest.mark.parametrize("beta", [0.1, 0.5, 2.0])
@pytest.mark.parametrize("seed", range(3))
def test_dpo(dpo, beta, seed):
    """Against the formula of the page; both tabs have the gradient that autograd finds."""
    g = torch.Generator().manual_seed(seed)
    logits, start = torch.randn(2, 3, generator=g, dtype=torch.float64)
    reference = torch.log_softmax(start, dim=0)
    p, p0 = torch.softmax(logits, dim=0), reference.exp()
    margin = beta * torch.log(p[0] / p0[0]) - beta * torch.log(p[1] / p0[1])
    loss, gradient = dpo(logits, reference, beta)
    assert loss == pytest.approx(float(-torch.log(torch.sigmoid(margin))))
    moved = logits.clone().requires_grad_()
    p = torch.softmax(moved, dim=0)
    margin = beta * torch.log(p[0] / p0[0]) - beta * torch.log(p[1] / p0[1])
    (-torch.log(torch.sigmoid(margin))).backward()
    torch.testing.assert_close(gradient, moved.grad)


def test_dpo_begins_at_the_logarithm_of_2(dpo):
    reference = torch.log(torch.tensor([0.7, 0.1, 0.2], dtype=torch.float64))
    assert dpo(reference, reference, 0.3)[0] == pytest.approx(np.log(2))
