"""The page's loss of GRPO, as TRL's trainer computes it on what a small model generates."""

from __future__ import annotations

import contextlib
import io
import runpy

import pytest
import torch
import transformers
from small_trl import SETTINGS, moved, small_model, tokenizer

from glossary import ROOT

pytestmark = pytest.mark.filterwarnings("ignore")  # of dill, datasets, TRL
PROMPTS = [{"prompt": "who wrote emma"}, {"prompt": "jane"}]
GROUP, LONGEST = 4, 6
RELATIVE = 1e-5  # float32 on both sides; nothing but the order of sums differs


def page(name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(ROOT / f"snippets/grpo/{name}.py"))


def some_words(completions, **_):
    """A reward that differs between answers: how many of their words hold an a."""
    return [float(sum("a" in word for word in text.split())) for text in completions]


def nothing(completions, **_):
    return [1.0 for _ in completions]


@pytest.fixture
def trainer(tmp_path):
    """A function of further settings (`GRPOConfig`): TRL's trainer of a small model."""
    import datasets
    import trl

    def make(reward=some_words, start=small_model, **settings):
        args = trl.GRPOConfig(
            output_dir=str(tmp_path),
            num_generations=GROUP,
            per_device_train_batch_size=GROUP * len(PROMPTS),
            max_completion_length=LONGEST,
            **SETTINGS,
            **settings,
        )
        model = moved(start(), by=0.1)
        if settings.get("beta"):  # the trainer loads its reference from where this is
            model.save_pretrained(tmp_path / "start")
            model.config._name_or_path = str(tmp_path / "start")
        made = trl.GRPOTrainer(
            model,
            reward_funcs=reward,
            args=args,
            train_dataset=datasets.Dataset.from_list(PROMPTS),
            processing_class=tokenizer(),
        )
        made.current_gradient_accumulation_steps = 1  # `train()` sets it
        return made

    return make


def generated(trainer):
    """A batch of answers that the trainer samples and scores."""
    return trainer._prepare_inputs(next(iter(trainer.get_train_dataloader())))


def log_probs_of(model, batch):
    """Of the tokens of the answers, (batch, seq_len)."""
    ids = torch.cat([batch["prompt_ids"], batch["completion_ids"]], dim=1)
    mask = torch.cat([batch["prompt_mask"], batch["completion_mask"]], dim=1)
    logits = model(input_ids=ids, attention_mask=mask).logits[:, :-1]
    picked = torch.log_softmax(logits, dim=-1).gather(2, ids[:, 1:, None])[..., 0]
    return picked[:, -batch["completion_ids"].shape[1] :]


def gradient_of(model, loss):
    model.zero_grad()
    loss.backward()
    return [p.grad.clone() for p in model.parameters()]


@pytest.mark.parametrize("kind", ["grpo", "dapo", "dr_grpo"])
@pytest.mark.parametrize("steps", [0, 1])
def test_the_page_computes_what_trl_computes(trainer, kind, steps):
    """Loss to 1e-5 and gradient, on fresh answers and after the weights have moved."""
    theirs = trainer(loss_type=kind, num_iterations=2)  # answers are used twice
    batch, model = generated(theirs), theirs.model
    assert len(set(batch["completion_mask"].sum(dim=1).tolist())) > 1
    if steps:  # some ratios leave the range that is not clipped
        model.load_state_dict(moved(model, by=0.05).state_dict())
    expected = theirs.compute_loss(model, batch)
    expected_gradient = gradient_of(model, expected)
    args = (
        batch["old_per_token_logps"],
        batch["advantages"],
        batch["completion_mask"].float(),
    )
    log_probs = log_probs_of(model, batch)
    loss = page("grpo_to_copy")["grpo"](log_probs, *args, kind, longest=LONGEST)
    if steps:
        ratio = torch.exp(log_probs - args[0])[args[2] == 1]
        assert ((ratio - 1).abs() > 0.2).any()
        assert ((ratio - 1).abs() < 0.2).any()
    assert loss.item() == pytest.approx(expected.item(), rel=RELATIVE, abs=1e-6)
    for ours, other in zip(gradient_of(model, loss), expected_gradient, strict=True):
        torch.testing.assert_close(ours, other, rtol=1e-4, atol=1e-6)


def test_its_advantages_are_those_of_the_page(trainer):
    theirs = trainer(log_unique_prompts=False)
    batch = generated(theirs)
    texts = theirs.processing_class.batch_decode(
        batch["completion_ids"], skip_special_tokens=True
    )
    rewards = torch.tensor(some_words(texts)).double()
    prompts = [tuple(row) for row in batch["prompt_ids"].tolist()]
    advantages = page("a_group_of_equal_rewards_teaches_nothing")["advantages"]
    for prompt in set(prompts):
        rows = [i for i, other in enumerate(prompts) if other == prompt]
        assert len(rows) == GROUP
        expected = advantages(rewards[rows].numpy(), scale=True)
        found = batch["advantages"][rows].double().numpy()
        assert found == pytest.approx(expected, rel=1e-4, abs=1e-6)
    assert batch["advantages"].abs().max() > 0.1


