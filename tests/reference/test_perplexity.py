"""Perplexity and strides of the scripts are those of the recipe in transformers' documentation."""

import runpy

import numpy as np
import pytest
import torch
import transformers

from glossary import ROOT


def tiny_gpt2():
    config = transformers.GPT2Config(
        vocab_size=19,
        n_positions=16,
        n_embd=12,
        n_layer=2,
        n_head=3,
        initializer_range=0.5,
    )
    torch.manual_seed(0)
    return transformers.GPT2LMHeadModel(config).eval()


def function(script: str, name: str):
    return runpy.run_path(str(ROOT / "snippets/perplexity" / f"{script}.py"))[name]


@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_perplexity_is_e_to_the_loss_of_gpt2(kind, capsys):
    model = tiny_gpt2()
    ids = torch.randint(0, 19, (1, 12), generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        out = model(ids, labels=ids)
        logprobs = out.logits[0, :-1].log_softmax(dim=1)
    losses = -logprobs[torch.arange(11), ids[0, 1:]]
    ours = function(f"perplexity_counts_equal_choices_{kind}", "perplexity")(
        losses.numpy() if kind == "numpy" else losses
    )
    np.testing.assert_allclose(float(ours), float(out.loss.exp()), rtol=1e-5)


@pytest.mark.parametrize("stride", [15, 7, 3])
def test_strided_losses_are_those_of_the_documentation(stride, capsys):
    model, context, seq_len = tiny_gpt2(), 16, 50
    ids = torch.randint(0, 19, (seq_len,), generator=torch.Generator().manual_seed(2))

    def prob(token, before):
        with torch.no_grad():
            return float(model(before[None]).logits[0, -1].softmax(dim=0)[token])

    ours, _ = function("a_long_text_in_pieces_is_harder", "strided_losses")(
        ids, context, stride, prob
    )
    total, count, previous = 0.0, 0, 0
    for begin in range(0, seq_len, stride):  # the loop of the documentation
        end = min(begin + context, seq_len)
        piece = ids[None, begin:end]
        labels = piece.clone()
        labels[:, : -(end - previous)] = -100
        with torch.no_grad():
            loss = model(piece, labels=labels).loss
        scored = int((labels[:, 1:] != -100).sum())
        total, count, previous = total + float(loss) * scored, count + scored, end
        if end == seq_len:
            break
    assert len(ours) == count
    np.testing.assert_allclose(sum(ours), total, rtol=1e-4)


@pytest.mark.parametrize("stride", [16, 15, 7, 3])
@pytest.mark.parametrize("seq_len", [50, 32, 17, 16, 5])
def test_strided_perplexity_is_that_of_the_documentation(stride, seq_len, capsys):
    model, context = tiny_gpt2(), 16
    ids = torch.randint(0, 19, (1, seq_len), generator=torch.Generator().manual_seed(2))
    ours = function("a_model_on_a_long_text", "strided_perplexity")
    perplexity = ours(lambda piece: model(piece).logits, ids, context, stride)
    total, count, previous = 0.0, 0, 0
    for begin in range(0, seq_len, stride):  # the loop of the documentation
        end = min(begin + context, seq_len)
        piece = ids[:, begin:end]
        labels = piece.clone()
        labels[:, : -(end - previous)] = -100
        with torch.no_grad():
            loss = model(piece, labels=labels).loss
        scored = int((labels[:, 1:] != -100).sum())
        if scored:
            total, count = total + float(loss) * scored, count + scored
        previous = end
        if end == seq_len:
            break
    np.testing.assert_allclose(perplexity, np.exp(total / count), rtol=1e-5)


@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_loss_and_count_are_those_of_gpt2(kind, capsys):
    model = tiny_gpt2()
    g = torch.Generator().manual_seed(3)
    ids = torch.randint(0, 19, (3, 9), generator=g)
    labels = ids.clone()
    labels[0, :4] = -100
    labels[2, 6:] = -100
    with torch.no_grad():
        out = model(ids, labels=labels)
    ours = function(f"perplexity_from_logits_{kind}", "loss_and_count")
    given = (
        (out.logits, labels)
        if kind == "torch"
        else (out.logits.numpy(), labels.numpy())
    )
    total, count = ours(*given)
    assert int(count) == int((labels[:, 1:] != -100).sum())
    np.testing.assert_allclose(float(total) / int(count), float(out.loss), rtol=1e-5)
