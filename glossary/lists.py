"""Lists of terms, as Markdown, for the pages that have `<!-- glossary: name -->` on a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import groupby

from markdown.extensions.toc import slugify

from glossary.fences import find_fences
from glossary.terms import GROUPS, Term

QUESTIONS = "Questions people ask"


def link_to(term: Term, prefix: str = "terms/") -> str:
    """Link target of a term's page, from a page in docs/ (or beside it: prefix '')."""
    return f"{prefix}{term.slug}.md"


def a_to_z(terms: Iterable[Term]) -> list[str]:
    """Every name of every term in alphabetical order; a second name points to the first."""
    entries = sorted(
        ((name, term) for term in terms for name in term.names),
        key=lambda entry: (entry[0].casefold(), entry[0]),
    )
    lines = []
    for letter, group in groupby(entries, key=lambda entry: entry[0][0].upper()):
        lines += ["", f"## {letter}", ""]
        for name, term in group:
            link = f"[{term.term}]({link_to(term)})"
            if name == term.term:
                lines += [link, f":   {term.summary}", ""]
            else:
                lines += [name, f":   see {link}", ""]
    return lines


def by_group(terms: Iterable[Term]) -> list[str]:
    """The groups in reading order, each with its terms from beginner to advanced."""
    lines = []
    for group, about in GROUPS.items():
        members = in_group(terms, group)
        if not members:
            continue
        lines += ["", f"## {group}", "", about, ""]
        for term in members:
            lines.append(f"[{term.term}]({link_to(term)})")
            lines += [f":   {term.summary} *{term.level.capitalize()}.*", ""]
    return lines


def in_group(terms: Iterable[Term], group: str) -> list[Term]:
    """Terms of a group, from beginner to advanced, then by name."""
    levels = ("beginner", "intermediate", "advanced")
    return sorted(
        (term for term in terms if term.group == group),
        key=lambda term: (levels.index(term.level), term.term.casefold()),
    )


def questions(terms: Iterable[Term]) -> list[str]:
    """Every question that the terms answer, under the term that answers it."""
    lines = []
    for term in terms:
        asked = questions_of(term)
        if not asked:
            continue
        lines += ["", f"## {term.term}", ""]
        for question, anchor in asked:
            lines.append(f"- [{question}]({link_to(term)}#{anchor})")
    return lines


def questions_of(term: Term) -> list[tuple[str, str]]:
    """Headings below "Questions people ask" on a term's page, with their anchors."""
    lines = term.body.split("\n")
    fenced = {i for f in find_fences(lines) for i in range(f.start, f.end + 1)}
    found, inside = [], False
    for index, line in enumerate(lines):
        if index in fenced:
            continue
        if line.startswith("## "):
            inside = line[3:].strip() == QUESTIONS
        elif inside and line.startswith("### "):
            text = line[4:].strip()
            plain = re.sub(r"[`*]|\[([^]]*)\]\([^)]*\)", r"\1", text)
            found.append((text, slugify(plain, "-")))
    return found


LISTS: dict[str, Callable[[Iterable[Term]], list[str]]] = {
    "a-z": a_to_z,
    "groups": by_group,
    "questions": questions,
}
"""The lists that a page can ask for, by name."""
