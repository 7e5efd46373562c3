"""What TRL's trainer scores, and how transformers keeps packed chats apart."""

from __future__ import annotations

import contextlib
import io
import runpy

import pytest
import torch
import transformers
from small_trl import SETTINGS, configuration, small_model, tokenizer

from glossary import ROOT

pytestmark = pytest.mark.filterwarnings("ignore")  # of dill, datasets, TRL
CHATS = [
    {"prompt": "who wrote emma", "completion": " jane austen"},
    {"prompt": "who", "completion": " no idea"},
    {"prompt": "jane austen wrote", "completion": " emma and you"},
]
RELATIVE = 1e-5  # float32 on both sides; nothing but the order of sums differs


def page(name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(ROOT / f"snippets/instruction-tuning/{name}.py"))


@pytest.fixture
def trainer(tmp_path):
    """A function of further settings (`SFTConfig`): TRL's trainer of a small model."""
    import datasets
    import trl

    def make(words=None, **settings):
        made = trl.SFTTrainer(
            small_model(),
            args=trl.SFTConfig(output_dir=str(tmp_path), **SETTINGS, **settings),
            train_dataset=datasets.Dataset.from_list(CHATS),
            processing_class=words or tokenizer(),
        )
        made.current_gradient_accumulation_steps = 1  # `train()` sets it
        return made

    return make


def first_batch(trainer):
    return next(iter(trainer.get_train_dataloader()))


@pytest.mark.parametrize("only", [None, True, False])
def test_the_page_computes_what_trl_computes(trainer, only):
    """Loss to 1e-5 over tokens of all chats, and gradient; answers only by default."""
    theirs = trainer(completion_only_loss=only)
    batch, model = first_batch(theirs), theirs.model
    expected = theirs.compute_loss(model, dict(batch))
    model.zero_grad()
    expected.backward()
    gradient = [p.grad.clone() for p in model.parameters()]
    mask = {k: batch[k] for k in ("input_ids", "attention_mask") if k in batch}
    logits, loss = model(**mask).logits, page("only_the_answer_is_scored_torch")["loss"]
    parts = [loss(*row) for row in zip(logits, batch["labels"], strict=True)]
    ours = sum(mean * count for mean, count in parts) / sum(n for _, n in parts)
    assert ours.item() == pytest.approx(expected.item(), rel=RELATIVE)
    model.zero_grad()
    ours.backward()
    for p, other in zip(model.parameters(), gradient, strict=True):
        torch.testing.assert_close(p.grad, other, rtol=1e-4, atol=1e-6)
    scored = sum(int(n) for _, n in parts)
    answers = sum(len(chat["completion"].split()) + 1 for chat in CHATS)  # and the end
    assert (scored == answers) == (only is not False)


def test_it_scores_the_end_also_where_that_is_the_padding(trainer):
    words = tokenizer()
    words.pad_token = words.eos_token
    batch = first_batch(trainer(words))
    assert int((batch["labels"] == words.eos_token_id).sum()) == len(CHATS)


def test_packed_chats_are_marked_by_positions_and_first_tokens_are_not_scored():
    """TRL's collator, as the page says of `packing=True`."""
    from trl.trainer import sft_trainer as sft

    collate = sft.DataCollatorForLanguageModeling(pad_token_id=2, padding_free=True)
    row = {"input_ids": list(range(3, 11)), "seq_lengths": [5, 3]}
    batch = collate([row])
    expected = page("packed_chats_must_not_see_each_other_torch")["restarted"]
    assert batch["position_ids"][0].tolist() == expected.tolist()
    assert batch["labels"][0].tolist() == [-100, 4, 5, 6, 7, -100, 9, 10]


def test_the_mask_is_that_of_transformers():
    from transformers.masking_utils import packed_sequence_mask_function

    here = page("packed_chats_must_not_see_each_other_torch")
    theirs = packed_sequence_mask_function(here["chat"][None])
    for q in range(8):
        for k in range(8):
            expected = bool(theirs(0, 0, q, k)) and k <= q
            assert bool(here["own"][q, k]) == expected


