"""Lab 5's functions: one step of DPO and of GRPO, as TRL's trainers take it on a small Llama."""

from __future__ import annotations

import copy
import math

import pytest
import torch
import transformers
from small_trl import SETTINGS, tokenizer

from labs import alignment, sentiment

pytestmark = pytest.mark.filterwarnings("ignore")  # of dill, datasets, TRL
PAIRS = [  # answers of other lengths than each other's, prompts of other lengths
    {"prompt": "who wrote emma", "chosen": " jane austen", "rejected": " no idea who"},
    {"prompt": "who", "chosen": " you and i wrote emma", "rejected": " no"},
    {"prompt": "emma wrote", "chosen": " who", "rejected": " jane and emma wrote"},
]
QUESTIONS = ("who wrote emma", "jane austen")
GROUP, LONGEST, LR = 4, 6, 0.5
STEP = {
    "max_steps": 1,
    "learning_rate": LR,
    "optim": "sgd",  # a step is the gradient, not its sign as in Adam's first
    "lr_scheduler_type": "constant",
    "max_grad_norm": 0.0,
    "save_strategy": "no",
    "logging_steps": 1,
    **SETTINGS,
}
CLOSE = {"rtol": 1e-4, "atol": 1e-6}
"""float32 on both sides; TRL pads on the right or the left, this code on the left."""


def base_model():
    """A Llama of two layers, with the same weights in each call."""
    transformers.set_seed(0)
    words = len(tokenizer())
    model = transformers.LlamaForCausalLM(
        transformers.LlamaConfig(
            vocab_size=words,
            hidden_size=16,
            intermediate_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            num_key_value_heads=1,
            max_position_embeddings=32,
            initializer_range=0.3,
            bos_token_id=1,
            eos_token_id=1,
            pad_token_id=2,
        )
    )
    return model.eval()


def policy(seed=1):
    """The same with an adapter that is not zero, and the adapter's numbers."""
    model = base_model()
    parameters = sentiment.add_lora(model, rank=2, alpha=6, seed=seed)
    g = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for p in parameters:
            p += 0.3 * torch.randn(p.shape, generator=g)
    return model, parameters


def apart(parameters, others):
    """The largest difference of two lists of weights."""
    pairs = zip(parameters, others, strict=True)
    return max((p.detach() - o.detach()).abs().max().item() for p, o in pairs)


def test_adapters_are_put_on_and_taken_off():
    model, parameters = policy()
    other = [p.detach() for p in policy(seed=2)[1]]
    ids = torch.tensor([[3, 4, 5, 6]])
    with torch.no_grad():
        own = model(ids).logits
        with alignment.wearing(model, None):
            alone = model(ids).logits
        with alignment.wearing(model, [torch.nn.Parameter(p) for p in other]):
            judged = model(ids).logits
        again = model(ids).logits
        torch.testing.assert_close(alone, base_model()(ids).logits)
        torch.testing.assert_close(judged, policy(seed=2)[0](ids).logits)
    assert torch.equal(own, again)
    assert min((own - alone).abs().max(), (own - judged).abs().max()) > 0.1
    mine = [p for p in model.parameters() if p.requires_grad]
    assert all(a is b for a, b in zip(mine, parameters, strict=True))


def test_log_probs_are_those_of_the_model_alone():
    """Padded in a batch as each by itself."""
    model, _ = policy()
    prompts, answers = [[3, 4, 5], [6, 7], [8]], [[9, 1], [3, 4, 5, 1], [6]]
    found, mask = alignment.log_probs(model, prompts, answers)
    assert mask.sum(dim=1).tolist() == [2, 4, 1]
    for i, (prompt, answer) in enumerate(zip(prompts, answers, strict=True)):
        logits = model(torch.tensor([prompt + answer])).logits.log_softmax(-1)[0]
        at = range(len(prompt) - 1, len(prompt + answer) - 1)
        expected = torch.stack([logits[t, n] for t, n in zip(at, answer, strict=True)])
        torch.testing.assert_close(found[i, -len(answer) :], expected, **CLOSE)


