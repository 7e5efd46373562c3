"""The last reading of each entry by someone who did not write it: tests/readings.csv.

    python -m tools.readings                                      what is to be read, and why
    python -m tools.readings lora                                 what has come since
    python -m tools.readings lora --scores 4 5 4 4 --left C1 E2   note a reading of today
    python -m tools.readings lora --scores 4 5 4 4 --commit 9f2e  of the text of that commit

A reading is one by someone new, with the entry, its scripts and pictures and nothing else. It gives
four scores from 1 to 5 (the text is true, clear, useful, complete) and findings: A false,
B misleading, C code, D teaching, E missing. `left` counts those worth mending that were not
mended: `C1 E2`.

The file names the text that was read by its blob in git, so that what has changed since can be told
without a second copy of it: commit a text before its reading is noted.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import difflib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from glossary import ROOT
from glossary.content.content import load
from glossary.content.entries import prose_of
from glossary.content.pages import Page, split_head
from glossary.content.problems import ProblemsFound

TABLE = "tests/readings.csv"
SCORES = ("true", "clear", "useful", "complete")
LEAST = 4
"""No score is below it when an entry is done."""
MOST_NEW = 0.1
"""Of an entry's words, before it is to be read again."""
MOST_GONE = 0.3
"""Of the words that were read: what is cut out takes conditions and steps with it."""
LEFT = re.compile(r"(|[A-E]\d+( [A-E]\d+)*)")


@dataclass(frozen=True)
class Reading:
    """A line of the table."""

    entry: str
    date: str
    blob: str
    """Of the page that was read: `git cat-file blob` shows it."""
    true: int
    clear: int
    useful: int
    complete: int
    left: str


class NotInClone(LookupError):
    """The text that was read is not in this clone, which may have only the last commits."""


def as_of(page: Page, blob: str) -> Page:
    """A page with an older text.

    Raises:
        NotInClone: if git does not have it.
    """
    done = git("cat-file", "blob", blob)
    if done.returncode:
        raise NotInClone(
            f"{page.where}: its text {blob} is not in this clone: git fetch --unshallow"
        )
    return replace(page, head=split_head(done.stdout)[0], lines=tuple(done.stdout.split("\n")))


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git on this project."""
    command = ["git", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")


def has_all_commits() -> bool:
    """Whether this is a clone, and not one of the last commits only."""
    if not shutil.which("git"):
        return False
    return git("rev-parse", "--is-shallow-repository").stdout.strip() == "false"


def changes(before: Page, now: Page) -> tuple[list[str], list[str]]:
    """The runs of words of a page's prose that stood otherwise before, or not at all; and those
    that stand there no more, or otherwise."""
    old, new = (prose_of(page).split() for page in (before, now))
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    other = [step[1:] for step in steps if step[0] != "equal"]
    came = [" ".join(new[start:end]) for _, _, start, end in other if start < end]
    return came, [" ".join(old[start:end]) for start, end, _, _ in other if start < end]


def new_words(before: Page, now: Page) -> list[str]:
    """The first of these."""
    return changes(before, now)[0]


def reasons(page: Page, reading: Reading | None) -> Iterator[str]:
    """Why an entry is to be read again, if it is.

    Raises:
        NotInClone: if git does not have the text that was read.
    """
    if reading is None:
        yield "nobody has read it: see tools/readings.py"
        return
    was = as_of(page, reading.blob)
    new, gone = (sum(len(run.split()) for run in runs) for runs in changes(was, page))
    share = new / max(1, len(prose_of(page).split()))
    if share > MOST_NEW:
        yield (
            f"{share:.0%} of its words have changed since it was read on {reading.date}:"
            f" `python -m tools.readings {reading.entry}` shows them; have them read"
        )
    share = gone / max(1, len(prose_of(was).split()))
    if share > MOST_GONE:
        yield f"{share:.0%} of the words that were read on {reading.date} are gone: have it read"
    for name in SCORES:
        if getattr(reading, name) < LEAST:
            yield f"its last reader found it {name} to {getattr(reading, name)} of 5"
    for kind in re.findall(r"[AB][1-9]\d*", reading.left):
        yield f"findings of its last reader are left: {kind}"


def read_table(path: Path) -> dict[str, Reading]:
    """The last readings by entry.

    Raises:
        ValueError: with file and line, if a line is not as the head says.
    """
    readings: dict[str, Reading] = {}
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        head = next(lines, [])
        names = [field.name for field in fields(Reading)]
        if head != names:
            raise ValueError(f"{TABLE}:1: the head is not {','.join(names)}")
        for number, line in enumerate(lines, start=2):
            where = f"{TABLE}:{number}"
            if len(line) != len(names):
                raise ValueError(f"{where}: {len(line)} values in place of {len(names)}")
            value = dict(zip(names, line, strict=True))
            scores = {name: value[name] for name in SCORES}
            if not all(re.fullmatch("[1-5]", score) for score in scores.values()):
                raise ValueError(f"{where}: a score is not 1 to 5: {', '.join(scores.values())}")
            if not LEFT.fullmatch(value["left"]):
                raise ValueError(f"{where}: findings left are not like `C1 E2`: {value['left']}")
            if value["entry"] in readings:
                raise ValueError(f"{where}: {value['entry']} has a line already")
            numbers = {name: int(score) for name, score in scores.items()}
            readings[value["entry"]] = Reading(**(value | numbers))  # type: ignore[arg-type]
    return readings


def write_table(path: Path, readings: dict[str, Reading]) -> None:
    """Write the table, by name."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(field.name for field in fields(Reading))
        for _, reading in sorted(readings.items()):
            table.writerow(asdict(reading).values())


