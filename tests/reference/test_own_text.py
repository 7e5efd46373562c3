"""The reader's own text on the pages, against the tokenizers library."""

import json
import random
import unicodedata

import pytest

from glossary.site.tokens import gpt2
from tests.support.hard_texts import (
    EXPECTED,
    TEXTS,
    by_library,
    corpus,
    encoded,
    in_node,
    long_text,
    merges_of_gpt2,
    merges_of_the_site,
    stored,
)

ORDERS = {"gpt2": list(gpt2.byte_characters()), "plain": list(range(256))}


def merges_of(order):
    return merges_of_gpt2() if order == "gpt2" else merges_of_the_site()


@pytest.mark.parametrize("order", ORDERS)
def test_the_same_ids_on_hard_texts_and_random_ones(order):
    merges = merges_of(order)
    texts = {
        **corpus(),
        **{f"random {seed}": long_text(2000, seed) for seed in range(1, 30)},
    }
    draw = random.Random(1)
    texts["joined"] = " ".join(draw.sample(list(TEXTS.values()), len(TEXTS)))
    tokenizer = by_library(merges, ORDERS[order])
    ours = encoded(merges, order, list(texts.values()))
    for (name, text), ids in zip(texts.items(), ours, strict=True):
        assert ids == tokenizer.encode(text).ids, name


def test_the_stored_ids_are_those_of_the_library():
    tokenizer = by_library(merges_of_gpt2(), ORDERS["gpt2"])
    ids = {name: stored(tokenizer.encode(text).ids) for name, text in corpus().items()}
    assert json.loads(EXPECTED.read_text("utf-8")) == ids


def test_with_these_merges_the_library_is_gpt2():
    """Names of tokens and their IDs, as GPT-2's encoder.json has them (radford2019gpt2code)."""
    vocab = by_library(merges_of_gpt2(), ORDERS["gpt2"]).get_vocab()
    assert len(vocab) == 50_256
    known = {
        "!": 0,
        "Ġ": 220,
        "Ċ": 198,
        "Ġthe": 262,
        "the": 1169,
        "ĠSolidGoldMagikarp": 43453,
    }
    assert {name: vocab[name] for name in known} == known


def test_every_character_splits_a_text_as_in_the_library():
    """Those that this Python knows; of long runs of one kind a few. A browser with a newer Unicode
    than the library has more letters, none of which this Python knows."""
    from tokenizers import pre_tokenizers

    splitter = pre_tokenizers.ByteLevel(add_prefix_space=False)
    known = [
        chr(i)
        for i in range(0x110000)
        if unicodedata.category(chr(i)) not in ("Cn", "Cs")
    ]
    some = [c for c in known if ord(c) % 37 == 0 or not is_one_of_many(c)]
    assert len(some) > 30_000
    texts = [f"a{c}1{c}!{c}{c} {c}b {c}" for c in some]
    ours = in_node(texts, "given.map((text) => of.split(text))")
    for c, text, parts in zip(some, texts, ours, strict=True):
        theirs = [text[a:b] for _, (a, b) in splitter.pre_tokenize_str(text)]
        assert parts == theirs, hex(ord(c))


def is_one_of_many(character):
    name = unicodedata.name(character, "private")
    return name.startswith(
        ("CJK UNIFIED", "HANGUL SYLLABLE", "private", "TANGUT", "EGYPTIAN")
    )
