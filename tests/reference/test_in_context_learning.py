"""In-context learning: the scripts against torch, and what the page says of SmolLM2-135M.

Predictions agree to 1e-5 in float32 and 1e-12 in float64.
"""

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from glossary import ROOT
from labs import sentiment
from tests.support.shown import defined_in

SNIPPETS = ROOT / "snippets/in-context-learning"
PATTERN = SNIPPETS / "a_pattern_is_continued_that_no_training_held.py"


@pytest.mark.parametrize("n_examples", [1, 2, 9])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_linear_attention_is_one_step_of_the_librarys_optimizer(n_examples, dtype):
    """As in the script, with nn.Linear and SGD, for a batch of questions."""
    g = torch.Generator().manual_seed(n_examples)
    x = torch.randn(n_examples, 5, generator=g, dtype=dtype)
    y = torch.randn(n_examples, 1, generator=g, dtype=dtype)
    questions = torch.randn(4, 5, generator=g, dtype=dtype)
    model = torch.nn.Linear(5, 1, bias=False, dtype=dtype)
    torch.nn.init.zeros_(model.weight)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3)
    (F.mse_loss(model(x), y) / 2).backward()
    optimizer.step()
    attended = 0.3 / n_examples * (questions @ x.T) @ y
    assert torch.allclose(
        model(questions), attended, atol=1e-5 if dtype == torch.float32 else 1e-12
    )


@pytest.mark.parametrize(
    "ids",
    [[0], [0, 1], [0, 0], [2, 0, 1, 2], [0, 1, 0, 2, 0], [3, 1, 2, 3, 1, 2, 3]],
)
def test_both_heads_are_pytorchs_attention(ids):
    """The heads as scaled_dot_product_attention, the second with a causal mask."""
    vocab_size, sharpness = 4, 4.0
    ours = defined_in(PATTERN)["next_probs"](ids, vocab_size)
    x = torch.eye(vocab_size, dtype=torch.float64)[ids]
    n = len(ids)
    previous = torch.eye(n, dtype=torch.float64).roll(1, dims=0)
    previous[0] = 0
    position = torch.eye(n, dtype=torch.float64)
    came_before = F.scaled_dot_product_attention(
        previous[None], position[None], x[None], scale=1e4
    )[0]
    came_before[0] = 0  # the first token has none before it
    theirs = F.scaled_dot_product_attention(
        x[None], came_before[None], x[None], is_causal=True, scale=sharpness
    )[0, -1]
    assert np.allclose(ours, theirs.numpy(), atol=1e-12)
    assert np.isclose(ours.sum(), 1)


def test_the_more_other_words_the_sharper_the_second_head_has_to_be():
    """What the page says of `sharpness`; the word that follows is copied at 0.9 or more."""

    def copied(n_others, sharpness):
        ids = [0, 1, *range(2, 2 + n_others), 0]
        return defined_in(PATTERN)["next_probs"](ids, 2 + n_others, sharpness)[1]

    assert copied(1, 4.0) > 0.9
    page = (ROOT / "docs/terms/in-context-learning.md").read_text("utf-8")
    assert f"(with 50 other words between, {copied(50, 4.0):.2f})" in page
    assert copied(200, 4.0) < 0.3
    assert copied(200, 8.0) > 0.9


def test_the_trained_weights_are_near_the_best_ones():
    """For n examples the best W is a multiple of the identity, 1 / (1 + (d + 1) / n)."""
    script = SNIPPETS / "trained_on_many_tasks_it_learns_a_new_one_from_examples.py"
    with contextlib.redirect_stdout(io.StringIO()):
        W = runpy.run_path(str(script))["W"]
    best = [1 / (1 + 5 / n) for n in (8, 32)]
    assert min(best) - 0.1 < np.diag(W).min() <= np.diag(W).max() < max(best) + 0.1
    assert np.abs(W - np.diag(np.diag(W))).max() < 0.1


@pytest.fixture(scope="module")
def smollm2():
    return sentiment.load_model()


@pytest.mark.parametrize("seed", [0, 1])
def test_smollm2_continues_what_it_has_read_once(smollm2, seed):
    tokenizer, model = smollm2
    before = {name: value.clone() for name, value in model.state_dict().items()}
    g = torch.Generator().manual_seed(seed)
    half = torch.randint(100, len(tokenizer), (1, 40), generator=g)
    ids = torch.cat([half, half], dim=1)
    with torch.no_grad():
        log_probs = model(ids).logits.log_softmax(dim=-1)[:, :-1]
    loss = -log_probs.gather(2, ids[:, 1:, None])[0, :, 0]
    assert loss[40:].mean() < loss[:39].mean() / 3
    for name, value in model.state_dict().items():
        assert torch.equal(value, before[name])


SHOTS = "apple -> {}\ncarrot -> {}\npear -> {}\n"


def test_smollm2_takes_the_form_and_keeps_its_own_meaning(smollm2):
    tokenizer, model = smollm2

    def probs(prompt):
        ids = tokenizer(prompt, return_tensors="pt", add_special_tokens=False)
        with torch.no_grad():
            last = model(ids["input_ids"]).logits[0, -1].softmax(dim=-1)
        return [
            last[tokenizer(label, add_special_tokens=False)["input_ids"][0]].item()
            for label in (" fruit", " vegetable")
        ]

    right = SHOTS.format("fruit", "vegetable", "fruit")
    swapped = SHOTS.format("vegetable", "fruit", "vegetable")
    assert max(probs("onion ->")) < 0.01
    for examples in (right, swapped):
        fruit, vegetable = probs(examples + "onion ->")
        assert vegetable > 0.5
        assert fruit < vegetable / 3
    fruit, vegetable = probs(right + "cherry ->")
    assert fruit > 0.5 > vegetable
