"""The call that the page names for counting tokens, and the counts that it states of that call."""

import pytest

from labs import sentiment


@pytest.fixture(scope="module")
def tokenizer():
    """SmolLM2's tokenizer, from its file on this machine."""
    from transformers import AutoTokenizer

    file = sentiment.file_of(*sentiment.MODEL)
    return AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)


@pytest.mark.parametrize(
    "text", ["", "Hello, how are you?", "नमस्ते, आप कैसे हैं?", "🙂 café"]
)
def test_the_count_is_the_length_of_input_ids(tokenizer, text):
    ids = tokenizer(text)["input_ids"]
    assert len(ids) == len(tokenizer.encode(text))
    assert tokenizer.decode(ids) == text


def test_a_space_makes_another_token(tokenizer):
    with_space, without = tokenizer(" can")["input_ids"], tokenizer("can")["input_ids"]
    assert len(with_space) == len(without) == 1
    assert with_space != without
