"""The page's GPT-2 against GPT2LMHeadModel of transformers, on a small random model."""

import pytest
import torch
import transformers

from glossary import ROOT
from tests.support.shown import defined_in

SCRIPT = ROOT / "snippets/gpt/gpt2_from_its_parameters.py"


@pytest.fixture(scope="module")
def gpt2():
    """The function as the page shows it."""
    return defined_in(SCRIPT)["gpt2"]


@pytest.fixture(scope="module")
def model():
    """GPT-2 in small; gains, shifts and biases too are random, rows of tables small."""
    config = transformers.GPT2Config(
        n_layer=3, n_head=4, n_embd=24, vocab_size=61, n_positions=16
    )
    model = transformers.GPT2LMHeadModel(config).double().eval()
    g = torch.Generator().manual_seed(0)
    for name, p in model.named_parameters():
        size = 0.02 if name.startswith(("transformer.wte", "transformer.wpe")) else 0.3
        p.data = size * torch.randn(p.shape, generator=g, dtype=p.dtype)
    return model


@pytest.fixture(scope="module")
def ids():
    g = torch.Generator().manual_seed(1)
    return torch.randint(61, (3, 11), generator=g)


def logits_of(model, ids):
    with torch.no_grad():
        return model(ids).logits


def test_the_logits_are_equal(gpt2, model, ids):
    with torch.no_grad():
        ours = gpt2(ids, list(model.parameters()), 4)
    assert ours.shape == (3, 11, 61)
    torch.testing.assert_close(ours, logits_of(model, ids), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(
    "change", [{"approximate": "none"}, {"eps": 1e-6}, {"n_heads": 2}]
)
def test_another_gelu_epsilon_or_number_of_heads_is_noticed(gpt2, model, ids, change):
    arguments = {"n_heads": 4} | change
    with torch.no_grad():
        ours = gpt2(ids, list(model.parameters()), **arguments)
    assert (ours - logits_of(model, ids)).abs().max() > 1e-6


def test_the_library_counts_as_the_page_does():
    for size, (n_layer, n_embd, n_head, count) in {
        "small": (12, 768, 12, 124_439_808),
        "medium": (24, 1024, 16, 354_823_168),
        "large": (36, 1280, 20, 774_030_080),
        "XL": (48, 1600, 25, 1_557_611_200),
    }.items():
        config = transformers.GPT2Config(n_layer=n_layer, n_embd=n_embd, n_head=n_head)
        with torch.device("meta"):  # shapes only
            model = transformers.GPT2LMHeadModel(config)
        assert sum(p.numel() for p in model.parameters()) == count, size
        shown = (
            ROOT / "snippets/gpt/sizes_counted_and_by_rule_of_thumb.out"
        ).read_text("utf-8")
        assert f"{count:,}" in shown
