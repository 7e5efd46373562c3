"""The function to copy of Perplexity, on inputs that the page does not show."""

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch

from glossary import ROOT

FOLDER = ROOT / "snippets/perplexity"


def function(claim, name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(FOLDER / f"{claim}.py"))[name]


def given(kind, logits, labels):
    if kind == "numpy":
        return np.asarray(logits, dtype=np.float32), np.asarray(labels)
    return torch.tensor(logits, dtype=torch.float32), torch.tensor(labels)


@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_even_logits_have_the_vocabularys_size(kind):
    logits, labels = given(
        kind, np.zeros((2, 4, 7)), [[1, 2, 3, 4], [0, -100, 6, -100]]
    )
    total, count = function(f"perplexity_from_logits_{kind}", "loss_and_count")(
        logits, labels
    )
    assert int(count) == 4
    assert float(total) / 4 == pytest.approx(np.log(7))


@pytest.mark.parametrize("kind", ["numpy", "torch"])
@pytest.mark.parametrize("labels", [[[-100, -100, -100]], [[3, -100, -100]], [[5]]])
def test_nothing_counts(kind, labels):
    logits, labels = given(kind, np.ones((1, len(labels[0]), 7)), labels)
    total, count = function(f"perplexity_from_logits_{kind}", "loss_and_count")(
        logits, labels
    )
    assert (float(total), int(count)) == (0, 0)


@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_large_and_masked_logits(kind):
    row = [-np.inf, 900.0, 899.0, -900.0]
    logits, labels = given(kind, [[row, row]], [[0, 2]])
    total, _ = function(f"perplexity_from_logits_{kind}", "loss_and_count")(
        logits, labels
    )
    assert float(total) == pytest.approx(1.3133, abs=1e-3)


def test_bfloat16_is_summed_in_64_bits():
    loss_and_count = function("perplexity_from_logits_torch", "loss_and_count")
    total, count = loss_and_count(
        torch.zeros(1, 5001, 4).bfloat16(), torch.ones(1, 5001, dtype=torch.long)
    )
    assert float(total) == pytest.approx(5000 * np.log(4), rel=1e-6)
    assert int(count) == 5000


@pytest.mark.parametrize("seq_len", [0, 1])
def test_a_text_with_nothing_to_score_has_no_perplexity(seq_len):
    ours = function("a_model_on_a_long_text", "strided_perplexity")
    ids = torch.zeros(1, seq_len, dtype=torch.long)
    assert np.isnan(ours(lambda ids: torch.zeros(*ids.shape, 4), ids, 8, 4))


@pytest.mark.parametrize("text", ["a", "ab", "abcd" * 5])
def test_strides_score_each_token_but_the_first_once(text):
    strided_losses = function("a_long_text_in_pieces_is_harder", "strided_losses")
    for stride in (1, 2, 3):
        losses, _ = strided_losses(text, 4, stride, lambda token, before: 0.5)
        assert len(losses) == len(text) - 1


@pytest.mark.parametrize("stride", [0, 4, 5])
def test_a_stride_that_would_skip_tokens_is_refused(stride):
    strided_losses = function("a_long_text_in_pieces_is_harder", "strided_losses")
    with pytest.raises(ValueError, match="stride"):
        strided_losses("abcdefgh", 4, stride, lambda token, before: 0.5)


def test_an_empty_text_has_no_losses():
    strided_losses = function("a_long_text_in_pieces_is_harder", "strided_losses")
    assert strided_losses("", 4, 2, lambda token, before: 0.5)[0] == []
