"""What transformers' Trainer and DistributedDataParallel make of unequal micro-batches."""

from __future__ import annotations

import contextlib
import io
import runpy

import pytest
import torch
import transformers
from small_trl import SETTINGS, tokenizer
from small_trl import small_model as small_gpt2
from torch import nn
from torch.nn import functional as F
from two_accumulating import SHARES, micro_batch, one_process, tiny

from glossary import ROOT

pytestmark = pytest.mark.filterwarnings("ignore")  # of transformers, on a CPU
CLOSE = {"rtol": 1e-5, "atol": 1e-7}  # float32: only the order of sums differs
TEXTS = [[3, 4, 5, 6, 7, 8, 9, 10], [11, 4], [3, 5, 6], [12, 4, 9, 7, 3]]
SPLITS = [(1, 4), (2, 2), (3, 2)]  # (texts in a micro-batch, micro-batches)


def small_model():
    """A Llama of two layers: the same weights in each call, in float32."""
    transformers.set_seed(0)
    return transformers.LlamaForCausalLM(
        transformers.LlamaConfig(
            hidden_size=16,
            intermediate_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            vocab_size=13,
        )
    )


def accumulate():
    """The function to copy."""
    path = ROOT / "snippets/gradient-accumulation/accumulate_gradients_by_tokens.py"
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(path))["accumulate"]


def padded(rows):
    length = max(len(row["input_ids"]) for row in rows)
    batch = {"input_ids": [], "labels": []}
    for row in rows:
        gap = length - len(row["input_ids"])
        batch["input_ids"].append(row["input_ids"] + gap * [2])
        batch["labels"].append(row["input_ids"] + gap * [-100])
    return {name: torch.tensor(values) for name, values in batch.items()}


ROWS = [{"input_ids": ids} for ids in TEXTS]


class Means(nn.Module):
    """A model that takes no `num_items_in_batch`: its loss is a mean."""

    def __init__(self):
        super().__init__()
        self.inner = small_model()

    def forward(self, input_ids, labels=None):
        return {"loss": self.inner(input_ids, labels=labels).loss}


class NoShuffle(transformers.Trainer):
    def _get_train_sampler(self, *args, **settings):
        return torch.utils.data.SequentialSampler(self.train_dataset)


def trained(tmp_path, model, size, steps, **settings):
    """Gradient before the first step, and the loss that is logged."""
    seen = {}

    class Look(transformers.TrainerCallback):
        def on_pre_optimizer_step(self, args, state, control, model, **kwargs):
            seen["grad"] = [p.grad.clone() for p in model.parameters()]

        def on_log(self, args, state, control, logs, **kwargs):
            seen.setdefault("loss", logs.get("loss"))

    NoShuffle(
        model,
        transformers.TrainingArguments(
            output_dir=str(tmp_path),
            per_device_train_batch_size=size,
            gradient_accumulation_steps=steps,
            max_steps=1,
            max_grad_norm=0.0,
            logging_steps=1,
            save_strategy="no",
            remove_unused_columns=False,
            **SETTINGS,
        ),
        data_collator=padded,
        callbacks=[Look()],
        **{"train_dataset": ROWS, **settings},
    ).train()
    return seen["grad"], seen["loss"]


def large():
    """Gradient and loss of all texts in one batch."""
    model = small_model()
    loss = model(**padded(ROWS)).loss
    loss.backward()
    return [p.grad for p in model.parameters()], loss.item()


def close(ours, theirs):
    for one, other in zip(ours, theirs, strict=True):
        torch.testing.assert_close(one, other, **CLOSE)


def apart(ours, theirs):
    pairs = zip(ours, theirs, strict=True)
    return max((one - other).abs().max().item() for one, other in pairs)


@pytest.mark.parametrize(("size", "steps"), SPLITS)
def test_trainer_accumulates_as_one_large_batch(tmp_path, size, steps):
    gradient, loss = trained(tmp_path, small_model(), size, steps)
    wanted, wanted_loss = large()
    close(gradient, wanted)
    assert loss == pytest.approx(wanted_loss, rel=1e-5)


@pytest.mark.parametrize(("size", "steps"), SPLITS)
def test_the_page_accumulates_as_trainer(tmp_path, size, steps):
    gradient, _ = trained(tmp_path, small_model(), size, steps)
    model, parts = small_model(), []
    for start in range(0, len(ROWS), size):
        batch = padded(ROWS[start : start + size])
        labels = F.pad(batch["labels"][:, 1:], (0, 1), value=-100)  # shifted
        parts.append((batch["input_ids"], labels))
    accumulate()(lambda ids: model(ids).logits, parts)
    close([p.grad for p in model.parameters()], gradient)


def test_trainer_averages_the_means_of_a_model_that_takes_no_count(tmp_path):
    gradient, loss = trained(tmp_path, Means(), 1, 4)
    model = small_model()
    losses = [model(**padded([row])).loss for row in ROWS]
    (sum(losses) / len(losses)).backward()
    close([p.grad for p in model.parameters()], gradient)
    assert loss == pytest.approx(sum(losses).item() / len(losses), rel=1e-5)
    assert apart(gradient, large()[0]) > 1e-3


def that_says_no():
    """A model whose `forward` takes the count, and whose attribute says that it does not."""
    model = small_model()
    model.accepts_loss_kwargs = False
    return model


def mean_of_means():
    model = small_model()
    losses = [model(**padded([row])).loss for row in ROWS]
    (sum(losses) / len(losses)).backward()
    return [p.grad for p in model.parameters()]


