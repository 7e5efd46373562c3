"""AdamW as the page shows it, step by step against torch.optim.AdamW and torch.optim.Adam."""

import ast

import numpy as np
import pytest
import torch

from glossary import ROOT

SCRIPT = ROOT / "snippets/adamw/adamw_by_hand_numpy.py"


def loop():
    """The script's own loop, with its constants and its loss left to the test."""
    tree = ast.parse(SCRIPT.read_text("utf-8"))
    (found,) = [node for node in tree.body if isinstance(node, ast.For)]
    found.body = [
        node
        for node in found.body
        if not isinstance(node, ast.If)
        and not (
            isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "gradient"
        )
    ]
    found.body.insert(0, ast.parse("gradient = gradients[step - 1]").body[0])
    found.iter = ast.parse("range(1, len(gradients) + 1)", mode="eval").body
    tree.body = [found]
    return compile(ast.fix_missing_locations(tree), SCRIPT.name, "exec")


def run(gradients, start, lr, betas, eps, weight_decay):
    names = {
        "np": np,
        "gradients": gradients,
        "w": start.copy(),
        "m": np.zeros_like(start),
        "v": np.zeros_like(start),
        "lr": lr,
        "beta1": betas[0],
        "beta2": betas[1],
        "eps": eps,
        "weight_decay": weight_decay,
    }
    exec(loop(), names)
    return names["w"]


def torchs(make, gradients, start, **options):
    w = torch.tensor(start, requires_grad=True)
    optimizer = make([w], **options)
    for gradient in gradients:
        w.grad = torch.tensor(gradient)
        optimizer.step()
    return w.detach().numpy()


CASES = [
    {"lr": 0.1, "betas": (0.9, 0.95), "eps": 1e-8, "weight_decay": 0.5},
    {"lr": 6e-4, "betas": (0.9, 0.95), "eps": 1e-8, "weight_decay": 0.1},
    {"lr": 3e-3, "betas": (0.8, 0.999), "eps": 1e-2, "weight_decay": 0.01},
]


@pytest.mark.parametrize("options", CASES)
def test_adamw_by_hand_is_torchs(options):
    rng = np.random.default_rng(0)
    start = rng.normal(size=(4, 3))
    gradients = rng.normal(size=(50, 4, 3)) * rng.lognormal(sigma=3, size=(4, 3))
    ours = run(gradients, start, **options)
    theirs = torchs(torch.optim.AdamW, gradients, start, **options)
    np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-14)
    other = torchs(torch.optim.Adam, gradients, start, **options)
    with pytest.raises(AssertionError):
        np.testing.assert_allclose(ours, other, rtol=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_more_iterations_of_muon_do_not_bring_up_what_bfloat16_drowns(seed):
    """The 17th direction of the page's gradient; the 13th does come up."""
    g = torch.Generator().manual_seed(seed)
    left, right = (
        torch.linalg.qr(torch.randn(rows, 17, generator=g, dtype=torch.float64))[0]
        for rows in (64, 17)
    )
    gradient = left * 10.0 ** torch.linspace(0, -4, 17) @ right.T
    found = {}
    for steps in (5, 20):
        weights = torch.zeros_like(gradient)
        weights.grad = gradient.clone()
        torch.optim.Muon([weights], lr=1.0, ns_steps=steps).step()
        found[steps] = (left.T @ -weights @ right).diagonal()
    assert found[20][16] < 0.4 * found[20].max()
    assert found[20][12] > found[5][12]

    exact = gradient.T / gradient.norm()
    for _ in range(20):
        gram = exact @ exact.T
        exact = 3.4445 * exact + (-4.7750 * gram + 2.0315 * gram @ gram) @ exact
    strengths = (left.T @ exact.T @ right).diagonal()
    assert strengths[16] > 0.8 * strengths.max()


def test_without_decay_adam_and_adamw_are_one():
    rng = np.random.default_rng(1)
    start, gradients = rng.normal(size=5), rng.normal(size=(30, 5))
    options = {"lr": 0.01, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.0}
    theirs = torchs(torch.optim.Adam, gradients, start, **options)
    np.testing.assert_allclose(run(gradients, start, **options), theirs, rtol=1e-12)
