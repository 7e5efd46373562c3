"""Align a real language model by hand: rewards from lab 1's adapter, DPO and GRPO, and a study.

    python -m labs.alignment            go on with docs/labs/alignment.csv, from where it stopped
    python -m labs.alignment --seed 0   only the rows of one seed

The notebook docs/labs/align-a-real-llm.ipynb shows these functions word for word, as it does those
of labs/sentiment.py. Every finished row of the study is written at once. A run of GRPO has a row at
each number of steps in CHECKED; one that is broken off between them begins again.
"""

import argparse
import csv
import datetime
import json
import math
import time
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from torch import nn
from torch.nn import functional as F

from labs.sentiment import (
    LoRALinear,
    add_lora,
    as_batch,
    load_model,
    load_reviews,
    predict,
    remove_lora,
    split,
    train,
    without_near_duplicates,
)

BEGINNINGS = (
    *("The film", "This movie", "The acting", "The story"),
    *("The director", "The plot", "The ending", "The cast"),
)
WRITES = "Movie review: {}"
JUDGES = "Movie review: {}\nThe sentiment of this review is"
GROUP, LONGEST = 8, 12  # answers to one prompt; tokens of an answer at most


# The model in three parts: policy, reference, reward model


@contextmanager
def wearing(model, adapter):
    """Compute with another adapter in the LoRA layers or, for None, with the base alone."""
    layers = [layer for layer in model.modules() if isinstance(layer, LoRALinear)]
    own = [(layer.A, layer.B, layer.scale) for layer in layers]
    for i, layer in enumerate(layers):
        if adapter is None:
            layer.scale = 0.0
        else:
            layer.A, layer.B = adapter[2 * i : 2 * i + 2]
    try:
        yield
    finally:
        for layer, kept in zip(layers, own, strict=True):
            layer.A, layer.B, layer.scale = kept


def rewards_of(model, adapter, tokenizer, texts):
    """Log-odds of " positive" over " negative", (n,), by the reward adapter."""
    prompts = [tokenizer.encode(JUDGES.format(text)) for text in texts]
    answers = [tokenizer.encode(word)[0] for word in (" negative", " positive")]
    with wearing(model, adapter):
        logits = predict(model, prompts, answers)
    return logits[:, 1] - logits[:, 0]


# Answers, and how probable they are


@torch.no_grad()
def sample(model, prompts, longest, end, generator):
    """An answer to each prompt, as tokens: at most `longest`, the last may be `end`."""
    ids, mask = as_batch(prompts)
    cache, tokens = None, []
    for _ in range(longest):
        out = model(
            input_ids=ids,
            attention_mask=mask,
            past_key_values=cache,
            use_cache=True,
            logits_to_keep=1,
        )
        cache = out.past_key_values
        # 64-bit sums: another order of adding up seldom draws another token.
        cdf = out.logits[:, -1].double().cpu().softmax(-1).cumsum(-1)
        u = torch.rand(len(ids), 1, generator=generator, dtype=torch.float64)
        ids = torch.searchsorted(cdf, u).clamp(max=cdf.shape[1] - 1).to(mask.device)
        mask = torch.cat([mask, torch.ones_like(ids)], dim=1)
        tokens.append(ids)
    drawn = torch.cat(tokens, dim=1).tolist()
    return [row[: row.index(end) + 1] if end in row else row for row in drawn]


def log_probs(model, prompts, answers):
    """Log-probability of each answer's tokens and their mask, (batch, longest) both."""
    longest = max(map(len, answers))
    whole = [p + a for p, a in zip(prompts, answers, strict=True)]
    ids, attended = as_batch(whole)  # padded on the left: the answers stand at the end
    out = model(
        input_ids=ids,
        attention_mask=attended,
        logits_to_keep=longest + 1,
        use_cache=False,
    )
    logits = out.logits[:, -longest - 1 : -1]  # each position's are of the next token
    picked = logits.log_softmax(-1).gather(2, ids[:, -longest:, None])[..., 0]
    lengths = torch.tensor([len(answer) for answer in answers], device=ids.device)
    mask = torch.arange(longest, 0, -1, device=ids.device) <= lengths[:, None]
    return picked * mask, mask.float()


def texts_of(tokenizer, beginnings, answers):
    """What was written, with its beginning."""
    return [
        beginning + tokenizer.decode(answer, skip_special_tokens=True)
        for beginning, answer in zip(beginnings, answers, strict=True)
    ]


# DPO


def dpo_loss(policy, reference, beta):
    """Mean loss of pairs; both (batch, 2): log-probability of chosen and rejected."""
    chosen, rejected = (beta * (policy - reference)).unbind(1)
    return -F.logsigmoid(chosen - rejected).mean()


