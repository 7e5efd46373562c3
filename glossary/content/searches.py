"""docs/searches.yml, kept by hand: what readers search for and no head of an entry names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from glossary.content.files import per_file, read_text
from glossary.content.heads import Head, Line, Strict
from glossary.content.pages import anchor_of
from glossary.content.problems import Problem, quote, shown_path
from glossary.content.terms import Term

SEARCHES = "docs/searches.yml"
Said = Annotated[Line, Field(min_length=10, max_length=200)]


class Searches(Strict):
    """The file. A place is an entry by its slug, with `#` and the id of a heading or without."""

    names: dict[Line, list[Line]] = Field(default_factory=dict)
    """For each place, names as they stand in code and configurations."""

    wrong: dict[Line, dict[Line, Said]] = Field(default_factory=dict)
    """For each place, what it is called by mistake, and what is told instead."""


@per_file
def read_searches(path: Path, root: Path) -> Searches:
    """The file as a model.

    Raises:
        ProblemsFound: naming file, line and mend.
    """
    head = Head(read_text(path, root), shown_path(path, root), 1)
    made: Searches = head.validate(Searches)
    return made


def check_searches(
    path: Path, searches: Searches, terms: dict[str, Term], root: Path
) -> list[Problem]:
    """Places that are not there, and names that lead elsewhere too, here or in a head.

    Args:
        path: the file.
        searches: what it says.
        terms: the entries, by slug.
        root: the repository.
    """
    wrong = list(problems_of(searches, terms))
    if not wrong:
        return []
    head = Head(read_text(path, root), shown_path(path, root), 1)  # for the lines
    return [Problem(head.where, head.line_of(place), message) for place, message in wrong]


def squashed(name: str) -> str:
    """A name as the search compares it: top_k, Top-k and topK are one."""
    return re.sub(r"[\W_]", "", name).casefold()


def problems_of(
    searches: Searches, terms: dict[str, Term]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Keys and indices in the file, each with what is wrong there."""
    seen = {
        squashed(name): slug for slug, term in terms.items() for name in (*term.names, *term.covers)
    }
    for part in ("names", "wrong"):
        for place, named in getattr(searches, part).items():
            slug, _, heading = place.partition("#")
            if slug not in terms:
                yield (part, place), f"there is no term {quote(slug)}: mend the slug"
                continue
            anchors = {anchor_of(text) for _, _, text in terms[slug].page.headings}
            if heading and heading not in anchors:
                message = f"{quote(slug)} has no heading with the id {quote(heading)}"
                yield (part, place), f"{message}: write it as in its link"
            for number, name in enumerate(named):
                at = (part, place, number if part == "names" else name)
                other = seen.setdefault(squashed(name), place)
                if other not in (place, slug):
                    yield at, f"{quote(name)} leads to {quote(other)} too: keep one"
