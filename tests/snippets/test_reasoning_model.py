"""The function to copy of Reasoning model, on what the page does not show."""

import pytest

from glossary import ROOT
from tests.support.shown import defined_in

pass_at_k = defined_in(ROOT / "snippets/reasoning-model/pass_at_k_to_copy.py")[
    "pass_at_k"
]


@pytest.mark.parametrize(
    ("n", "c", "k", "expected"),
    [
        (1, 0, 1, 0),
        (1, 1, 1, 1),
        (10, 0, 10, 0),
        (10, 1, 10, 1),
        (10, 3, 1, 0.3),
        (1000, 1, 500, 0.5),
    ],
)
def test_the_edges(n, c, k, expected):
    assert pass_at_k(n, c, k) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("n", "c", "k"), [(0, 0, 1), (5, 6, 1), (5, -1, 1), (5, 0, 6), (5, 0, 0)]
)
def test_what_cannot_be_is_refused(n, c, k):
    with pytest.raises(ValueError, match="1 <= k <= n"):
        pass_at_k(n, c, k)
