"""Lists of terms, as Markdown, for the pages that have `<!-- glossary: name -->` on a line."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from glossary.content.content import LISTS, Content
from glossary.content.order import GROUPS_FOLDER, in_group, slug_of, stages
from glossary.content.pages import anchor_of
from glossary.content.terms import GROUPS, Term
from glossary.site.maps import arc_map
from glossary.site.text import escape


def link_to(term: Term) -> str:
    """A link to a term's page, by its name."""
    return f"[{escape(term.term)}](/{term.uri})"


def described(term: Term) -> list[str]:
    """A term as a definition: its link, then its summary and level."""
    summary = f"{escape(term.summary)} *{term.level.capitalize()}.*"
    return [link_to(term), f":   {summary}", ""]


def a_to_z(content: Content) -> list[str]:
    """Every name of every term in alphabetical order; a second name points to the first."""
    names = [(name, term) for term in content.terms for name in (*term.names, *term.covers)]
    entries = sorted(names, key=lambda entry: entry[0].casefold())
    lines: list[str] = []
    for letter, group in groupby(entries, key=lambda entry: entry[0][0].upper()):
        lines += ["", f"## {letter}", ""]
        for name, term in group:
            if name == term.term:
                lines += [link_to(term), f":   {escape(term.summary)}", ""]
            elif covered := term.covers.get(name):
                link = f"[{escape(name)}](/{term.uri}#{covered.heading})"
                lines += [link, f":   {escape(covered.means)}", ""]
            else:
                lines += [escape(name), f":   see {link_to(term)}", ""]
    return lines


def by_group(content: Content) -> list[str]:
    """The groups in reading order, each with its terms in reading order."""
    lines: list[str] = []
    for group, about in GROUPS.items():
        if members := in_group(content.terms, group, content.pages):
            page = f"{GROUPS_FOLDER}/{slug_of(group)}.md"
            title = f"[{group}](/{page})" if page in content.pages else group
            lines += ["", f"## {title}", "", about, ""]
            for term in members:
                lines += described(term)
    return lines


def one_group(group: str) -> Callable[[Content], list[str]]:
    """The terms of a group, and the map of who leads to whom."""

    def listed(content: Content) -> list[str]:
        lines: list[str] = []
        for term in in_group(content.terms, group, content.pages):
            lines += described(term)
        # Links inside a picture are the page's own: builders resolve those in text only.
        drawn = arc_map(content, group, "../../terms/").rstrip("\n").split("\n")
        return [*lines, "", "## Map", "", *figure(drawn)]

    return listed


def figure(svg: list[str], attributes: str = "") -> list[str]:
    """A picture in a page: inline, so that it takes the page's colors."""
    lines = "\n".join(svg)
    return f'<figure class="diagram"{attributes}>{lines}</figure>'.split("\n")


def by_stage(content: Content) -> list[str]:
    """All terms in stages: the first sentence of each uses only terms of earlier stages."""
    return [
        f"{number}. {', '.join(map(link_to, sorted(members, key=lambda t: t.term.casefold())))}"
        for number, members in enumerate(stages(content.terms, content.names), start=1)
    ]


def questions(content: Content) -> list[str]:
    """Every question that the terms answer, under the term that answers it."""
    lines: list[str] = []
    for term in content.terms:
        if asked := term.page.questions:
            lines += ["", f"## {escape(term.term)}", ""]
            for _, question in asked:
                lines.append(f"- [{question}](/{term.uri}#{anchor_of(question)})")
    return lines


MAKERS: dict[str, Callable[[Content], list[str]]] = {
    "a-z": a_to_z,
    "groups": by_group,
    "questions": questions,
    "stages": by_stage,
    **{f"group-{slug_of(group)}": one_group(group) for group in GROUPS},
}
"""What makes each list, by the name that a page asks for it."""

assert set(MAKERS) == set(LISTS)
