"""Each entry was read by someone who did not write it, and what changed since is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glossary import ROOT
from glossary.content.pages import read_page
from tests.support.pages import SLUGS
from tools import readings
from tools.readings import (
    NotInClone,
    Reading,
    as_of,
    blob_of,
    new_words,
    read_table,
    reasons,
    write_table,
)

TABLE = readings.TABLE
WAITING: dict[str, str] = {}
"""Entries that are still to be read, and why; whoever reads one takes it out."""

LAST = read_table(ROOT / TABLE)
PAGE = read_page(ROOT / "docs/terms/dropout.md", ROOT)


def test_it_was_read_as_it_stands_and_found_good(slug):
    page = read_page(ROOT / f"docs/terms/{slug}.md", ROOT)
    try:
        found = list(reasons(page, LAST.get(slug)))
    except NotInClone as error:
        if readings.has_all_commits():
            raise
        pytest.skip(str(error))
    if slug in WAITING:
        assert found, f"{slug} was read and found good: take it out of WAITING"
    else:
        assert found == []


def test_each_reading_is_of_an_entry():
    assert set(LAST) <= set(SLUGS)
    assert set(WAITING) <= set(SLUGS)


@pytest.fixture(autouse=True)
def _as_read(request, monkeypatch):
    """In all tests but those that ask git, what was read is the page as it is."""
    if "slug" not in request.fixturenames and "git" not in request.fixturenames:
        monkeypatch.setattr(readings, "as_of", lambda page, blob: PAGE)


@pytest.fixture
def git() -> None:
    if not readings.has_all_commits():
        pytest.skip("not a whole clone: git has no older texts")


def good(**other) -> Reading:
    return replace(
        Reading("dropout", "2026-11-27", "0" * 40, 5, 4, 4, 4, "C1 E2"), **other
    )


def test_what_was_read_and_found_good_needs_no_reading():
    assert list(reasons(PAGE, good())) == []


def test_an_entry_that_nobody_has_read_is_told():
    assert list(reasons(PAGE, None)) == ["nobody has read it: see tools/readings.py"]


def with_more(text: str):
    number = next(n for n, line in enumerate(PAGE.lines) if line.startswith("A choir"))
    return replace(PAGE, lines=(*PAGE.lines[:number], text, *PAGE.lines[number:]))


def test_more_than_a_tenth_of_its_words_is_told_and_less_is_not():
    few = with_more("A choir sings, and this is new.")
    assert list(reasons(few, good())) == []
    (why,) = reasons(with_more("This is new. " * 60), good())
    assert "of its words have changed since it was read on 2026-11-27" in why


def test_a_text_of_which_much_is_cut_out_is_to_be_read_again(monkeypatch):
    """Of cuts nothing was told: not even that two thirds of an entry were gone."""
    shorter = replace(PAGE, lines=PAGE.lines[: PAGE.body_at + len(PAGE.lines) // 2])
    (why,) = reasons(shorter, good())
    assert "% of the words that were read on 2026-11-27 are gone" in why
    assert list(reasons(replace(PAGE, lines=PAGE.lines[:-9]), good())) == []


def test_the_new_words_are_shown():
    assert new_words(PAGE, with_more("Zebras whistle.")) == ["Zebras whistle."]
    assert new_words(with_more("Zebras whistle."), PAGE) == []


def test_a_low_score_and_what_is_false_and_left_are_told():
    found = list(reasons(PAGE, good(useful=3, left="A1 B2 C1")))
    assert found == [
        "its last reader found it useful to 3 of 5",
        "findings of its last reader are left: A1",
        "findings of its last reader are left: B2",
    ]


def test_code_headings_and_tables_are_not_its_words():
    lines = ("# Another head", "| a | table |", "```python", "print(1)", "```")
    more = replace(PAGE, lines=(*PAGE.lines, *lines))
    assert new_words(PAGE, more) == []


def test_the_table_comes_back_as_it_was_written(tmp_path):
    path = tmp_path / "readings.csv"
    write_table(path, {"dropout": good()})
    assert read_table(path) == {"dropout": good()}


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("entry,date", "entry,day", ":1: the head is not entry,date"),
        (",5,4,4,4,", ",5,4,4,", ":2: 7 values in place of 8"),
        (",5,4,4,4,", ",5,4,4,6,", ":2: a score is not 1 to 5: 5, 4, 4, 6"),
        ("C1 E2", "C1, E2", ":2: 9 values in place of 8"),
        ("C1 E2", "some", ":2: findings left are not like `C1 E2`: some"),
    ],
)
def test_a_line_that_is_wrong_is_told_with_its_number(tmp_path, before, after, message):
    path = tmp_path / "readings.csv"
    write_table(path, {"dropout": good()})
    path.write_text(path.read_text().replace(before, after))
    with pytest.raises(ValueError, match=f"{TABLE}{message}"):
        read_table(path)


def test_an_entry_has_one_line(tmp_path):
    path = tmp_path / "readings.csv"
    write_table(path, {"dropout": good()})
    path.write_text(path.read_text() + path.read_text().split("\n")[1] + "\n")
    with pytest.raises(ValueError, match=":3: dropout has a line already"):
        read_table(path)


def command(monkeypatch, tmp_path, *arguments: str) -> str | None:
    monkeypatch.setattr(readings, "TABLE", str(tmp_path / "readings.csv"))
    monkeypatch.setattr("sys.argv", ["readings", *arguments])
    return readings.main()


def test_a_reading_is_noted_and_what_came_after_is_shown(
    git, monkeypatch, tmp_path, capsys
):
    write_table(tmp_path / "readings.csv", {})
    assert "dropout: nobody has read it" in command(monkeypatch, tmp_path)
    noted = ("dropout", "--scores", "5", "4", "4", "4", "--left", "E2")
    assert command(monkeypatch, tmp_path, *noted) is None
    reading = read_table(tmp_path / "readings.csv")["dropout"]
    assert (reading.complete, reading.left) == (4, "E2")
    assert as_of(PAGE, reading.blob).prose
    monkeypatch.setattr(
        readings, "as_of", lambda page, blob: with_more("Zebras whistle.")
    )
    assert command(monkeypatch, tmp_path, "dropout") is None
    monkeypatch.setattr(
        readings, "as_of", lambda page, blob: replace(page, lines=("A",))
    )
    assert command(monkeypatch, tmp_path, "dropout") is None
    assert "A choir rehearses" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("dropuot",), "there is no entry 'dropuot' in docs/terms"),
        (
            ("dropout", "--scores", *"5444", "--left", "some"),
            "are not like `C1 E2`: some",
        ),
        (
            ("dropout", "--scores", *"5444", "--commit", "nowhere"),
            "is not in commit nowhere",
        ),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(
    monkeypatch, tmp_path, arguments, message
):
    write_table(tmp_path / "readings.csv", {})
    assert message in command(monkeypatch, tmp_path, *arguments)
    assert read_table(tmp_path / "readings.csv") == {}


def test_an_older_text_begins_where_its_own_head_ends(git):
    older = as_of(PAGE, blob_of(PAGE, "HEAD"))
    longer = replace(PAGE, head=f"{PAGE.head}\none: more\nand: another")
    assert as_of(longer, blob_of(PAGE, "HEAD")).body == older.body


def test_a_text_that_is_not_in_the_clone_is_told(git):
    with pytest.raises(NotInClone, match="git fetch --unshallow"):
        as_of(PAGE, "0" * 40)