def test_the_loss_is_0_and_the_gradient_is_not(trainer):
    """With `loss_type="grpo"` and fresh answers, as the page says."""
    theirs = trainer(loss_type="grpo")
    batch = generated(theirs)
    loss = theirs.compute_loss(theirs.model, batch)
    assert abs(loss.item()) < 1e-6
    assert max(g.abs().max() for g in gradient_of(theirs.model, loss)) > 1e-3


def test_with_the_default_it_is_not_0_where_lengths_differ(trainer):
    theirs = trainer()
    assert theirs.loss_type == "dapo"
    batch = generated(theirs)
    assert abs(theirs.compute_loss(theirs.model, batch).item()) > 1e-3


def test_equal_rewards_give_a_gradient_of_0(trainer):
    theirs = trainer(reward=nothing)
    batch = generated(theirs)
    assert theirs._metrics["train"]["frac_reward_zero_std"][-1] == 1.0
    loss = theirs.compute_loss(theirs.model, batch)
    assert max(g.abs().max() for g in gradient_of(theirs.model, loss)) == 0


def small_mixture():
    """A Qwen3-MoE of two layers, with its own coefficient of the router's loss."""
    transformers.set_seed(0)
    return transformers.Qwen3MoeForCausalLM(
        transformers.Qwen3MoeConfig(
            vocab_size=len(tokenizer()),
            hidden_size=16,
            intermediate_size=32,
            moe_intermediate_size=16,
            num_hidden_layers=2,
            num_attention_heads=2,
            num_key_value_heads=2,
            head_dim=8,
            num_experts=4,
            num_experts_per_tok=2,
        )
    )


@pytest.mark.parametrize("reward", [some_words, nothing])
@pytest.mark.parametrize(
    ("settings", "added"), [({}, 1), ({"router_aux_loss_coef": 0}, 0)]
)
def test_a_mixture_of_experts_adds_the_loss_of_its_router(
    trainer, reward, settings, added
):
    """By default, so that neither loss nor gradient is 0 where all rewards are equal."""
    theirs = trainer(reward, small_mixture, loss_type="grpo", **settings)
    batch, logged = generated(theirs), theirs._metrics["train"]
    loss = theirs.compute_loss(theirs.model, batch)
    share = theirs.model.config.router_aux_loss_coef * sum(logged["aux_loss"])
    assert (share > 1e-3) == bool(added)
    assert loss.item() == pytest.approx(share, abs=1e-6)
    largest = max(g.abs().max() for g in gradient_of(theirs.model, loss))
    assert (largest > 0) == (bool(added) or reward is some_words)
    equal = logged["frac_reward_zero_std"][-1] == 1.0
    assert equal == (reward is nothing)


def length_of_the_prompt(prompts, completions, **_):
    """A reward that differs between prompts, and never within a group."""
    return [float(len(prompt)) for prompt in prompts]


@pytest.mark.parametrize(("scale", "share"), [("group", 1.0), ("batch", 0.0)])
def test_reward_std_is_that_of_the_batch(trainer, scale, share):
    """So it is no sign of learning, and `frac_reward_zero_std` can mislead as well."""
    theirs = trainer(reward=length_of_the_prompt, scale_rewards=scale)
    batch, logged = generated(theirs), theirs._metrics["train"]
    assert logged["reward_std"][-1] > 1
    assert logged["frac_reward_zero_std"][-1] == share
    loss = theirs.compute_loss(theirs.model, batch)
    assert max(g.abs().max() for g in gradient_of(theirs.model, loss)) == 0


def test_the_default_has_not_all_changes_of_dapo(trainer):
    theirs = trainer()
    assert theirs.epsilon_high == theirs.epsilon_low
    assert theirs.args.vllm_importance_sampling_correction  # where vLLM generates


def test_the_kl_that_is_logged_is_the_estimate_of_the_page(trainer):
    """p0/p - log(p0/p) - 1 at each token, which is never negative."""
    theirs = trainer(beta=0.1)
    batch, model = generated(theirs), theirs.model
    reference = batch["ref_per_token_logps"]
    model.load_state_dict(moved(model, by=0.05).state_dict())
    theirs.compute_loss(model, batch)
    log_ratio = reference - log_probs_of(model, batch)
    kept = batch["completion_mask"] == 1
    assert (log_ratio[kept] > 0).any()
    assert (log_ratio[kept] < 0).any()
    estimate = (torch.exp(log_ratio) - log_ratio - 1)[kept]
    assert estimate.min() >= -1e-6
    logged = theirs._metrics["train"]["kl"][-1]
    assert logged == pytest.approx(estimate.mean().item(), rel=1e-4)


def test_no_reference_is_loaded_without_a_kl_term(trainer):
    assert trainer().beta == 0.0
    assert trainer().ref_model is None
