"""Lists of terms, as Markdown, for the pages that have `<!-- glossary: name -->` on a line.

Each is made from the terms and the way from the page's folder up to docs/, such as "../".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import groupby

from markdown.extensions.toc import slugify

from glossary.fences import find_fences
from glossary.maps import arc_map, stages
from glossary.paths import GROUPS_FOLDER, in_group, slug_of
from glossary.terms import GROUPS, Term

QUESTIONS = "Questions people ask"
MAP_CAPTION = (
    "Each term is joined to the earlier ones that its page leads to: by a thick line where its "
    "first sentence needs them, by a thin one where its text does."
)


def link_to(term: Term, prefix: str = "terms/") -> str:
    """Link target of a term's page, from a page in docs/ (or beside it: prefix '')."""
    return f"{prefix}{term.slug}.md"


def described(term: Term, up: str) -> list[str]:
    """A term as a definition: its link, then its summary and level."""
    level = f" *{term.level.capitalize()}.*"
    return [
        f"[{term.term}]({link_to(term, f'{up}terms/')})",
        f":   {term.summary}{level}",
        "",
    ]


def a_to_z(terms: Iterable[Term], up: str = "") -> list[str]:
    """Every name of every term in alphabetical order; a second name points to the first."""
    entries = sorted(
        ((name, term) for term in terms for name in term.names),
        key=lambda entry: (entry[0].casefold(), entry[0]),
    )
    lines = []
    for letter, group in groupby(entries, key=lambda entry: entry[0][0].upper()):
        lines += ["", f"## {letter}", ""]
        for name, term in group:
            link = f"[{term.term}]({link_to(term, f'{up}terms/')})"
            if name == term.term:
                lines += [link, f":   {term.summary}", ""]
            else:
                lines += [name, f":   see {link}", ""]
    return lines


def by_group(terms: Iterable[Term], up: str = "") -> list[str]:
    """The groups in reading order, each with its terms in reading order."""
    terms, lines = list(terms), []
    for group, about in GROUPS.items():
        if members := in_group(terms, group):
            page = f"{up}{GROUPS_FOLDER}/{slug_of(group)}.md"
            has_page = (
                members[0]
                .path.parents[2]
                .joinpath("docs", GROUPS_FOLDER, f"{slug_of(group)}.md")
            )
            title = f"[{group}]({page})" if has_page.exists() else group
            lines += ["", f"## {title}", "", about, ""]
            for term in members:
                lines += described(term, up)
    return lines


def one_group(group: str) -> Callable[[Iterable[Term], str], list[str]]:
    """The terms of a group, and the map of who leads to whom."""

    def listed(terms: Iterable[Term], up: str = "") -> list[str]:
        terms, lines = list(terms), []
        for term in in_group(terms, group):
            lines += described(term, up)
        # Links inside a picture are the page's own: MkDocs resolves those in text only.
        return [
            *lines,
            "",
            "## Map",
            "",
            *arc_map(terms, group, f"{up}../terms/").split("\n"),
        ]

    return listed


def by_stage(terms: Iterable[Term], up: str = "") -> list[str]:
    """All terms in stages: the first sentence of each uses only terms of earlier stages."""
    lines = []
    for number, members in enumerate(stages(terms), start=1):
        links = [
            f"[{t.term}]({link_to(t, f'{up}terms/')})"
            for t in sorted(members, key=lambda t: t.term.casefold())
        ]
        lines += [f"{number}. {', '.join(links)}"]
    return lines


def questions(terms: Iterable[Term], up: str = "") -> list[str]:
    """Every question that the terms answer, under the term that answers it."""
    lines = []
    for term in terms:
        asked = questions_of(term)
        if not asked:
            continue
        lines += ["", f"## {term.term}", ""]
        for question, anchor in asked:
            target = link_to(term, f"{up}terms/")
            lines.append(f"- [{question}]({target}#{anchor})")
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


LISTS: dict[str, Callable[[Iterable[Term], str], list[str]]] = {
    "a-z": a_to_z,
    "groups": by_group,
    "questions": questions,
    "stages": by_stage,
    **{f"group-{slug_of(group)}": one_group(group) for group in GROUPS},
}
"""The lists that a page can ask for, by name."""