def sample_pairs(model, adapter, tokenizer, rounds, generator):
    """Pairs (prompt, chosen, rejected) of answers of the reference.

    In each round each beginning gets a group of answers. In each group the best is paired with the
    worst, the next with the last but one.
    """
    pairs, end = [], tokenizer.eos_token_id
    beginnings = [text for text in BEGINNINGS for _ in range(GROUP)]
    prompts = [tokenizer.encode(WRITES.format(text)) for text in beginnings]
    for _ in range(rounds):
        with wearing(model, None):
            answers = sample(model, prompts, LONGEST, end, generator)
        texts = texts_of(tokenizer, beginnings, answers)
        rewards = rewards_of(model, adapter, tokenizer, texts)
        for i in range(0, len(answers), GROUP):
            order = (i + rewards[i : i + GROUP].argsort()).tolist()
            half = zip(order[: GROUP // 2], order[::-1], strict=False)
            pairs += [(prompts[i], answers[best], answers[low]) for low, best in half]
    return pairs


def dpo(model, optimizer, pairs, beta, steps, size, generator):
    """Train on pairs, `size` a step, in random order; return the loss of each step."""
    losses = []
    while len(losses) < steps:
        for chosen in torch.randperm(len(pairs), generator=generator).split(size):
            some = [pairs[i] for i in chosen]
            prompts = [prompt for prompt, *both in some for _ in both]
            answers = [answer for _, *both in some for answer in both]
            with torch.no_grad(), wearing(model, None):
                reference = log_probs(model, prompts, answers)[0].sum(1).view(-1, 2)
            policy = log_probs(model, prompts, answers)[0].sum(1).view(-1, 2)
            loss = dpo_loss(policy, reference, beta)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            losses.append(loss.item())
            if len(losses) == steps:
                break
    return losses


# GRPO


def advantages_of(rewards, group):
    """Each reward less its group's mean, over its standard deviation, (batch,)."""
    r = rewards.view(-1, group)
    return ((r - r.mean(1, keepdim=True)) / (r.std(1, keepdim=True) + 1e-4)).flatten()


def grpo_loss(new, old, reference, advantages, mask, beta, epsilon=0.2):
    """Mean loss of the batch's tokens; `reference` may be None where beta is 0.

    new, old, reference, mask: (batch, longest), log-probabilities now, when the answers were
    sampled, and of the reference; advantages: (batch,).
    """
    ratio, A = torch.exp(new - old), advantages[:, None]
    loss = -torch.min(ratio * A, ratio.clamp(1 - epsilon, 1 + epsilon) * A)
    if beta:
        away = reference - new
        loss = loss + beta * ratio * (torch.exp(away) - away - 1)
    return (loss * mask).sum() / mask.sum()


def grpo(model, optimizer, adapter, tokenizer, beta, steps, size, generator):
    """Sample `size` groups a step, reward them, train; return each step's mean reward."""
    means, end = [], tokenizer.eos_token_id
    for _ in range(steps):
        drawn = torch.randperm(len(BEGINNINGS), generator=generator)[:size].tolist()
        beginnings = [BEGINNINGS[i] for i in drawn for _ in range(GROUP)]
        prompts = [tokenizer.encode(WRITES.format(text)) for text in beginnings]
        answers = sample(model, prompts, LONGEST, end, generator)
        texts = texts_of(tokenizer, beginnings, answers)
        rewards = rewards_of(model, adapter, tokenizer, texts)
        reference = None
        if beta:
            with torch.no_grad(), wearing(model, None):
                reference, _ = log_probs(model, prompts, answers)
        new, mask = log_probs(model, prompts, answers)
        # Each group is used once, so the weights are still those that sampled it.
        advantages = advantages_of(rewards, GROUP).to(new.device)
        loss = grpo_loss(new, new.detach(), reference, advantages, mask, beta)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        means.append(rewards.mean().item())
    return means


# What became of it


def second_judge(reviews):
    """Words, pairs of words, and logistic regression: no policy is trained against it."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    judge = make_pipeline(words, LogisticRegression(C=10.0, max_iter=5000))
    return judge.fit([text for text, _ in reviews], [label for _, label in reviews])


def distinct(answers, n=2):
    """Different runs of n tokens over all runs of n tokens, of all answers together."""
    runs = [tuple(a[i : i + n]) for a in answers for i in range(len(a) - n + 1)]
    return len(set(runs)) / len(runs)


@torch.no_grad()
def look_at(model, adapter, tokenizer, judge, each, seed):
    """Figures of `each` new answers to each beginning, and the texts."""
    generator, end = torch.Generator().manual_seed(seed), tokenizer.eos_token_id
    beginnings = [text for text in BEGINNINGS for _ in range(each)]
    prompts = [tokenizer.encode(WRITES.format(text)) for text in beginnings]
    answers = sample(model, prompts, LONGEST, end, generator)
    texts = texts_of(tokenizer, beginnings, answers)
    rewards = rewards_of(model, adapter, tokenizer, texts)
    policy, mask = log_probs(model, prompts, answers)
    with wearing(model, None):
        reference, _ = log_probs(model, prompts, answers)
    return {
        "reward": rewards.mean().item(),
        "good": (rewards > 0).double().mean().item(),
        "second": judge.predict(texts).mean().item(),
        "kl": (policy - reference).sum(1).mean().item(),
        "perplexity": math.exp(-reference.sum().item() / mask.sum().item()),
        "distinct": distinct(answers),
    }, texts


# The reward adapter and the study

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs/labs/alignment.csv"
KEPT = ROOT / ".cache/labs/reward.safetensors"
RANK, ALPHA, LR = 8, 16, 1e-3
SIZE, STEPS, CHECKED = 2, 12, (12, 36)
REVIEWS, EACH = 256, 8
METHODS = (("base", 0.0), ("dpo", 0.1), ("grpo", 0.3), ("grpo", 0.0))
COLUMNS = (
    *("method", "beta", "seed", "steps", "answers", "reward", "good", "second", "kl"),
    *("perplexity", "distinct", "seconds", "date", "made_with", "threads", "texts"),
)


def reward_adapter(model, tokenizer, reviews, keep=None):
    """Train lab 1's adapter once through some reviews; leave its layers in the model."""
    parameters = add_lora(model, RANK, ALPHA, seed=0)
    if keep and keep.exists():
        found = load_file(keep)
        return [nn.Parameter(found[str(i)], False) for i in range(len(parameters))]
    prompts = [tokenizer.encode(JUDGES.format(text)) for text, _ in reviews]
    words = [tokenizer.encode(word)[0] for word in (" negative", " positive")]
    labels = [label for _, label in reviews]
    train(model, parameters, prompts, labels, words, 3e-4, len(reviews) // 8, seed=0)
    if keep:
        keep.parent.mkdir(parents=True, exist_ok=True)
        save_file({str(i): p.detach() for i, p in enumerate(parameters)}, keep)
    return [nn.Parameter(p.detach(), requires_grad=False) for p in parameters]


def new_policy(model, seed):
    """A new adapter in the model's layers, and what trains it."""
    remove_lora(model)
    parameters = add_lora(model, RANK, ALPHA, seed)
    return torch.optim.AdamW(parameters, lr=LR, weight_decay=0.0)


def read_rows(path=TABLE):
    """Finished rows of the study as dicts of text; a line that was broken off is left out."""
    if not path.exists():
        return []
    whole = path.read_text("utf-8")
    return list(csv.DictReader(whole[: whole.rfind("\n") + 1].splitlines()))


def append_row(row, path=TABLE):
    """Add a finished row; what a broken-off line left is cut away first."""
    kept = path.read_bytes() if path.exists() else ",".join(COLUMNS).encode() + b"\n"
    path.write_bytes(kept[: kept.rfind(b"\n") + 1])
    with path.open("a", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerow(row[name] for name in COLUMNS)


def make_rows(only=None):
    """Make the rows that are missing."""
    torch.set_num_threads(1)  # with more, sums come out in another order
    reviews, _ = without_near_duplicates(load_reviews())
    _, _, rest = split(reviews, seed=0)
    tokenizer, model = load_model()
    adapter = reward_adapter(model, tokenizer, rest[:REVIEWS], KEPT)
    judge = second_judge(rest[REVIEWS:])
    for seed in (0, 1, 2) if only is None else (only,):
        for method, beta in METHODS:
            run(model, tokenizer, adapter, judge, method, beta, seed)


def run(model, tokenizer, adapter, judge, method, beta, seed):
    """One training with a row at each of its checkpoints."""
    done = {(r["method"], float(r["beta"]), int(r["seed"])): r for r in read_rows()}
    checked = {"base": (0,), "dpo": (STEPS,), "grpo": CHECKED}[method]
    last = done.get((method, beta, seed), {"steps": -1})
    if int(last["steps"]) >= checked[-1]:
        return
    generator, start = torch.Generator().manual_seed(seed), time.perf_counter()
    optimizer, before = new_policy(model, seed), 0
    for steps in checked:
        if method == "dpo":  # as many answers as GRPO sees in as many steps
            rounds = SIZE * steps // len(BEGINNINGS)
            pairs = sample_pairs(model, adapter, tokenizer, rounds, generator)
            dpo(model, optimizer, pairs, beta, steps, SIZE * GROUP // 2, generator)
        elif method == "grpo":
            fixed = (model, optimizer, adapter, tokenizer, beta)
            grpo(*fixed, steps - before, SIZE, generator)
        before, seconds = steps, time.perf_counter() - start
        if int(last["steps"]) >= steps:
            continue
        figures, texts = look_at(model, adapter, tokenizer, judge, EACH, 1000 + seed)
        row = {name: f"{value:.4f}" for name, value in figures.items()}
        row |= {"method": method, "beta": beta, "seed": seed, "steps": steps}
        row |= {"answers": SIZE * GROUP * steps, "seconds": f"{seconds:.0f}"}
        row |= {"date": datetime.date.today().isoformat()}
        row |= {
            "made_with": f"torch {version('torch')}, transformers {version('transformers')}"
        }
        row |= {"threads": torch.get_num_threads(), "texts": json.dumps(texts[::EACH])}
        append_row(row)
        print({name: row[name] for name in COLUMNS[:12]}, *texts[::EACH], sep="\n  ")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int)
    make_rows(parser.parse_args().seed)


if __name__ == "__main__":
    main()
