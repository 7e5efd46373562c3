"""GPT-2's first cut as the page shows it, against the tokenizers library."""

import runpy

import pytest

from glossary import ROOT

TEXTS = [
    "I don't, DON'T! we'll you're they've I'm he'd it's",
    "Pay $1,250.75 by 2026-01-31 (or 3/4 of it).",
    "if x_1 == 'a':\n\n    return  {y: 2}\t# done   ",
    "naïve café cafe\u0301 Привет, как дела? 你好，世界 नमस्ते",
    "🙂👍🏽 ok\u00a0then \u2003wide\r\nlines  \n",
    "a__b _c 'sun ''t 're\u2019t",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_first_cut_is_that_of_the_library(text):
    from tokenizers.pre_tokenizers import ByteLevel

    split = runpy.run_path(str(ROOT / "snippets/tokenizer/cutting_loses_nothing.py"))[
        "split"
    ]
    cut = ByteLevel(add_prefix_space=False).pre_tokenize_str(text)
    assert split(text) == [text[start:end] for _, (start, end) in cut]


def test_fractions_are_letters_for_python_and_numbers_for_the_library():
    """The difference that the page names."""
    from tokenizers.pre_tokenizers import ByteLevel

    split = runpy.run_path(str(ROOT / "snippets/tokenizer/cutting_loses_nothing.py"))[
        "split"
    ]
    cut = ByteLevel(add_prefix_space=False).pre_tokenize_str("a½")
    assert len(split("a½")) == 1
    assert len(cut) == 2
