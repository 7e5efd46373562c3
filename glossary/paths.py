"""Who explains whom: the terms that each summary uses, and an order in which all can be read."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from glossary.markdown_extension import Names
from glossary.problems import Problem, ProblemsFound
from glossary.terms import GROUPS, Term


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
