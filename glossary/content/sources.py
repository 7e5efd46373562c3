"""The works that terms cite: docs/sources.yml, each once, by key."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, HttpUrl

from glossary.content.files import per_file, read_text
from glossary.content.heads import Head, Line, Strict
from glossary.content.problems import Problem, ProblemsFound, quote, shown_path

SOURCES = "docs/sources.yml"


class Work(Strict):
    """A publication: a paper, a library, its documentation."""

    title: Line
    authors: Line
    year: Annotated[int, Field(ge=1800, le=2100, strict=True)]
    url: HttpUrl


@per_file
def read_works(path: Path, root: Path) -> dict[str, Work]:
    """All works by key.

    Raises:
        ProblemsFound: for a work that is described wrongly, and for one that stands there twice.
    """
    head = Head(read_text(path, root), shown_path(path, root), 1)
    works: dict[str, Work] = {}
    owner: dict[str, str] = {}
    problems: list[Problem] = []
    for key in head.data:
        line = head.line_of([key])
        if not isinstance(key, str):
            message = f"{key}: a key is a word, such as hu2021lora"
            problems.append(Problem(head.where, line, message))
            continue
        one = head.part(key)
        try:
            works[key] = work = one.validate(Work)
        except ProblemsFound as found:
            problems += [
                Problem(p.path, max(p.line, line), f"{key}: {p.message}") for p in found.problems
            ]
            continue
        if one.written("year") != str(work.year):
            message = f"{key}: year: write four digits: YAML reads other forms as {work.year}"
            problems.append(Problem(head.where, one.line_of(["year"]), message))
        first = owner.setdefault(str(work.url).rstrip("/"), key)
        if first != key:
            message = f"{key}: has the address of {quote(first)}: keep one of them"
            problems.append(Problem(head.where, line, message))
        # As it is written: pydantic has put %3C and so on for most of them.
        if not (url := one.written("url")).isascii() or set(url) & set("()<>"):
            message = f"{key}: url: write ( ) < > and letters beyond ASCII as %28 and so on"
            problems.append(Problem(head.where, one.line_of(["url"]), message))
    if problems:
        raise ProblemsFound(problems)
    return works