def test_trainer_averages_the_means_of_a_model_that_says_it_takes_no_count(tmp_path):
    gradient, _ = trained(tmp_path, that_says_no(), 1, 4)
    close(gradient, mean_of_means())
    assert apart(gradient, large()[0]) > 1e-3


@pytest.mark.parametrize("says_no", [False, True])
def test_trls_trainer_goes_by_the_same_attribute(tmp_path, says_no):
    import datasets
    import trl

    class NoShuffleOfTrl(trl.SFTTrainer):
        def _get_train_sampler(self, *args, **settings):
            return torch.utils.data.SequentialSampler(self.train_dataset)

    gradient = []

    class Look(transformers.TrainerCallback):
        def on_pre_optimizer_step(self, args, state, control, model, **kwargs):
            gradient.extend(p.grad.clone() for p in model.parameters())

    NoShuffleOfTrl(
        that_says_no() if says_no else small_model(),
        args=trl.SFTConfig(
            output_dir=str(tmp_path),
            per_device_train_batch_size=1,
            gradient_accumulation_steps=4,
            max_steps=1,
            max_grad_norm=0.0,
            save_strategy="no",
            gradient_checkpointing=False,
            **SETTINGS,
        ),
        train_dataset=datasets.Dataset.from_list(ROWS),
        processing_class=tokenizer(),
        callbacks=[Look()],
    ).train()
    close(gradient, mean_of_means() if says_no else large()[0])


@pytest.mark.parametrize(
    ("name", "takes_it"),
    [
        ("LlamaForCausalLM", True),
        ("Gemma4ForConditionalGeneration", False),
        ("Qwen2_5_VLForConditionalGeneration", False),
        ("Qwen3VLForConditionalGeneration", False),
        ("Qwen3_5ForConditionalGeneration", False),
    ],
)
def test_which_models_take_the_count(name, takes_it):
    assert getattr(getattr(transformers, name), "accepts_loss_kwargs", True) is takes_it


def test_gemma_4_is_loaded_as_the_class_that_takes_no_count():
    mapping = transformers.AutoModelForCausalLM._model_mapping
    chosen = mapping[transformers.Gemma4Config]
    assert chosen is transformers.Gemma4ForConditionalGeneration


@pytest.mark.parametrize("model", [small_model, that_says_no])
def test_a_loss_function_of_ones_own_is_given_the_count(tmp_path, model):
    counts = []

    def of_my_own(outputs, labels, num_items_in_batch):
        counts.append(int(num_items_in_batch))
        logits = outputs.logits[:, :-1].flatten(0, 1)
        return (
            F.cross_entropy(logits, labels[:, 1:].flatten(), reduction="sum")
            / num_items_in_batch
        )

    gradient, _ = trained(tmp_path, model(), 1, 4, compute_loss_func=of_my_own)
    assert counts == 4 * [sum(len(ids) - 1 for ids in TEXTS)]
    close(gradient, large()[0])


def test_trainer_counts_a_token_too_many_in_each_row_of_gpt2(tmp_path):
    """Its class is not called ...ForCausalLM: the gradient is right but for a factor."""
    gradient, loss = trained(tmp_path, small_gpt2(), 1, 4)
    model = small_gpt2()
    wanted = model(**padded(ROWS)).loss
    wanted.backward()
    scored = sum(len(ids) - 1 for ids in TEXTS)
    factor = scored / (scored + len(TEXTS))
    close(gradient, [factor * p.grad for p in model.parameters()])
    assert loss == pytest.approx(factor * wanted.item(), rel=1e-5)


def test_two_processes_accumulate_as_one_large_batch(tmp_path):
    """The loss times the number of processes, divided by the tokens of all of them."""
    out = tmp_path / "grad"
    both = torch.multiprocessing.spawn(
        one_process, (tmp_path / "file", out), nprocs=2, join=False
    )
    both.join(timeout=240)  # until one ends
    if not both.join(timeout=60):
        for process in both.processes:
            process.kill()
        pytest.fail("one of the two processes did not end")
    model = tiny()
    parts = [micro_batch(*share) for shares in SHARES for share in shares]
    logits = torch.cat([model(ids).flatten(0, 1) for ids, _ in parts])
    labels = torch.cat([labels.flatten() for _, labels in parts])
    F.cross_entropy(logits, labels).backward()
    wanted = [p.grad for p in model.parameters()]
    for rank in range(2):
        close(torch.load(f"{out}.{rank}", weights_only=True), wanted)


def test_t5_is_taken_to_use_the_count_and_adds_up_its_means(tmp_path):
    """Its `forward` has **kwargs, which its loss never sees."""
    rows = [
        {"input_ids": ids} for ids in [[3, 4, 5], [6, 7, 8], [9, 10, 11], [12, 4, 3]]
    ]

    def loss(size, steps):
        transformers.set_seed(0)
        config = transformers.T5Config(
            vocab_size=13,
            d_model=16,
            d_kv=8,
            d_ff=16,
            num_layers=1,
            num_heads=2,
            dropout_rate=0.0,
            decoder_start_token_id=0,
        )
        model = transformers.T5ForConditionalGeneration(config)
        return trained(tmp_path, model, size, steps, train_dataset=rows)

    (whole, one), (parts, two) = loss(4, 1), loss(2, 2)
    assert two == pytest.approx(2 * one, rel=1e-3)
    torch.testing.assert_close(
        parts, [2 * grad for grad in whole], rtol=1e-4, atol=1e-6
    )
