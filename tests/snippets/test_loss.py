"""The cross-entropy to copy, on inputs that the page does not show."""

import contextlib
import io
import runpy

import pytest
import torch
from torch.nn import functional as F

from glossary import ROOT

SCRIPT = ROOT / "snippets/loss/cross_entropy_by_hand_equals_the_librarys.py"


@pytest.fixture(scope="module")
def ours():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(SCRIPT))["cross_entropy"]


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16])
@pytest.mark.parametrize("shape", [(1,), (7,), (2, 5), (2, 3, 4)], ids=str)
def test_it_is_the_librarys(ours, dtype, shape):
    g = torch.Generator().manual_seed(0)
    logits = (3 * torch.randn(*shape, 11, generator=g)).to(dtype)
    labels = torch.randint(11, shape, generator=g)
    if labels.numel() > 2:
        labels.view(-1)[1] = -100
    at_least_fp32 = logits.to(torch.promote_types(dtype, torch.float32))
    theirs = F.cross_entropy(at_least_fp32.reshape(-1, 11), labels.reshape(-1))
    torch.testing.assert_close(ours(logits, labels), theirs)


def test_large_logits_and_forbidden_tokens(ours):
    logits = torch.tensor([[1e4, 0.0, -1e4], [0.0, -torch.inf, 1.0]])
    labels = torch.tensor([1, 2])
    theirs = F.cross_entropy(logits, labels)
    torch.testing.assert_close(ours(logits, labels), theirs)
    assert ours(logits, torch.tensor([0, 1])).isinf()


@pytest.mark.parametrize("labels", [torch.full((3,), -100), torch.zeros(0).long()])
def test_nothing_to_count_is_nan_as_in_the_library(ours, labels):
    logits = torch.zeros(len(labels), 5)
    assert ours(logits, labels).isnan()
    assert F.cross_entropy(logits, labels).isnan()


def test_another_ignored_label(ours):
    logits = torch.tensor([[2.0, 0.0], [0.0, 1.0]])
    labels = torch.tensor([0, 1])
    theirs = F.cross_entropy(logits, labels, ignore_index=0)
    torch.testing.assert_close(ours(logits, labels, ignore_index=0), theirs)
