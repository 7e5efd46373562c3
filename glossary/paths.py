"""Who explains whom: the terms that each summary uses, and orders in which they can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from glossary.names import Names
from glossary.problems import Problem, ProblemsFound
from glossary.terms import GROUPS, Term

GROUPS_FOLDER = "groups"
"""In docs/: a page for each group, whose first paragraph leads through it."""


def slug_of(group: str) -> str:
    """A group's name as a file name: `inside-a-gpt`."""
    return re.sub(r"\W+", "-", group.casefold())


def in_group(terms: Iterable[Term], group: str) -> list[Term]:
    """Terms of a group as the path on its page leads through them; others by level and name."""
    members = [term for term in terms if term.group == group]
    if not members:
        return []
    page = members[0].path.parents[1] / GROUPS_FOLDER / f"{slug_of(group)}.md"
    path = (
        re.findall(r"\]\(\.\./terms/([\w-]+)\.md", page.read_text("utf-8"))
        if page.exists()
        else []
    )
    levels = ("beginner", "intermediate", "advanced")
    return sorted(
        members,
        key=lambda t: (
            path.index(t.slug) if t.slug in path else len(path),
            levels.index(t.level),
            t.term.casefold(),
        ),
    )


def used_in_summaries(terms: Iterable[Term]) -> dict[str, set[str]]:
    """For each term, by slug, the other terms that its first sentence is made of."""
    terms = list(terms)
    names = Names(terms)
    return {
        term.slug: {t.slug for _, _, t in names.find(term.summary)} - {term.slug}
        for term in terms
    }


def reading_order(terms: Iterable[Term]) -> list[Term]:
    """All terms, each behind those that its first sentence uses; by group where either will do.

    Raises:
        ProblemsFound: if some first sentences explain each other in a circle.
    """
    by_slug = {term.slug: term for term in terms}
    groups = list(GROUPS)
    levels = ("beginner", "intermediate", "advanced")

    def rank(slug: str) -> tuple:
        term = by_slug[slug]
        return groups.index(term.group), levels.index(term.level), term.term.casefold()

    sorter = TopologicalSorter(used_in_summaries(by_slug.values()))
    try:
        sorter.prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        raise ProblemsFound(
            [
                Problem(
                    f"docs/terms/{circle[0]}.md",
                    1,
                    "summary: these explain each other in a circle, so that nobody could begin: "
                    f"{' -> '.join(circle)}: reword one of them",
                )
            ]
        ) from None
    order, ready = [], set()
    while sorter.is_active():
        ready |= set(sorter.get_ready())
        first = min(ready, key=rank)
        ready.remove(first)
        order.append(by_slug[first])
        sorter.done(first)
    return order
