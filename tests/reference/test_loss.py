"""Our cross-entropy against a model of the transformers library, which shifts the labels."""

import pytest
import torch
from transformers import GPT2Config, GPT2LMHeadModel

from glossary import ROOT
from tests.support.shown import defined_in

SCRIPT = ROOT / "snippets/loss/cross_entropy_by_hand_equals_the_librarys.py"


def ours():
    """The function that the page shows."""
    return defined_in(SCRIPT)["cross_entropy"]


@pytest.mark.parametrize("ignored", [0, 1, 9])
def test_a_causal_model_shifts_its_labels_and_leaves_out_the_ignored(ignored):
    generator = torch.Generator().manual_seed(0)
    config = GPT2Config(
        vocab_size=23,
        n_positions=16,
        n_embd=12,
        n_layer=2,
        n_head=3,
        bos_token_id=0,
        eos_token_id=0,
    )
    model = GPT2LMHeadModel(config).double().eval()
    for parameter in model.parameters():
        parameter.data.normal_(generator=generator)
    ids = torch.randint(23, (3, 11), generator=generator)
    labels = ids.clone()
    labels[1, 11 - ignored :] = -100
    with torch.no_grad():
        answer = model(input_ids=ids, labels=labels)
    # The library computes the loss in float32.
    shifted = ours()(answer.logits[:, :-1], labels[:, 1:]).item()
    assert shifted == pytest.approx(answer.loss.item(), rel=1e-6)
    unshifted = ours()(answer.logits, labels).item()
    assert unshifted != pytest.approx(answer.loss.item(), rel=1e-5)