def blob_of(page: Page, commit: str) -> str:
    """The blob of a page in a commit.

    Raises:
        NotInClone: if there is none.
    """
    done = git("rev-parse", "--verify", "--quiet", f"{commit}:{page.where}")
    if done.returncode:
        raise NotInClone(f"{page.where} is not in commit {commit}")
    return done.stdout.strip()


def main() -> str | None:
    """The command; an error's line where something is wrong or to be read."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.readings", description=__doc__.split("\n")[0]
    )
    parser.add_argument("entry", nargs="?")
    parser.add_argument(
        "--scores", nargs=4, type=int, choices=range(1, 6), metavar="SCORE", help=", ".join(SCORES)
    )
    parser.add_argument("--left", nargs="*", default=[], help="findings that are left: C1 E2")
    parser.add_argument("--date", default=datetime.date.today().isoformat())
    parser.add_argument("--commit", default="HEAD", help="whose text was read")
    given = parser.parse_args()
    try:
        return carry_out(given)
    except (ProblemsFound, ValueError, NotInClone) as error:
        return str(error)


def carry_out(given: argparse.Namespace) -> str | None:
    """Do what the command was given to do.

    Raises:
        ProblemsFound: if the content cannot be read.
        ValueError: if the table or what was given is wrong.
        NotInClone: if git does not have a text.
    """
    terms = {term.slug: term.page for term in load(ROOT).terms}
    table = read_table(ROOT / TABLE)
    if not given.entry:
        found = [
            f"{slug}: {why}"
            for slug, page in terms.items()
            for why in reasons(page, table.get(slug))
        ]
        return "\n".join(found) or None
    if given.entry not in terms:
        raise ValueError(f"there is no entry {given.entry!r} in docs/terms")
    page = terms[given.entry]
    if given.scores:
        left = " ".join(given.left)
        if not LEFT.fullmatch(left):
            raise ValueError(f"findings left are not like `C1 E2`: {left}")
        blob = blob_of(page, given.commit)
        true, clear, useful, complete = given.scores
        table[given.entry] = Reading(
            given.entry, given.date, blob, true, clear, useful, complete, left
        )
        write_table(ROOT / TABLE, table)
    elif given.entry in table:
        print(*new_words(as_of(page, table[given.entry].blob), page), sep="\n")
    return None


if __name__ == "__main__":
    sys.exit(main())
