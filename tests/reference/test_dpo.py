"""The page's loss of DPO, as TRL's trainer computes it on a small model."""

from __future__ import annotations

import contextlib
import io
import math
import runpy

import pytest
import torch
from small_trl import SETTINGS, moved, small_model, tokenizer

from glossary import ROOT

PAIRS = [  # answers of other lengths than each other's, prompts of other lengths
    {"prompt": "who wrote emma", "chosen": " jane austen", "rejected": " no idea who"},
    {"prompt": "who", "chosen": " you and i wrote emma", "rejected": " no"},
    {"prompt": "emma wrote", "chosen": " who", "rejected": " jane and emma wrote"},
]
pytestmark = pytest.mark.filterwarnings("ignore")  # of dill, datasets, TRL
RELATIVE = 1e-5  # float32 on both sides; nothing but the order of sums differs


@pytest.fixture(scope="module")
def page():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(ROOT / "snippets/dpo/dpo_to_copy.py"))


@pytest.fixture
def trainer(tmp_path):
    """A function of further settings (`DPOConfig`): TRL's trainer of a model that has moved."""
    import datasets
    import trl

    def make(by: float = 0.3, **settings):
        reference = small_model()
        return trl.DPOTrainer(
            moved(reference, by),
            ref_model=reference,
            args=trl.DPOConfig(output_dir=str(tmp_path), **SETTINGS, **settings),
            train_dataset=datasets.Dataset.from_list(PAIRS),
            processing_class=tokenizer(),
        )

    return make


def both(trainer):
    """Loss and gradient of TRL's trainer on its own batch, the batch, and what it logs."""
    batch = next(iter(trainer.get_train_dataloader()))
    trainer.model.zero_grad()
    loss = trainer.compute_loss(trainer.model, dict(batch))
    loss.backward()
    gradient = [p.grad.clone() for p in trainer.model.parameters()]
    logged = {k: v[-1] for k, v in trainer._metrics["train"].items()}
    return loss, gradient, batch, logged


def ours(page, trainer, batch, beta):
    """The page's loss of the same models on the same batch, and its implicit rewards."""
    labels = batch["input_ids"].masked_fill(batch["completion_mask"] == 0, -100)
    inputs = {k: batch[k] for k in ("input_ids", "attention_mask")}
    policy = page["log_probs"](trainer.model(**inputs).logits, labels).chunk(2)
    with torch.no_grad():
        old = page["log_probs"](trainer.ref_model(**inputs).logits, labels).chunk(2)
    return policy, page["dpo"](policy, old, beta)


@pytest.mark.parametrize("beta", [0.1, 0.7])
def test_the_page_computes_what_trl_computes(page, trainer, beta):
    """Loss, gradient at every weight, rewards and log-probabilities, to 1e-5."""
    theirs = trainer(beta=beta)
    loss, gradient, batch, logged = both(theirs)
    sides = batch["completion_mask"].sum(dim=1).chunk(2)
    assert (sides[0] != sides[1]).all()  # answers of unequal lengths
    policy, (value, chosen, rejected) = ours(page, theirs, batch, beta)
    assert value.item() == pytest.approx(loss.item(), rel=RELATIVE)
    assert abs(value.item() - math.log(2)) > 0.01  # the model has moved
    theirs.model.zero_grad()
    value.backward()
    for p, expected in zip(theirs.model.parameters(), gradient, strict=True):
        torch.testing.assert_close(p.grad, expected, rtol=1e-4, atol=1e-6)
    for name, reward, answers in (
        ("chosen", chosen, policy[0]),
        ("rejected", rejected, policy[1]),
    ):
        assert reward.mean().item() == pytest.approx(logged[f"rewards/{name}"], 1e-4)
        assert answers.mean().item() == pytest.approx(logged[f"logps/{name}"], 1e-4)
    margin = (chosen - rejected).mean().item()
    assert margin == pytest.approx(logged["rewards/margins"], rel=1e-4)
    assert (chosen > rejected).float().mean() == logged["rewards/accuracies"]


def test_it_begins_at_the_logarithm_of_2(trainer):
    loss, gradient, _, _ = both(trainer(by=0.0))
    assert loss.item() == pytest.approx(math.log(2), rel=1e-6)
    assert max(g.abs().max() for g in gradient) > 1e-4


def test_sigmoid_and_sft_add_the_log_likelihood_of_the_chosen(page, trainer):
    """The remedy on the page: `loss_type` and `loss_weights` of TRL."""
    theirs = trainer(loss_type=["sigmoid", "sft"], loss_weights=[1.0, 0.2])
    loss, _, batch, _ = both(theirs)
    policy, (value, _, _) = ours(page, theirs, batch, 0.1)
    tokens = batch["completion_mask"].chunk(2)[0].sum()
    expected = value - 0.2 * policy[0].sum() / tokens
    assert expected.item() == pytest.approx(loss.item(), rel=RELATIVE)


def test_an_adapter_needs_no_second_model(page, tmp_path):
    """Without `ref_model` an adapter's reference is the model with the adapter off."""
    import datasets
    import peft
    import trl

    trainer = trl.DPOTrainer(
        small_model(),
        args=trl.DPOConfig(output_dir=str(tmp_path), **SETTINGS),
        train_dataset=datasets.Dataset.from_list(PAIRS),
        processing_class=tokenizer(),
        peft_config=peft.LoraConfig(r=2, fan_in_fan_out=True, init_lora_weights=False),
    )
    assert trainer.ref_model is None
    batch = next(iter(trainer.get_train_dataloader()))
    loss = trainer.compute_loss(trainer.model, dict(batch))
    labels = batch["input_ids"].masked_fill(batch["completion_mask"] == 0, -100)
    inputs = {k: batch[k] for k in ("input_ids", "attention_mask")}
    policy = page["log_probs"](trainer.model(**inputs).logits, labels).chunk(2)
    with trainer.model.disable_adapter():
        old = page["log_probs"](trainer.model(**inputs).logits, labels).chunk(2)
    value, _, _ = page["dpo"](policy, old, 0.1)
    assert value.item() == pytest.approx(loss.item(), rel=RELATIVE)
    assert abs(value.item() - math.log(2)) > 1e-4