@pytest.mark.parametrize("kind", ["gpt2", "llama"])
def test_a_whole_model_computes_packed_chats_as_if_apart(kind):
    """transformers reads the borders from positions that restart (to 1e-5)."""
    transformers.set_seed(0)
    if kind == "gpt2":
        model = transformers.GPT2LMHeadModel(configuration()).eval()
    else:
        config = transformers.LlamaConfig(
            hidden_size=16,
            intermediate_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            vocab_size=13,
        )
        model = transformers.LlamaForCausalLM(config).eval()
    ids = torch.tensor([[3, 7, 1, 9, 4, 2, 8, 5]])
    positions = page("packed_chats_must_not_see_each_other_torch")["restarted"][None]
    with torch.no_grad():
        alone = model(ids[:, 5:]).logits
        packed = model(ids, position_ids=positions, use_cache=False).logits[:, 5:]
        leaking = model(ids, use_cache=False).logits[:, 5:]
        with_cache = model(ids, position_ids=positions).logits[:, 5:]
    torch.testing.assert_close(packed, alone, rtol=1e-5, atol=1e-5)
    assert (leaking - alone).abs().max() > 1e-3
    assert (with_cache - alone).abs().max() > 1e-3  # the default makes a cache


def test_a_model_scores_only_labels_that_are_not_ignored():
    config = transformers.GPT2Config(
        n_layer=2, n_head=2, n_embd=16, vocab_size=31, n_positions=16
    )
    model = transformers.GPT2LMHeadModel(config).eval()
    ids = torch.tensor([[3, 7, 1, 9, 4, 2]])
    labels = ids.clone()
    labels[:, :4] = -100  # the prompt
    with torch.no_grad():
        answer = model(ids, labels=labels).loss
        whole = model(ids, labels=ids).loss
        logits = model(ids).logits
    ours = torch.nn.functional.cross_entropy(logits[0, 3:5], ids[0, 4:])
    torch.testing.assert_close(answer, ours)
    assert abs(whole - answer) > 1e-4


def test_the_collator_that_hides_padding_by_its_id_hides_the_end():
    """Where both are one token; another padding token leaves the end to be learned."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = {"<unk>": 0, "<end>": 1, "<pad>": 2, "austen": 3, "wrote": 4, "emma": 5}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    chats = ["austen <end>", "austen wrote emma <end>"]
    kept = {}
    for pad in ("<end>", "<pad>"):
        fast = transformers.PreTrainedTokenizerFast(
            tokenizer_object=tokenizer, eos_token="<end>", pad_token=pad
        )
        collate = transformers.DataCollatorForLanguageModeling(fast, mlm=False)
        labels = collate([fast(chat) for chat in chats])["labels"]
        kept[pad] = [int((row == words["<end>"]).sum()) for row in labels]
    assert kept == {"<end>": [0, 0], "<pad>": [1, 1]}


UNMARKED = "{% for m in messages %}{{ m['role'] }} {{ m['content'] }} {% endfor %}"


def test_a_template_without_marks_gives_zeros_by_hand_and_an_error_in_trl(tmp_path):
    """Question of the page: all labels -100 with `assistant_only_loss`."""
    import datasets
    import trl

    words = tokenizer()
    words.chat_template = UNMARKED
    chat = [
        {"role": "user", "content": "who wrote emma"},
        {"role": "assistant", "content": "jane austen"},
    ]
    by_hand = words.apply_chat_template(
        chat, return_dict=True, return_assistant_tokens_mask=True
    )
    assert set(by_hand["assistant_masks"]) == {0}
    args = trl.SFTConfig(output_dir=str(tmp_path), assistant_only_loss=True, **SETTINGS)
    with pytest.raises(
        ValueError, match="The chat template is not training-compatible"
    ):
        trl.SFTTrainer(
            small_model(),
            args=args,
            train_dataset=datasets.Dataset.from_list([{"messages": chat}]),
            processing_class=words,
        )
