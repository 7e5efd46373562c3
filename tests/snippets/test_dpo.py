"""The losses of DPO on the page, on other inputs."""

import contextlib
import io
import math
import runpy

import numpy as np
import pytest
import torch

from glossary import ROOT


@pytest.fixture(scope="module", params=["numpy", "torch"])
def dpo(request):
    """The loss of a pair, and its gradient at the logits."""
    name = f"a_pair_raises_one_answer_against_the_other_{request.param}.py"
    script = (ROOT / "snippets/dpo" / name).read_text("utf-8")
    page: dict = {}
    exec(script.partition("\nreference = ")[0], page)  # what is to be copied, untrained

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


@pytest.fixture(scope="module")
def to_copy():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(ROOT / "snippets/dpo/dpo_to_copy.py"))


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16])
@pytest.mark.parametrize(("batch", "seq_len"), [(1, 2), (4, 9)])
def test_log_probs_are_sums_over_the_answer(to_copy, dtype, batch, seq_len):
    g = torch.Generator().manual_seed(0)
    logits = (4 * torch.randn(batch, seq_len, 7, generator=g)).to(dtype)
    labels = torch.randint(7, (batch, seq_len), generator=g)
    labels[:, 0] = labels[0, 1:-1] = -100
    found = to_copy["log_probs"](logits, labels)
    for row, expected in enumerate(found):
        picked = [
            torch.log_softmax(logits[row, t - 1].double(), dim=0)[labels[row, t]]
            for t in range(1, seq_len)
            if labels[row, t] != -100
        ]
        assert float(expected) == pytest.approx(float(sum(picked)), rel=1e-5)


def test_an_answer_without_tokens_has_log_probability_0_and_the_loss_of_the_start(
    to_copy,
):
    none = torch.full((2, 5), -100)
    zero = to_copy["log_probs"](torch.randn(2, 5, 7), none)
    assert zero.tolist() == [0.0, 0.0]
    loss, *_ = to_copy["dpo"]([zero, zero], [zero, zero], 0.1)
    assert float(loss) == pytest.approx(math.log(2))


def test_far_margins_overflow_nowhere(to_copy):
    far, near = torch.tensor([-1e4, 1e4]), torch.zeros(2)
    loss, *_ = to_copy["dpo"]([far, -far], [near, near], 1.0)
    assert float(loss) == pytest.approx(1e4)


@pytest.fixture(scope="module")
def first_script():
    with contextlib.redirect_stdout(io.StringIO()):
        name = "the_loss_falls_and_both_answers_become_less_likely_torch.py"
        return runpy.run_path(str(ROOT / "snippets/dpo" / name))


@pytest.mark.parametrize(
    ("no", "yes", "rises"),
    [
        ([1.0, 0.1], [-1.0, 1.0], False),  # the page's
        ([1.0, 1.0], [-1.0, 1.0], True),  # less alike
        ([1.0, 0.1], [-1.0, 0.0], True),  # the third in another direction
    ],
)
def test_displacement_depends_on_all_rows(to_copy, first_script, no, yes, rises):
    """What the page says of the first script with other rows."""
    theirs = first_script
    W = torch.tensor([no, [no[0], -no[1]], yes])
    x = theirs["hidden"].clone().requires_grad_()
    reference = torch.log_softmax(W @ x, dim=0).detach()
    for _ in range(200):
        policy = torch.log_softmax(W @ x, dim=0)
        loss, *_ = to_copy["dpo"](policy[:2, None], reference[:2, None], theirs["beta"])
        x = x - theirs["lr"] * torch.autograd.grad(loss, x)[0]
        x = x.detach().requires_grad_()
    end = torch.log_softmax(W @ x, dim=0)
    assert bool(end[0] > reference[0]) == rises
