"""Several machines that share lab 1's study: their parts, joined, are what one would make."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from labs.plan import TOLERANCE, Part, go_on, merge, plan
from labs.table import Row, append, read_table

ONLY = ("zero-shot", "tf-idf", "lora")


def run(row: Row) -> Row:
    """A row as if it had been made: the accuracy depends on nothing but what the row is."""
    row.accuracy = zlib.crc32(repr(row.key).encode()) % 10_000 / 10_000
    return row


def lines(table: Path) -> list[str]:
    """A table's rows in order of their text."""
    return sorted(table.read_text("utf-8").splitlines())


def machine(folder: Path, name: str, whole: Path | None) -> Path:
    """The table on another machine, as copied there."""
    table = folder / name / "study.csv"
    table.parent.mkdir(exist_ok=True)
    if whole:
        table.write_bytes(whole.read_bytes())
    return table


def collect(tables: list[Path], into: Path) -> None:
    """Copy the parts' tables beside the whole one."""
    for table in tables:
        for part in table.parent.glob("study.part-*.csv"):
            (into.parent / part.name).write_bytes(part.read_bytes())


@pytest.mark.parametrize("parts", [2, 3])
def test_parts_joined_are_what_one_machine_makes(tmp_path, capsys, parts):
    alone = tmp_path / "alone.csv"
    go_on(run, ONLY, whole=alone)
    whole = machine(tmp_path, "home", None)
    made: list[list[Row]] = []
    for _ in range(2):  # first the choices and what rests on none, then the others
        base = whole if whole.exists() else None
        tables = [machine(tmp_path, f"machine {i}", base) for i in range(parts)]
        before = {row.key for row in read_table(whole)}
        for i, table in enumerate(tables):
            part = Part(i + 1, parts)
            go_on(run, ONLY, part, whole=table)
            new = [r for r in read_table(part.table(table)) if r.key not in before]
            made.append(new)
        collect(tables, whole)
        merge(whole)
    keys = [row.key for rows in made for row in rows]
    assert len(keys) == len(set(keys))  # nothing was made twice
    assert not [row for rows in made for row in rows if row.kind == "time"]
    shares = [len(rows) for rows in made]
    assert max(shares[:parts]) - min(shares[:parts]) <= 1
    assert max(shares[parts:]) - min(shares[parts:]) <= 1
    go_on(run, ONLY, times=True, whole=whole)
    assert lines(whole) == lines(alone)
    said = capsys.readouterr().out
    assert "rows can be made now: start the parts again" in said
    assert "python -m labs.study merge" in said


def test_joining_twice_changes_nothing(tmp_path):
    whole = tmp_path / "study.csv"
    for number in (1, 2):
        go_on(run, ("zero-shot",), Part(number, 2), whole=whole)
    merge(whole)
    once = whole.read_bytes()
    rows = [row.key for row in read_table(whole)]
    assert rows == [row.key for row in plan(("zero-shot",), {})]
    merge(whole)
    assert whole.read_bytes() == once


def test_a_part_goes_on_where_it_stopped(tmp_path):
    whole, part, calls = tmp_path / "study.csv", Part(1, 2), []

    def once(row: Row) -> Row:
        if len(calls) == 2:
            raise KeyboardInterrupt
        calls.append(row.key)
        return run(row)

    with pytest.raises(KeyboardInterrupt):
        go_on(once, ("zero-shot",), part, whole=whole)
    go_on(lambda row: calls.append(row.key) or run(row), ONLY[:1], part, whole=whole)
    assert calls == [row.key for row in part.share(plan(("zero-shot",), {}))]


def test_what_rests_on_choices_waits_for_the_next_round(tmp_path):
    """Else the rows that another part counts as its own would change while both run."""
    whole = tmp_path / "study.csv"
    go_on(run, ("tf-idf",), Part(1, 1), whole=whole)
    assert {row.kind for row in read_table(Part(1, 1).table(whole))} == {"choose"}


def test_two_machines_that_disagree_are_told_and_nothing_is_joined(tmp_path):
    whole = tmp_path / "study.csv"
    append(run(plan(("zero-shot",), {})[0]), whole)
    before = whole.read_bytes()
    row = run(plan(("zero-shot",), {})[1])
    append(row, Part(1, 2).table(whole))
    row.accuracy += TOLERANCE - 0.001  # as machines may differ
    append(row, Part(2, 2).table(whole))
    row.accuracy += 0.01
    append(row, Part(3, 3).table(whole))
    with pytest.raises(ValueError, match=r"in study\.part-1-of-2\.csv, .*part-3-of-3"):
        merge(whole)
    assert whole.read_bytes() == before


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "1/0", "a/b", "1/2/3", "-1/2", ""])
def test_a_text_that_names_no_part_is_refused(text):
    with pytest.raises(ValueError, match="is no part: write 1/2"):
        Part.read(text)
