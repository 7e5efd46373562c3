"""The functions to copy of Byte-pair encoding, on inputs that the page does not show."""

import runpy

import pytest

from glossary import ROOT

FOLDER = ROOT / "snippets/byte-pair-encoding"


def functions_of(claim):
    return runpy.run_path(str(FOLDER / f"{claim}.py"))


@pytest.mark.parametrize(
    ("counts", "n_merges", "learned"),
    [
        ({}, 5, 0),
        ({"a": 3}, 5, 0),
        ({"low": 5, "lower": 2}, 8, 4),
        ({"aaaa": 1}, 9, 2),
        ({"é": 1}, 9, 1),
    ],
)
def test_training_stops_when_no_pair_is_left(counts, n_merges, learned):
    train = functions_of("training_joins_the_most_frequent_neighbors")["train"]
    merges, words = train(counts, n_merges)
    assert len(merges) == learned
    assert words.keys() == counts.keys()
    assert list(merges.values()) == list(range(256, 256 + learned))


@pytest.mark.parametrize("word", ["", "t", "e", "thethe", "zzz", "rererere"])
def test_encoding_loses_nothing(word):
    script = functions_of("encoding_replays_the_merges_in_order")
    assert "".join(script["encode"](word)) == word
    assert "".join(script["longest_match"](word)) == word


@pytest.mark.parametrize("tokens", [[], [""], ["Ġ"], ["Ã", "©"], ["Ã"], ["Â", "Ċ"]])
def test_gpt2s_tokens_are_decoded(tokens):
    script = functions_of("gpt2_shows_each_byte_as_a_character")
    data = bytes(script["byte_of"][c] for token in tokens for c in token)
    assert script["decode"](tokens) == data.decode("utf-8", errors="replace")
