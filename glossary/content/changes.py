"""docs/changes.yml, kept by hand: when entries came, what was wrong in them and is now right."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from glossary.content.files import per_file, read_text
from glossary.content.heads import Head, Line, Strict
from glossary.content.problems import Problem, quote, shown_path

CHANGES = "docs/changes.yml"
Said = Annotated[Line, Field(min_length=10, max_length=400)]


FIRST = date(2026, 1, 1)
"""No entry came before."""


def past(day: date) -> date:
    """The day itself; it is tomorrow in some places.

    Raises:
        ValueError: for one on which nothing can have happened: a feed would keep it first.
    """
    if not FIRST <= day <= date.today() + timedelta(days=1):
        raise ValueError(f"{day} is not past, or was before there was an entry")
    return day


Day = Annotated[date, AfterValidator(past)]


class Correction(Strict):
    """Something that an entry said, and what it says now."""

    date: Day
    term: Line
    was: Said
    now: Said


class Changes(Strict):
    """The file."""

    entries: dict[Line, Day] = Field(default_factory=dict)
    """For each term, by slug, the day on which its entry came."""

    corrections: list[Correction] = Field(default_factory=list)


@per_file
def read_changes(path: Path, root: Path) -> Changes:
    """The file as a model.

    Raises:
        ProblemsFound: naming file, line and mend.
    """
    head = Head(read_text(path, root), shown_path(path, root), 1)
    made: Changes = head.validate(Changes)
    return made


def check_changes(path: Path, changes: Changes, slugs: set[str], root: Path) -> list[Problem]:
    """Terms that it names and that there are not.

    Args:
        path: the file.
        changes: what it says.
        slugs: of all terms.
        root: the repository.
    """
    named: list[tuple[tuple[str | int, ...], str]] = [
        (("entries", slug), slug) for slug in changes.entries
    ]
    named += [
        (("corrections", number, "term"), one.term)
        for number, one in enumerate(changes.corrections)
    ]
    unknown = [(place, slug) for place, slug in named if slug not in slugs]
    if not unknown:
        return []
    head = Head(read_text(path, root), shown_path(path, root), 1)  # for the lines
    return [
        Problem(head.where, head.line_of(place), f"there is no term {quote(slug)}: mend the slug")
        for place, slug in unknown
    ]
