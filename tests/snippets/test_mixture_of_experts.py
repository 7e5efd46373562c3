"""The mixture of experts to copy, on second inputs."""

import contextlib
import io
import runpy

import pytest
import torch
from torch.nn import functional as F

from glossary import ROOT

SCRIPT = ROOT / "snippets/mixture-of-experts/a_router_picks_a_few_experts.py"


@pytest.fixture(scope="module")
def mixture_of_experts():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(SCRIPT))["mixture_of_experts"]


def parts(n_experts, dtype=torch.float64, d_model=6, d_ff=5):
    g = torch.Generator().manual_seed(1)
    shapes = (d_model, n_experts), *[(n_experts, d_model, d_ff)] * 2
    shapes = *shapes, (n_experts, d_ff, d_model)
    return [(torch.randn(shape, generator=g) / 2).to(dtype) for shape in shapes]


def plainly(x, router, gate, up, down, n_active):
    """Every expert for every token, and all but the chosen ones left out by weight 0."""
    probs = (x @ router).softmax(dim=-1)
    kept = probs * torch.zeros_like(probs).scatter(-1, probs.topk(n_active).indices, 1)
    kept = kept / kept.sum(dim=-1, keepdim=True)
    at = x[..., None, None, :]
    each = (F.silu(at @ gate) * (at @ up)) @ down  # (..., n_experts, 1, d_model)
    return (kept[..., None] * each.squeeze(-2)).sum(dim=-2)


def tokens(*shape, dtype=torch.float64):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(2)).to(dtype)


@pytest.mark.parametrize("shape", [(1, 6), (2, 7, 6), (0, 6), (2, 0, 6), (2, 3, 4, 6)])
@pytest.mark.parametrize(("n_experts", "n_active"), [(4, 1), (4, 2), (4, 4), (1, 1)])
def test_it_is_all_experts_weighted(mixture_of_experts, shape, n_experts, n_active):
    x = tokens(*shape)
    ours, chosen, weights = mixture_of_experts(x, *parts(n_experts), n_active)
    assert chosen.shape == weights.shape == (x[..., 0].numel(), n_active)
    torch.testing.assert_close(
        ours, plainly(x, *parts(n_experts), n_active), rtol=1e-5, atol=1e-6
    )


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_it_keeps_the_type(mixture_of_experts, dtype):
    x = tokens(2, 7, 6, dtype=dtype)
    ours, _, weights = mixture_of_experts(
        x, *parts(4, dtype), 4
    )  # no choice to tip over
    assert ours.dtype == weights.dtype == dtype
    exact = plainly(x.double(), *parts(4), 4)
    torch.testing.assert_close(ours.double(), exact, rtol=0.05, atol=0.05)


def test_each_token_is_worked_on_alone(mixture_of_experts):
    x = tokens(2, 7, 6)
    together, _, _ = mixture_of_experts(x, *parts(4), 2)
    alone = torch.stack([mixture_of_experts(text, *parts(4), 2)[0] for text in x])
    torch.testing.assert_close(together, alone)


def test_equal_scores_still_choose_as_many_experts(mixture_of_experts):
    _, *experts = parts(4)
    _, chosen, weights = mixture_of_experts(
        tokens(3, 6), torch.zeros(6, 4).double(), *experts, 2
    )
    assert all(len(row.unique()) == 2 for row in chosen)
    assert weights.eq(0.5).all()


def test_experts_that_no_token_chose_get_no_gradient(mixture_of_experts):
    given = [part.requires_grad_() for part in parts(8)]
    x = tokens(1, 6)
    out, chosen, _ = mixture_of_experts(x, *given, 2)
    out.sum().backward()
    for part in given[1:]:
        used = part.grad.flatten(1).abs().sum(dim=1) > 0
        assert used.nonzero().flatten().tolist() == sorted(chosen[0].tolist())
    assert (
        given[0].grad[:, chosen[0]].abs().sum() > 0
    )  # the router learns by the weights


@pytest.mark.parametrize(("n_active", "learns"), [(1, False), (2, True)])
def test_with_one_expert_the_router_gets_no_gradient(
    mixture_of_experts, n_active, learns
):
    """What the page says: the softmax over one score is always 1."""
    router, *experts = parts(4)
    out, _, _ = mixture_of_experts(
        tokens(9, 6), router.requires_grad_(), *experts, n_active
    )
    out.sum().backward()
    assert bool(router.grad.ne(0).any()) == learns


def test_small_logits_hide_uneven_use_from_the_balancing_loss():
    """What the page says: two experts do everything, and the loss is near 2."""
    script = SCRIPT.with_name("uneven_use_raises_the_balancing_loss.py")
    with contextlib.redirect_stdout(io.StringIO()):
        loss = runpy.run_path(str(script))["load_balancing_loss"]
    for seed in range(20):
        g = torch.Generator().manual_seed(seed)
        logits = torch.randn(512, 8, generator=g) + 99 * (torch.arange(8) < 2)
        small = 0.001 * logits
        assert set(small.topk(2).indices.flatten().tolist()) == {0, 1}
        assert loss(small, 2) == pytest.approx(2.15, abs=0.02)
        assert loss(logits, 2) == pytest.approx(8)
