"""Terms: the head of each page in docs/terms/, validated.

Everything that lists terms (navigation, A-Z, links, tooltips, sources) is made from these, so a
term is described in one place: the head of its own page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from glossary.content.files import in_order, per_file
from glossary.content.heads import Head, Line, Strict
from glossary.content.pages import SLUG, Page, anchor_of, read_page
from glossary.content.problems import Problem, ProblemsFound, quote
from glossary.content.sources import SOURCES, Work

GROUPS = {
    "Learning": "How a network comes by its numbers.",
    "Text in, text out": "From characters to probabilities, and back to text.",
    "Inside a GPT": "The parts that the numbers are arranged in.",
    "Adapting": "Making a trained model better at one thing.",
    "Aligning": "Making a model answer as people want it to.",
    "Prompting and using": "What a model is given to read, and what comes of it.",
    "Running": "What it takes to use a model.",
    "Scaling": "What more parameters, more text and more devices bring.",
}
"""The groups in reading order, each with what it is about."""

LEVELS = ("beginner", "intermediate", "advanced")
SUMMARY_LENGTH = 200
TERMS_FOLDER = "docs/terms"


class Covered(Strict):
    """Something that a term's page explains and that is not the term itself."""

    heading: Line
    """Id of the heading where it is explained: `why-alpha-is-divided-by-rank`."""

    means: Annotated[Line, Field(min_length=20, max_length=SUMMARY_LENGTH)]


class FrontMatter(Strict):
    """What the head of a term's page must and may say."""

    term: Line
    expansion: Line | None = None
    aliases: list[Line] = []
    """True synonyms only: printed as "Also called", linked with the summary as tooltip."""

    covers: dict[Line, Covered] = {}
    """Printed as "Also on this page", found and linked under their own names and meanings."""

    terms_taught: list[Line] = []
    """Standard words that a reader must leave with: each in bold once, with its meaning."""

    group: Literal[tuple(GROUPS)]  # type: ignore[valid-type]
    level: Literal[LEVELS]  # type: ignore[valid-type]
    summary: Annotated[Line, Field(min_length=20, max_length=SUMMARY_LENGTH)]
    related: list[Line] = []
    sources: Annotated[dict[Line, Line], Field(min_length=1)]
    """Key of a work in docs/sources.yml, and the statement on the page that it stands for."""


class Term(FrontMatter):
    """A term: its head, and its page."""

    slug: str
    page: Page
    lines: dict[str, int]
    """Line of each key of the head, and of each item as `related.0`."""

    @property
    def uri(self) -> str:
        """The page's path in docs/."""
        return self.page.uri

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Everything that the term is called: itself, its expansion, its aliases."""
        return tuple(n for n in (self.term, self.expansion, *self.aliases) if n)

    def problem(self, key: str, message: str) -> Problem:
        """A problem at a key of the head."""
        return Problem(self.page.where, self.lines.get(key, 2), f"{key}: {message}")


@per_file
def read_term(path: Path, root: Path) -> Term:
    """Read and validate the head of one page.

    Raises:
        ProblemsFound: naming file, line, key and mend.
    """
    page = read_page(path, root)
    if page.head is None:
        message = "has no front matter: start it with --- and `term: ...`"
        raise ProblemsFound([Problem(page.where, 1, message)])
    head = Head(page.head, page.where, 2)
    front = head.validate(FrontMatter)
    lines = {key: head.line_of([key]) for key in head.data}
    for key in ("related", "aliases", "sources", "covers", "terms_taught"):
        parts = getattr(front, key)
        at = list(parts) if isinstance(parts, dict) else range(len(parts))
        lines |= {f"{key}.{part}": head.line_of([key, part]) for part in at}
    term = Term.model_construct(
        **{name: getattr(front, name) for name in FrontMatter.model_fields},
        slug=path.stem,
        page=page,
        lines=lines,
    )
    if problems := list(check_term(term)):
        raise ProblemsFound(problems)
    return term


def check_term(term: Term) -> Iterator[Problem]:
    """What the types do not say of one head and its page."""
    if not SLUG.fullmatch(term.slug):
        message = "file name must be in kebab case, such as kv-cache.md"
        yield Problem(term.page.where, 1, message)
    if not term.summary.endswith(".") or re.search(r"[.!?]\s+[A-Z]", term.summary):
        yield term.problem("summary", "must be one sentence ending with a full stop")
    for index, name in enumerate(term.names):
        if not re.fullmatch(r"\w(.*\w)?", name):
            key = ("term", "expansion")[index] if index < 2 else "aliases"
            message = f"{quote(name)} must begin and end with a letter or digit"
            yield term.problem(key, f"{message}, or no text can be linked to it")
    anchors = {anchor_of(text) for _, _, text in term.page.headings}
    for name, covered in term.covers.items():
        line = term.lines[f"covers.{name}"]
        if covered.heading not in anchors:
            message = f"covers: {quote(name)}: no heading has the id {covered.heading!r}"
            yield Problem(term.page.where, line, f"{message}: write it as in its link")
        if not re.fullmatch(r"\w(.*\w)?", name):
            message = f"covers: {quote(name)} must begin and end with a letter or digit"
            yield Problem(term.page.where, line, message)
    lines = enumerate(term.page.lines[term.page.body_at - 1 :], term.page.body_at)
    first = next(((n, line) for n, line in lines if line.strip()), (1, ""))
    if first[1].rstrip() != f"# {term.term}":
        message = f"the first line must be the term itself: `# {term.term}`"
        yield Problem(term.page.where, first[0], message)


def check_together(terms: list[Term], works: dict[str, Work]) -> Iterator[Problem]:
    """What only shows between pages: names used twice, slugs and keys that are not there."""
    slugs = {term.slug for term in terms}
    owner: dict[str, Term] = {}
    for term in terms:
        folded = [name.casefold() for name in term.names]
        for name in term.names:
            key = "aliases" if name in term.aliases else "term"
            first = owner.setdefault(plainly(name), term)
            if first is not term or folded.count(name.casefold()) > 1:
                message = f"{quote(name)} is already a name in {first.page.where}"
                yield term.problem(key, f"{message}: keep it in one place")
        for name in term.covers:
            first = owner.setdefault(plainly(name), term)
            if first is not term or name in term.names:
                message = f"{quote(name)} is already a name in {first.page.where}"
                yield term.problem("covers", f"{message}: link it there")
        for index, slug in enumerate(term.related):
            if slug == term.slug:
                mend = "a term is not related to itself: remove it"
            elif slug in term.related[:index]:
                mend = "stands here twice: keep one"
            elif slug not in slugs:
                names = ", ".join(sorted(slugs - {term.slug}))
                mend = f"there is no {TERMS_FOLDER}/{slug[:60]}.md: name one of {names}"
            else:
                continue
            line = term.lines[f"related.{index}"]
            message = f"related: {quote(slug)}: {mend}"
            yield Problem(term.page.where, line, message)
        for key in term.sources:
            if key not in works:
                line = term.lines[f"sources.{key}"]
                message = f"sources: {SOURCES} has no {quote(key)}: add it there"
                yield Problem(term.page.where, line, message)


def plainly(name: str) -> str:
    """A name without what two names must not differ by alone: case, accents, hyphens, plural."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in letters if c.isalnum())
    return bare[:-1] if bare.endswith("s") and not bare.endswith("ss") else bare


def term_paths(root: Path) -> list[Path]:
    """The pages of terms, in order of path."""
    return in_order((root / TERMS_FOLDER).glob("*.md"))
