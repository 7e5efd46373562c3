"""The tiny engine, on graphs that the page does not show; random ones are in tests/reference."""

import contextlib
import io
import runpy

import pytest

from glossary import ROOT

SCRIPT = ROOT / "snippets/backpropagation/a_tiny_engine.py"


@pytest.fixture(scope="module")
def Value():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(SCRIPT))["Value"]


def test_a_leaf_alone_has_gradient_1(Value):
    one = Value(3.0)
    one.backward()
    assert one.grad == 1.0


def test_both_factors_of_a_square_count(Value):
    w = Value(3.0)
    (w * w).backward()
    assert w.grad == 6.0


def test_a_value_made_early_and_used_late(Value):
    """The deepest first: w reaches the loss on paths of different lengths."""
    w = Value(2.0)
    deep = w
    for _ in range(5):
        deep = deep * w
    (deep + w).backward()
    assert w.grad == 6 * 2.0**5 + 1


def test_a_training_loop_of_many_graphs_keeps_none_of_them(Value):
    w = 0.0
    for _ in range(200):
        parameter = Value(w)
        error = parameter + Value(-3.0)
        (error * error).backward()
        w -= 0.1 * parameter.grad
    assert w == pytest.approx(3.0)


def test_what_did_not_lead_to_the_loss_gets_nothing(Value):
    w, other = Value(1.0), Value(1.0)
    _ = other * w
    (w + w).backward()
    assert (w.grad, other.grad) == (2.0, 0.0)
