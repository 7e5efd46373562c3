"""Accumulation by tokens to copy, on inputs that the page does not show."""

import contextlib
import io
import runpy

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from glossary import ROOT

SCRIPT = ROOT / "snippets/gradient-accumulation/accumulate_gradients_by_tokens.py"
VOCAB_SIZE = 7


@pytest.fixture(scope="module")
def accumulate():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(SCRIPT))["accumulate"]


def a_model(dtype=torch.float32):
    torch.manual_seed(0)
    parts = nn.Embedding(VOCAB_SIZE, 5), nn.Linear(5, VOCAB_SIZE)
    return nn.Sequential(*parts).to(dtype)


def micro_batch(rows, seq_len, counted):
    ids = torch.randint(VOCAB_SIZE, (rows, seq_len))
    labels = ids.roll(-1, dims=1)
    labels[:, counted:] = -100
    return ids, labels


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16])
@pytest.mark.parametrize(
    "shapes",
    [[(1, 1, 1)], [(2, 6, 6), (1, 3, 2), (3, 9, 1)], [(2, 4, 4), (2, 4, 0)]],
    ids=["one token", "unequal", "one all padding"],
)
def test_it_is_the_gradient_of_one_large_batch(accumulate, shapes, dtype):
    model = a_model(dtype)
    parts = [micro_batch(*shape) for shape in shapes]
    logits = torch.cat([model(ids).flatten(0, 1).float() for ids, _ in parts])
    F.cross_entropy(
        logits, torch.cat([labels.flatten() for _, labels in parts])
    ).backward()
    large = [p.grad.clone() for p in model.parameters()]
    model.zero_grad()
    accumulate(model, parts)
    for p, wanted in zip(model.parameters(), large, strict=True):
        atol = 0.02 if dtype == torch.bfloat16 else 1e-6
        torch.testing.assert_close(p.grad, wanted, rtol=0, atol=atol)


def test_nothing_to_count_gives_zeros_and_not_nan(accumulate):
    model = a_model()
    accumulate(model, [micro_batch(2, 4, 0)])
    assert all(not p.grad.any() and p.grad.isfinite().all() for p in model.parameters())


def test_no_micro_batch_leaves_no_gradient(accumulate):
    model = a_model()
    accumulate(model, [])
    assert all(p.grad is None for p in model.parameters())


def test_dividing_the_gradients_once_at_the_end_is_the_same(accumulate):
    model = a_model()
    parts = [micro_batch(*shape) for shape in [(2, 6, 6), (1, 3, 2), (3, 9, 1)]]
    accumulate(model, parts)
    wanted = [p.grad.clone() for p in model.parameters()]
    model.zero_grad()
    counted = 0
    for ids, labels in parts:
        logits = model(ids).flatten(0, 1)
        F.cross_entropy(logits, labels.flatten(), reduction="sum").backward()
        counted += int((labels != -100).sum())
    for p, one in zip(model.parameters(), wanted, strict=True):
        torch.testing.assert_close(p.grad / counted, one, rtol=1e-5, atol=1e-7)


def test_micro_batches_may_come_from_an_iterator(accumulate):
    """A list is gone through twice, and an iterator would be empty the second time."""
    some = [micro_batch(2, 4, 3), micro_batch(1, 2, 1)]
    found = []
    for given in (some, iter(some), zip(*zip(*some, strict=True), strict=True)):
        model = a_model()
        found.append((accumulate(model, given), model[1].weight.grad.tolist()))
    assert found[0][0] > 0
    assert found[1] == found[0] == found[2]
