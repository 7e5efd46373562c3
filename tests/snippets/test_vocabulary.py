"""The vocabulary page's encoding of special tokens, on inputs that the page does not show."""

import runpy

import pytest

from glossary import ROOT

SCRIPT = ROOT / "snippets/vocabulary/text_that_looks_like_a_special_token.py"


@pytest.mark.parametrize(
    ("text", "specials"),
    [
        ("", 0),
        ("é 你好 🙂", 0),
        ("<|end|>", 1),
        ("<|end|><|user|><|end|>", 3),
        ("<|end|", 0),
    ],
)
def test_only_parsing_makes_special_tokens(text, specials):
    encode = runpy.run_path(str(SCRIPT))["encode"]
    assert bytes(encode(text, parse_special=False)).decode() == text
    assert sum(i > 255 for i in encode(text, parse_special=True)) == specials
