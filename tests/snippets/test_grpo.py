"""The loss and the advantages of GRPO on the page, on other inputs."""

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch

from glossary import ROOT

KINDS = ["grpo", "dapo", "dr_grpo"]


def page(name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(ROOT / f"snippets/grpo/{name}.py"))


@pytest.fixture(scope="module")
def grpo():
    return page("grpo_to_copy")["grpo"]


@pytest.fixture(scope="module")
def advantages():
    return page("a_group_of_equal_rewards_teaches_nothing")["advantages"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("batch", "seq_len"), [(1, 1), (5, 9)])
def test_against_a_loop(grpo, kind, batch, seq_len):
    g = torch.Generator().manual_seed(0)
    old = torch.randn(batch, seq_len, generator=g)
    log_probs = old + 0.3 * torch.randn(batch, seq_len, generator=g)
    advantages = torch.randn(batch, generator=g)
    lengths = torch.randint(1, seq_len + 1, (batch,), generator=g)
    mask = (torch.arange(seq_len) < lengths[:, None]).float()
    answers = []
    for i in range(batch):
        terms = []
        for t in range(int(lengths[i])):
            r = float(torch.exp(log_probs[i, t] - old[i, t]))
            a = float(advantages[i])
            terms.append(-min(r * a, min(max(r, 0.8), 1.2) * a))
        answers.append(terms)
    total = sum(sum(terms) for terms in answers)
    expected = {
        "grpo": np.mean([np.mean(terms) for terms in answers]),
        "dapo": total / int(lengths.sum()),
        "dr_grpo": total / (batch * 20),
    }[kind]
    loss = grpo(log_probs, old, advantages, mask, kind, longest=20)
    assert float(loss) == pytest.approx(float(expected), rel=1e-5, abs=1e-7)


def test_a_kind_that_it_does_not_know_is_refused(grpo):
    """It was computed as dr_grpo."""
    one = torch.ones(1, 1)
    with pytest.raises(KeyError):
        grpo(one, one, torch.ones(1), one, "DAPO", longest=1)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dtype", [torch.bool, torch.int64])
def test_a_mask_of_any_type_gives_the_same_loss(grpo, kind, dtype):
    """`tokenizer` gives integers, and comparisons give booleans."""
    g = torch.Generator().manual_seed(0)
    log_probs, old = torch.randn(2, 3, 4, generator=g)
    mask = torch.tensor([[1.0, 1, 0, 0], [1, 1, 1, 0], [1, 1, 1, 1]])
    advantages = torch.tensor([1.0, -1, 0.5])
    expected = grpo(log_probs, old, advantages, mask, kind, longest=4)
    found = grpo(log_probs, old, advantages, mask.to(dtype), kind, longest=4)
    assert found == expected


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_without_tokens_is_no_nan(grpo, kind):
    zero = torch.zeros(2, 3)
    assert float(grpo(zero, zero, torch.ones(2), zero, kind, longest=3)) == 0.0


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_in_the_padding_does_not_matter(grpo, kind):
    g = torch.Generator().manual_seed(0)
    log_probs, old = torch.randn(2, 3, 4, generator=g)
    mask = torch.tensor([[1.0, 1, 0, 0], [1, 1, 1, 0], [1, 1, 1, 1]])
    advantages, losses, gradients = torch.tensor([1.0, -1, 0.5]), [], []
    for padding in (0.0, 200.0, float("inf")):
        now = log_probs.masked_fill(mask == 0, padding).requires_grad_()
        loss = grpo(now, old, advantages, mask, kind, longest=4)
        losses.append(loss.detach())
        gradients.append(torch.autograd.grad(loss, now)[0])
    for loss, gradient in zip(losses, gradients, strict=True):
        torch.testing.assert_close(loss, losses[0])
        torch.testing.assert_close(gradient, gradients[0])


def test_the_copied_advantages_are_those_of_each_group(advantages):
    to_copy = page("grpo_to_copy")["advantages_of"]
    rewards = torch.tensor([1.0, 0, 0, 1, 1, 1, 0.2, -3, 7])
    expected = [advantages(rewards[i : i + 3].numpy(), True) for i in (0, 3, 6)]
    found = to_copy(rewards, 3)
    assert found.numpy() == pytest.approx(np.concatenate(expected), rel=1e-5)
    assert not found[3:6].any()  # equal rewards: 0, and no NaN


@pytest.mark.parametrize("scale", [True, False])
@pytest.mark.parametrize("rewards", [[1.0, 0, 0, 0], [0.2, -3, 7], [5.0, 5, 5]])
def test_advantages_sum_to_0(advantages, rewards, scale):
    found = advantages(np.array(rewards), scale)
    assert found.sum() == pytest.approx(0, abs=1e-9)
    if len(set(rewards)) == 1:
        assert not found.any()
