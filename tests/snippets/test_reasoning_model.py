"""Reasoning model: its function to copy on other inputs, and what its network has room for."""

import pytest
import torch

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


def test_a_network_of_the_page_s_size_has_room_for_the_parity_of_20_bits():
    """20 units of 32 tell how many ones there are at least; their signs take turns."""
    at_least = torch.arange(1, 21)
    W, b, v = torch.zeros(20, 32), torch.zeros(32), torch.zeros(32)
    W[:, :20], b[:20] = 20.0, 20 * (0.5 - at_least)
    v[:20] = (-1.0) ** (at_least + 1)
    b[20], v[20] = 20.0, -1.0  # a unit that is always 1
    each_count = torch.tril(torch.ones(21, 20), diagonal=-1)  # 0 to 20 ones
    drawn = torch.randint(2, (2000, 20), generator=torch.Generator().manual_seed(0))
    bits = torch.cat([each_count, drawn.float()])
    assert each_count.sum(dim=1).tolist() == list(range(21))
    said = torch.tanh(bits @ W + b) @ v > 0  # as in the script
    assert torch.equal(said, bits.sum(dim=1) % 2 == 1)