def test_samples_come_from_the_model():
    """Shares of 4,000 first tokens against probabilities; nothing follows an end."""
    model, _ = policy()
    n, g = 4000, torch.Generator().manual_seed(0)
    with torch.no_grad():
        probs = model(torch.tensor([[3, 4, 5]])).logits[0, -1].softmax(-1)
    answers = alignment.sample(model, [[3, 4, 5]] * n, 3, 1, g)
    counts = torch.bincount(torch.tensor([a[0] for a in answers]), minlength=len(probs))
    off = (counts / n - probs) / (probs * (1 - probs) / n).sqrt()
    assert off.abs().max() < 4  # standard errors
    assert all(1 not in answer[:-1] for answer in answers)
    assert {len(answer) for answer in answers} == {1, 2, 3}


def test_a_sampled_batch_with_prompts_of_other_lengths_is_the_same():
    """With its cache and padding, token by token; the log-probabilities agree as well."""
    model, _ = policy()
    g = torch.Generator().manual_seed(0)
    prompts = [[3, 4, 5, 6], [7]]
    answers = alignment.sample(model, prompts, 6, -1, g)
    g = torch.Generator().manual_seed(0)
    texts = copy.deepcopy(prompts)
    for _ in range(6):
        u = torch.rand(2, 1, generator=g, dtype=torch.float64)
        for text, at in zip(texts, u, strict=True):
            with torch.no_grad():
                logits = model(torch.tensor([text])).logits[0, -1].double()
            text.append(torch.searchsorted(logits.softmax(-1).cumsum(-1), at).item())
    assert [t[len(p) :] for t, p in zip(texts, prompts, strict=True)] == answers


@pytest.mark.parametrize("beta", [0.1, 0.7])
def test_a_step_of_dpo_is_that_of_trl(tmp_path, beta):
    import datasets
    import trl

    theirs, trained = policy()
    trainer = trl.DPOTrainer(
        theirs,
        ref_model=base_model(),
        args=trl.DPOConfig(
            output_dir=str(tmp_path), per_device_train_batch_size=3, beta=beta, **STEP
        ),
        train_dataset=datasets.Dataset.from_list(PAIRS),
        processing_class=tokenizer(),
    )
    batch = next(iter(trainer.get_train_dataloader()))
    rows = [
        [
            [t for t, a, c in zip(*row, strict=True) if a and c == side]
            for side in (0, 1)
        ]
        for row in zip(
            batch["input_ids"].tolist(),
            batch["attention_mask"].tolist(),
            batch["completion_mask"].tolist(),
            strict=True,
        )
    ]
    pairs = [(rows[i][0], rows[i][1], rows[i + 3][1]) for i in range(3)]
    assert len({len(answer) for _, *both in pairs for answer in both}) > 2
    trainer.train()
    model, parameters = policy()
    before = [p.detach().clone() for p in parameters]
    g, sgd = torch.Generator().manual_seed(0), torch.optim.SGD(parameters, lr=LR)
    (loss,) = alignment.dpo(model, sgd, pairs, beta, 1, 3, g)
    assert loss == pytest.approx(trainer.state.log_history[0]["loss"], rel=1e-4)
    assert abs(loss - math.log(2)) > 0.01
    assert apart(before, trained) > 0.01  # the step is far larger than the tolerance
    for ours, other in zip(parameters, trained, strict=True):
        torch.testing.assert_close(ours, other, **CLOSE)


