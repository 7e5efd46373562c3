"""Rewards and policies of the RLHF page on other inputs, in both tabs."""

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch

from glossary import ROOT
from tests.support.samples import in_turn


@pytest.fixture(scope="module", params=["numpy", "torch"])
def page(request):
    """A function of a claim's name: what its script defines, in one of the tabs."""

    def read(claim):
        with contextlib.redirect_stdout(io.StringIO()):
            return runpy.run_path(
                str(ROOT / f"snippets/rlhf/{claim}_{request.param}.py")
            )

    return read


@pytest.mark.parametrize("shift", [0.0, -7.0, 300.0])
def test_the_loss_knows_differences_only(page, shift):
    script = page("only_differences_of_rewards_are_learned")
    rewards = np.array([0.3, -1.0, 2.0, 0.0])
    if torch.is_tensor(script["wins"]):
        losses = [
            float(script["bradley_terry"](torch.tensor(r)))
            for r in (rewards, rewards + shift)
        ]
    else:
        losses = [
            float(script["bradley_terry"](r)[0]) for r in (rewards, rewards + shift)
        ]
    wins = np.array(script["wins"].tolist())
    chance = 1 / (1 + np.exp(rewards - rewards[:, None]))
    expected = -(wins * np.log(chance)).sum() / wins.sum()
    assert losses == pytest.approx([expected, expected])


@pytest.mark.slow
@pytest.mark.parametrize("beta", in_turn([5.0, 0.5, 0.15]))
def test_training_ends_at_the_formula(page, beta):
    script = page("the_best_policy_on_a_leash_is_known")
    found = np.asarray(script["train"](beta, steps=20_000, lr=0.5 / max(beta, 0.5)))
    reference = np.asarray(script["reference"], dtype=float)
    best = reference * np.exp(np.asarray(script["reward"], dtype=float) / beta)
    assert found == pytest.approx(best / best.sum(), abs=2e-4)
