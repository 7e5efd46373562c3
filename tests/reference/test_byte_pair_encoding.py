"""Training and encoding as the page shows them, against the tokenizers library."""

import random
import runpy

import pytest

from glossary import ROOT

FOLDER = ROOT / "snippets/byte-pair-encoding"
BETWEEN = "\u2060"  # no byte of a text looks like it

TEXTS = {
    "the page's": {"low": 5, "lower": 2, "newest": 6, "widest": 3},
    "runs of one letter": {"aaaa": 3, "aaaaa": 1, "baaab": 2, "aab": 2},
    "ties everywhere": {"dcba": 1, "abcd": 1, "bcda": 1, "cdab": 1},
    "not English": {"żółty": 2, "żółw": 3, "你好": 2, "你们": 1, "🙂🙃": 2},
}


def by_library(counts, n_merges):
    """The library on letters that stand for bytes: its order of ties is then that of the bytes."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.CharDelimiterSplit(BETWEEN)
    trainer = trainers.BpeTrainer(
        vocab_size=256 + n_merges,
        initial_alphabet=[chr(b) for b in range(256)],
        show_progress=False,
    )
    words = [as_letters(word) for word, n in counts.items() for _ in range(n)]
    tokenizer.train_from_iterator([BETWEEN.join(words)], trainer)
    return tokenizer


def as_letters(word):
    return word.encode("utf-8").decode("latin-1")


def pieces_of(merges):
    """The bytes of each token, as letters."""
    pieces = {b: chr(b) for b in range(256)}
    for (a, b), new in merges.items():
        pieces[new] = pieces[a] + pieces[b]
    return pieces


def random_counts(seed):
    draw = random.Random(seed)
    return {
        "".join(draw.choices("abcé", k=draw.randint(1, 8))): draw.randint(1, 5)
        for _ in range(30)
    }


@pytest.mark.parametrize(
    "counts", [*TEXTS.values(), *map(random_counts, range(5))], ids=str
)
def test_the_same_merges_and_the_same_tokens(counts):
    train = runpy.run_path(
        str(FOLDER / "training_joins_the_most_frequent_neighbors.py")
    )["train"]
    encode = runpy.run_path(str(FOLDER / "more_merges_fewer_tokens.py"))["encode"]
    longest = sum(len(word.encode()) for word in counts)
    tokenizer = by_library(counts, min(12, longest))
    n_merges = tokenizer.get_vocab_size() - 256  # it stops where no pair is left
    assert n_merges > 2
    merges, words = train(counts, n_merges)
    pieces = pieces_of(merges)
    assert tokenizer.get_vocab() == {piece: i for i, piece in pieces.items()}
    for word, ids in words.items():
        assert ids == tokenizer.encode(as_letters(word)).ids
    for word in [*counts, "".join(counts), "".join(reversed("".join(counts)))]:
        assert encode(word, merges) == tokenizer.encode(as_letters(word)).ids


def test_in_byte_level_training_the_library_breaks_ties_otherwise():
    """The difference that the page names: the space is a character after all letters."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    counts = {" the": 2, " cat": 2, "cat": 2}
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=260,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    words = [word for word, n in counts.items() for _ in range(n)]
    tokenizer.train_from_iterator(words, trainer)
    merges, _ = runpy.run_path(
        str(FOLDER / "training_joins_the_most_frequent_neighbors.py")
    )["train"](counts, 4)
    assert list(pieces_of(merges).values())[256:] == ["at", "cat", " t", " cat"]
    theirs = [tokenizer.id_to_token(i) for i in range(256, 260)]
    assert theirs == ["at", "cat", "he", "the"]


def test_replaying_by_hand_is_the_library_too():
    from tokenizers import models

    shown = runpy.run_path(str(FOLDER / "encoding_replays_the_merges_in_order.py"))
    pieces = [*sorted(set("there")), *map("".join, shown["merges"])]
    model = models.BPE({piece: i for i, piece in enumerate(pieces)}, shown["merges"])
    draw = random.Random(0)
    for _ in range(200):
        word = "".join(draw.choices("ther", k=draw.randint(1, 10)))
        assert shown["encode"](word) == [token.value for token in model.tokenize(word)]


def test_the_characters_for_bytes_are_those_of_the_library():
    from tokenizers.pre_tokenizers import ByteLevel

    script = runpy.run_path(str(FOLDER / "gpt2_shows_each_byte_as_a_character.py"))
    ours = script["byte_characters"]()
    assert sorted(ours) == list(range(256))
    assert set(ours.values()) == set(ByteLevel.alphabet())
    pre = ByteLevel(add_prefix_space=False, use_regex=False)
    for text in ("café\n", "你好 🙂", "\u00ad \x00\x7f"):
        [(shown, _)] = pre.pre_tokenize_str(text)
        assert shown == "".join(ours[b] for b in text.encode())
        assert script["decode"]([shown]) == text


@pytest.mark.parametrize(
    ("ignore_merges", "tokens"), [(False, ["ab", "c"]), (True, ["abc"])]
)
def test_a_token_that_no_merge_reaches_is_found_by_looking_it_up_first(
    ignore_merges, tokens
):
    from tokenizers import Tokenizer, models

    vocab = {"a": 0, "b": 1, "c": 2, "ab": 3, "abc": 4}
    model = models.BPE(vocab=vocab, merges=[("a", "b")], ignore_merges=ignore_merges)
    assert Tokenizer(model).encode("abc").tokens == tokens
