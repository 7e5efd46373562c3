"""The page's chat template against transformers' own."""

import pytest
import tokenizers
import transformers

from glossary import ROOT
from tests.support.shown import defined_in

SCRIPT = ROOT / "snippets/base-model/a_chat_is_one_text.py"
CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' "
    "+ message['content'] + '<|im_end|>' + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
"""The form called ChatML, in the templating language that tokenizers carry."""


@pytest.fixture(scope="module")
def as_text():
    return defined_in(SCRIPT)["as_text"]


@pytest.fixture(scope="module")
def tokenizer():
    words = tokenizers.models.WordLevel({"[UNK]": 0}, unk_token="[UNK]")
    made = transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizers.Tokenizer(words), unk_token="[UNK]"
    )
    made.chat_template = CHATML
    return made


CHAT = [
    {"role": "system", "content": "Answer in one word."},
    {"role": "user", "content": "Who wrote Emma?"},
    {"role": "assistant", "content": "Austen"},
    {"role": "user", "content": "And Ulysses?\n(in one line)"},
]


@pytest.mark.parametrize("turns", [1, 2, 3, 4])
@pytest.mark.parametrize("answer_next", [False, True])
def test_the_text_is_the_one_of_the_library(as_text, tokenizer, turns, answer_next):
    theirs = tokenizer.apply_chat_template(
        CHAT[:turns], tokenize=False, add_generation_prompt=answer_next
    )
    assert as_text(CHAT[:turns], answer_next=answer_next) == theirs


def test_without_tokenize_false_it_returns_ids(tokenizer):
    ids = tokenizer.apply_chat_template(CHAT[:2], add_generation_prompt=True)
    assert set(ids) == {"input_ids", "attention_mask"}
