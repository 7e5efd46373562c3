"""The tokenizer page against the libraries that it names."""

import runpy

import pytest

from glossary import ROOT
from labs import sentiment

SCRIPT = ROOT / "snippets/tokenizer/pre_tokenizing_loses_nothing.py"
TEXTS = [
    "I don't, DON'T! we'll you're they've I'm he'd it's",
    "Pay $1,250.75 by 2026-01-31 (or 3/4 of it).",
    "if x_1 == 'a':\n\n    return  {y: 2}\t# done   ",
    "naïve café cafe\u0301 Привет, как дела? 你好，世界 नमस्ते",
    "🙂👍🏽 ok\u00a0then \u2003wide\r\nlines  \n",
    "a__b _c 'sun ''t 're\u2019t",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_split_is_that_of_the_library(text):
    from tokenizers.pre_tokenizers import ByteLevel

    split = runpy.run_path(str(SCRIPT))["split"]
    cut = ByteLevel(add_prefix_space=False).pre_tokenize_str(text)
    assert split(text) == [text[start:end] for _, (start, end) in cut]


def test_fractions_are_letters_for_python_and_numbers_for_the_library():
    """The difference that the page names."""
    from tokenizers.pre_tokenizers import ByteLevel

    split = runpy.run_path(str(SCRIPT))["split"]
    cut = ByteLevel(add_prefix_space=False).pre_tokenize_str("a½")
    assert len(split("a½")) == 1
    assert len(cut) == 2


@pytest.fixture(scope="module")
def tokenizer():
    """SmolLM2's tokenizer and chat template, from its file on this machine."""
    from transformers import AutoTokenizer

    file = sentiment.file_of(*sentiment.MODEL)
    return AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)


def test_a_chat_template_writes_the_messages_into_one_text(tokenizer):
    messages = [{"role": "user", "content": "How many legs has a spider?"}]
    parts = {"add_generation_prompt": True, "tokenize": False}
    text = tokenizer.apply_chat_template(messages, **parts)
    assert "<|im_start|>user\nHow many legs has a spider?<|im_end|>" in text
    assert text.endswith("<|im_start|>assistant\n")
    ids = tokenizer.apply_chat_template(messages, add_generation_prompt=True)[
        "input_ids"
    ]
    assert ids == tokenizer(text, add_special_tokens=False)["input_ids"]


@pytest.mark.parametrize("text", ["", "café 🙂!", "你好, привет"])
def test_the_librarys_stream_shows_the_text(tokenizer, text):
    from tokenizers.decoders import DecodeStream

    stream = DecodeStream(skip_special_tokens=True)
    steps = [
        stream.step(tokenizer.backend_tokenizer, i) for i in tokenizer.encode(text)
    ]
    assert "".join(step or "" for step in steps) == text


@pytest.mark.parametrize("side", ["left", "right"])
def test_padding_by_hand_is_that_of_the_call(tokenizer, side):
    pad = runpy.run_path(str(SCRIPT.with_name("a_batch_is_padded.py")))["pad"]
    texts = ["How many legs has a spider?", "Eight", ""]
    batch = tokenizer(
        texts, padding=True, truncation=True, max_length=512, padding_side=side
    )
    alone = [tokenizer(text)["input_ids"] for text in texts]
    ours = pad(alone, tokenizer.pad_token_id, side)
    assert ours == (batch["input_ids"], batch["attention_mask"])


def test_a_space_in_front_is_lost_where_tokens_are_decoded_alone():
    """Llama 2's tokenizer, with a vocabulary of its two tokens."""
    from transformers import LlamaTokenizer

    vocab = {"<unk>": 0, "<s>": 1, "</s>": 2, "▁": 3, "a": 4, "b": 5, "▁a": 6, "▁b": 7}
    llama = LlamaTokenizer(vocab=vocab, merges=[("▁", "a"), ("▁", "b")])
    ids = llama("a b", add_special_tokens=False)["input_ids"]
    assert ids == [6, 7]
    assert llama.decode(ids) == "a b"
    assert "".join(llama.decode([i]) for i in ids) == "ab"


def test_qwens_normalizer_changes_a_text():
    from transformers import Qwen2Tokenizer

    assert (
        Qwen2Tokenizer().backend_tokenizer.normalizer.normalize_str("cafe\u0301")
        == "café"
    )


@pytest.mark.parametrize("name", ["gpt2", "llama"])
def test_padding_on_the_left_in_training_needs_positions_and_one_label_less(name):
    import torch
    import transformers

    torch.manual_seed(0)
    if name == "gpt2":
        config = transformers.GPT2Config(
            vocab_size=50, n_positions=32, n_embd=16, n_layer=2, n_head=2,
            initializer_range=0.5, bos_token_id=1, eos_token_id=2,
        )  # fmt: skip
        model = transformers.GPT2LMHeadModel(config).eval()
    else:
        config = transformers.LlamaConfig(
            vocab_size=50, hidden_size=16, intermediate_size=32, num_hidden_layers=2,
            num_attention_heads=2, initializer_range=0.5,
        )  # fmt: skip
        model = transformers.LlamaForCausalLM(config).eval()
    ids = torch.randint(3, 50, (1, 9))
    padding = torch.zeros(1, 4, dtype=torch.long)

    def loss(ids, mask, left_out, **arguments):
        labels = torch.where(mask == 1, ids, -100)
        labels[:, left_out] = -100
        with torch.no_grad():
            out = model(input_ids=ids, attention_mask=mask, labels=labels, **arguments)
        return float(out.loss)

    alone = loss(ids, torch.ones_like(ids), [])
    mask = torch.cat([padding, torch.ones_like(ids)], dim=1)
    on_right = loss(torch.cat([ids, padding], dim=1), mask.flip(1), [])
    assert on_right == pytest.approx(alone, rel=1e-5)
    on_left, first = torch.cat([padding, ids], dim=1), [padding.shape[1]]
    positions = (mask.cumsum(dim=1) - 1).clamp(min=0)
    assert loss(on_left, mask, first, position_ids=positions) == pytest.approx(
        alone, rel=1e-5
    )
    assert abs(loss(on_left, mask, [], position_ids=positions) - alone) > 0.01
    without = loss(on_left, mask, first)
    assert (abs(without - alone) > 0.01) == (name == "gpt2")