@pytest.mark.parametrize("beta", [0.0, 0.3])
def test_a_step_of_grpo_is_that_of_trl(tmp_path, monkeypatch, beta):
    """On what TRL samples and with its rewards; all else is this code's."""
    import datasets
    import trl

    sampled = {}

    def reward(prompts, completions, completion_ids, **_):
        """How many words hold an a, a number that differs within each group."""
        rewards = [
            float(sum("a" in w for w in text.split())) + len(ids) / 10
            for text, ids in zip(completions, completion_ids, strict=True)
        ]
        sampled.update(prompts=prompts, answers=completion_ids, rewards=rewards)
        return rewards

    base_model().save_pretrained(tmp_path / "base")
    theirs, trained = policy()
    theirs.config._name_or_path = str(tmp_path / "base")  # where it takes the reference
    trainer = trl.GRPOTrainer(
        theirs,
        reward_funcs=reward,
        args=trl.GRPOConfig(
            output_dir=str(tmp_path),
            num_generations=GROUP,
            per_device_train_batch_size=GROUP * len(QUESTIONS),
            max_completion_length=LONGEST,
            beta=beta,
            **STEP,
        ),
        train_dataset=datasets.Dataset.from_list([{"prompt": q} for q in QUESTIONS]),
        processing_class=tokenizer(),
    )
    trainer.train()
    assert len({len(answer) for answer in sampled["answers"]}) > 1
    # Groups in the order in which TRL had them.
    monkeypatch.setattr(alignment, "BEGINNINGS", tuple(sampled["prompts"][::GROUP]))
    monkeypatch.setattr(alignment, "WRITES", "{}")
    monkeypatch.setattr(alignment, "GROUP", GROUP)
    answers = [list(answer) for answer in sampled["answers"]]
    monkeypatch.setattr(alignment, "sample", lambda *_: answers)
    rewards = torch.tensor(sampled["rewards"])
    monkeypatch.setattr(alignment, "rewards_of", lambda *_: rewards)
    monkeypatch.setattr(torch, "randperm", lambda n, generator: torch.arange(n))
    model, parameters = policy()
    before = [p.detach().clone() for p in parameters]
    sgd = torch.optim.SGD(parameters, lr=LR)
    (mean,) = alignment.grpo(model, sgd, None, tokenizer(), beta, 1, 2, None)
    assert mean == pytest.approx(sum(sampled["rewards"]) / len(answers), rel=1e-5)
    assert apart(before, trained) > 0.01
    for ours, other in zip(parameters, trained, strict=True):
        torch.testing.assert_close(ours, other, **CLOSE)


def test_pairs_are_of_one_group_the_best_with_the_worst(monkeypatch):
    model, _ = policy()
    monkeypatch.setattr(alignment, "BEGINNINGS", QUESTIONS)
    monkeypatch.setattr(alignment, "WRITES", "{}")
    monkeypatch.setattr(alignment, "rewards_of", lambda *a: torch.tensor(given))
    answers = [[i] for i in range(16)]
    monkeypatch.setattr(alignment, "sample", lambda *_: answers)
    given = [3.0, 1.0, 4.0, 1.5, 9.0, 2.0, 6.0, 5.0, *range(20, 28)]
    pairs = alignment.sample_pairs(model, None, tokenizer(), 1, None)
    kept = [(chosen[0], rejected[0]) for _, chosen, rejected in pairs]
    first = [(4, 1), (6, 3), (7, 5), (2, 0)]
    assert kept == [*first, (15, 8), (14, 9), (13, 10), (12, 11)]
    asked = [tokenizer().encode(QUESTIONS[i]) for i in (0, 1) for _ in range(4)]
    assert [prompt for prompt, *_ in pairs] == asked


def test_distinct_counts_runs_of_all_answers():
    assert alignment.distinct([[1, 2, 3], [1, 2, 4]]) == 3 / 4
    assert alignment.distinct([[7, 7, 7, 7]]) == 1 / 3


def test_each_method_by_hand_is_under_sixty_lines():
    import inspect

    shared = (alignment.sample, alignment.log_probs)
    for own in (
        (alignment.dpo_loss, alignment.sample_pairs, alignment.dpo),
        (alignment.advantages_of, alignment.grpo_loss, alignment.grpo),
    ):
        source = "\n".join(inspect.getsource(f) for f in own).split("\n")
        assert len([line for line in source if line.strip()]) < 60
    assert all(len(inspect.getsource(f).split("\n")) < 30 for f in shared)
