"""One round of speculative decoding on inputs that the page does not show, and its exactness."""

import contextlib
import io
import runpy
from itertools import product

import numpy as np
import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from glossary import ROOT

FOLDER = ROOT / "snippets/speculative-decoding"


def run(name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(FOLDER / f"{name}.py"))


@pytest.fixture(params=["numpy", "torch"], scope="module")
def verify(request):
    function = run(f"one_round_of_verification_{request.param}")["verify"]
    if request.param == "numpy":
        return function
    return lambda drafted, q, p, u: function(
        drafted, torch.tensor(q), torch.tensor(p), u
    )


def rows(n, vocab_size, seed):
    return np.random.default_rng(seed).dirichlet(np.ones(vocab_size), size=n)


def test_without_drafts_the_next_token_is_the_targets(verify):
    p = rows(1, 5, 0)
    kept, probs = verify([], np.zeros((0, 5)), p, [])
    assert kept == 0
    np.testing.assert_allclose(np.asarray(probs), p[0])


def test_equal_models_keep_everything(verify):
    p = rows(4, 5, 0)
    kept, probs = verify([0, 3, 4], p[:3], p, [1 - 1e-12] * 3)
    assert kept == 3
    np.testing.assert_allclose(np.asarray(probs), p[3])
    p = p.astype(np.float32)
    assert verify([0, 3, 4], p[:3], p, np.float32([1 - 2**-24] * 3))[0] == 3


def test_models_that_differ_by_rounding_still_give_a_next_token(verify):
    """A token is refused and nowhere is p above q: the residual has no sum to divide by."""
    p, q = np.array([[0.5, 0.4167], [0.5, 0.5]]), np.array([[0.5, 0.4233]])
    kept, probs = verify([1], q, p, [0.999])
    assert kept == 0
    np.testing.assert_allclose(np.asarray(probs), p[0] / p[0].sum())


def test_what_the_target_never_says_is_refused(verify):
    p, q = np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([[1.0, 0.0]])
    kept, probs = verify([0], q, p, [0.0])
    assert kept == 0
    assert np.asarray(probs).tolist() == [0, 1]


@pytest.mark.parametrize("seed", range(5))
def test_one_token_has_exactly_the_targets_distribution(verify, seed):
    p, q = rows(2, 6, seed), rows(1, 6, seed + 100)
    came_out = np.zeros(6)
    for x in range(6):
        keep = min(1, p[0, x] / q[0, x])
        assert verify([x], q, p, [keep * (1 - 1e-9)])[0] == 1
        came_out[x] += q[0, x] * keep
        if keep < 1:
            kept, rest = verify([x], q, p, [keep * (1 + 1e-9)])
            assert kept == 0
            came_out += q[0, x] * (1 - keep) * np.asarray(rest)
    np.testing.assert_allclose(came_out, p[0], atol=1e-12)


def test_two_tokens_of_a_chain_have_exactly_the_targets_distribution(verify):
    """The target and the draft each look at the token before; token 0 comes first."""
    target, draft = rows(3, 3, 1), rows(3, 3, 2)
    came_out = np.zeros((3, 3))
    for x, y in product(range(3), repeat=2):
        q, p = draft[[0, x]], target[[0, x, y]]
        a, b = (min(1, p[i, t] / q[i, t]) for i, t in enumerate((x, y)))
        chance = q[0, x] * q[1, y]
        came_out[x, y] += chance * a * b
        if a < 1:
            _, rest = verify([x, y], q, p, [a * (1 + 1e-9), 0.0])
            came_out += chance * (1 - a) * np.asarray(rest)[:, None] * target
        if b < 1:
            kept, rest = verify([x, y], q, p, [0.0, b * (1 + 1e-9)])
            assert kept == 1
            came_out[x] += chance * a * (1 - b) * np.asarray(rest)
    np.testing.assert_allclose(came_out, target[0][:, None] * target, atol=1e-12)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_other_types(dtype):
    verify = run("one_round_of_verification_torch")["verify"]
    p = torch.tensor(rows(3, 50, 3)).to(dtype)
    q = torch.tensor(rows(2, 50, 4)).to(dtype)
    for u in ([0.0, 0.0], [0.999, 0.999]):
        kept, probs = verify([7, 8], q, p, u)
        assert 0 <= kept <= 2
        assert probs.dtype == dtype
        assert (probs >= 0).all()
        assert float(probs.float().sum()) == pytest.approx(1, abs=0.02)


class Single(TorchDispatchMode):
    """Devices as Apple's have no 64-bit numbers: none may come up."""

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        out = func(*args, **(kwargs or {}))
        assert not (isinstance(out, torch.Tensor) and out.dtype == torch.float64), func
        return out


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_no_double_precision_where_the_models_have_none(dtype):
    verify = run("one_round_of_verification_torch")["verify"]
    p, q = torch.eye(3)[[0, 2, 1]].to(dtype), torch.eye(3)[[0, 1]].to(dtype)
    with Single():
        kept, _ = verify([0, 1], q, p, [0.999, 0.2])
    assert kept == 1


def test_bfloat16_does_not_round_the_random_number_up_to_one():
    verify = run("one_round_of_verification_torch")["verify"]
    p = torch.eye(3, dtype=torch.bfloat16)
    assert verify([0, 1], p[:2], p, [1 - 2**-24] * 2)[0] == 2


@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_the_rule_is_exact_and_the_slips_are_not(kind):
    script = run(f"the_distribution_stays_exactly_{kind}")
    p, off = np.asarray(script["p"]), {}
    for name, probs in script["rules"].items():
        off[name] = np.abs(np.asarray(probs) - p).max()
    exact = {name for name, distance in off.items() if distance < 1e-6}
    assert exact == {"kept or residual", "greedy drafting, q=1"}
    assert all(distance > 0.1 for name, distance in off.items() if name not in exact)


@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_equal_models_have_an_empty_residual(kind):
    script = run(f"the_distribution_stays_exactly_{kind}")
    p = script["p"]
    assert not np.asarray(script["residual"](p)).any()
    came_out = script["outcome"](p, p, script["residual"](p))
    np.testing.assert_allclose(np.asarray(came_out), np.asarray(p), atol=1e-6)


@pytest.mark.parametrize("length", [1, 2, 40, 200])
def test_drafts_change_no_token(length):
    speculate = run("a_draft_saves_passes_and_changes_nothing")["speculate"]
    alone, passes = speculate(0, 1, length)
    assert passes == length
    for n_drafted, every in product(range(6), [1, 2, 3, 97]):
        tokens, passes = speculate(n_drafted, every, length)
        assert tokens == alone, (n_drafted, every)
        assert passes >= length / (n_drafted + 1), (n_drafted, every)
