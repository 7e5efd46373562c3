"""The tiny engine against PyTorch's autograd, on expressions that use values again."""

import random

import pytest
import torch

from glossary import ROOT
from tests.support.shown import defined_in

SCRIPT = ROOT / "snippets/backpropagation/a_tiny_engine.py"


def engine():
    """A fresh class Value, as the page shows it."""
    return defined_in(SCRIPT)["Value"]


def expression(leaves, choices):
    """Sums and products of earlier results, leaves and results used again and again."""
    values = list(leaves)
    for operation, first, second in choices:
        a, b = values[first % len(values)], values[second % len(values)]
        values.append(a + b if operation else a * b)
    return values[-1]


@pytest.mark.parametrize("seed", range(20))
def test_every_leaf_has_autograds_gradient(seed):
    chance = random.Random(seed)
    numbers = [chance.uniform(-1, 1) for _ in range(4)]
    choices = [
        (chance.random() < 0.5, chance.randrange(100), chance.randrange(100))
        for _ in range(15)
    ]
    choices.append(
        (True, 4, len(numbers) + len(choices) - 1)
    )  # reaches the last result
    Value = engine()
    ours = [Value(number) for number in numbers]
    expression(ours, choices).backward()
    theirs = torch.tensor(numbers, dtype=torch.float64, requires_grad=True)
    expression(theirs.unbind(), choices).backward()
    found = torch.tensor([value.grad for value in ours], dtype=torch.float64)
    torch.testing.assert_close(found, theirs.grad, rtol=1e-12, atol=1e-12)


def test_a_reused_result_gathers_before_it_passes_on():
    """karpathy/micrograd#2: recursion in another order counts a path twice."""
    Value = engine()
    a = Value(3.0)
    b = a * a
    c = b + b
    d = c * b
    d.backward()
    assert a.grad == 4 * 2 * 3.0**3  # d = 2 a^4
