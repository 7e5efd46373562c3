"""The tokenizer page's functions to copy, on inputs that the page does not show."""

import runpy

import pytest

from glossary import ROOT

SCRIPTS = ROOT / "snippets/tokenizer"


@pytest.fixture(scope="module")
def stream():
    return runpy.run_path(str(SCRIPTS / "half_a_character_is_no_text.py"))["stream"]


@pytest.mark.parametrize("text", ["", "a", "café", "🙂", "你好 🙂!", "\r\n\t"])
def test_a_stream_shows_the_text_however_its_bytes_are_split(stream, text):
    data = text.encode()
    for size in range(1, len(data) + 2):
        tokens = [data[i : i + size] for i in range(0, len(data), size)]
        assert "".join(stream(tokens)) == text


@pytest.mark.parametrize(
    "tokens",
    [[], [b""], [b"\xff"], [b"ab\xff"], [b"\xe4\xbd"], [b"\xc3", b"(", b"\xc3"]],
)
def test_a_stream_survives_bytes_that_are_no_text(stream, tokens):
    shown = "".join(stream(tokens))
    assert shown == b"".join(tokens).decode("utf-8", errors="replace")


@pytest.mark.parametrize(
    "text", ["", " ", "a", "  a  ", "_x_ ½²", "DON'T", "\u2003\n\n "]
)
def test_splitting_loses_nothing(text):
    split = runpy.run_path(str(SCRIPTS / "pre_tokenizing_loses_nothing.py"))["split"]
    assert "".join(split(text)) == text


@pytest.mark.parametrize("text", ["", "the", "cat", "thecat cat", "aaa"])
def test_decoding_gives_the_text(text):
    script = runpy.run_path(str(SCRIPTS / "what_was_generated_is_kept_as_token_ids.py"))
    assert script["decode"](script["encode"](text)) == text


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("texts", [[], [[]], [[5]], [[1, 2, 3], []], [[0, 0], [7]]])
def test_padding_keeps_every_token_behind_the_mask(texts, side):
    pad = runpy.run_path(str(SCRIPTS / "a_batch_is_padded.py"))["pad"]
    input_ids, attention_mask = pad(texts, pad_id=0, side=side)
    assert len({len(ids) for ids in input_ids}) <= 1
    for ids, row, mask in zip(texts, input_ids, attention_mask, strict=True):
        assert [i for i, real in zip(row, mask, strict=True) if real] == ids
        assert mask == sorted(mask, reverse=side == "right")
