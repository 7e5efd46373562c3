"""Who explains whom: the terms that each leads to, and orders in which they can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter

from glossary.content.names import Names, names_of
from glossary.content.pages import MANY, Page
from glossary.content.problems import Problem
from glossary.content.terms import GROUPS, LEVELS, TERMS_FOLDER, Term

GROUPS_FOLDER = "groups"
"""In docs/: a page for each group, whose first paragraph leads through it."""


def slug_of(group: str) -> str:
    """A group's name as a file name: `inside-a-gpt`."""
    return re.sub(r"\W+", "-", group.casefold())


def path_of(group: str, pages: Mapping[str, Page]) -> list[str]:
    """Slugs of the terms that the first paragraph of a group's page leads through, in order."""
    page = pages.get(f"{GROUPS_FOLDER}/{slug_of(group)}.md")
    paragraph: list[str] = []
    for _, line in page.prose if page else []:
        if line.strip() and not line.startswith("#"):
            paragraph.append(line)
        elif paragraph:
            break
    return re.findall(r"\]\(\.\./terms/([\w-]+)\.md\)", " ".join(paragraph))


def in_group(terms: Iterable[Term], group: str, pages: Mapping[str, Page]) -> list[Term]:
    """Terms of a group as the path on its page leads through them; others by level and name."""
    path = path_of(group, pages)

    def rank(term: Term) -> tuple[int, int, str]:
        at = path.index(term.slug) if term.slug in path else len(path)
        return at, LEVELS.index(term.level), term.term.casefold()

    return sorted((term for term in terms if term.group == group), key=rank)


def used_in_summaries(terms: Iterable[Term], names: Names) -> dict[str, set[str]]:
    """For each term, by slug, the other terms that its first sentence is made of."""
    return {
        term.slug: {n.term.slug for _, _, n in names.find(term.summary)} - {term.slug}
        for term in terms
    }


def leads_to(terms: list[Term], names: Names) -> dict[str, frozenset[str]]:
    """For each term, by slug, the terms that its page leads to.

    These are its related terms, the terms that its text links, and those whose first mention the
    site makes a link.
    """
    slugs, found = {term.slug for term in terms}, {}
    for term in terms:
        leads = linked_in(term.page, names, term.summary) | set(term.related)
        found[term.slug] = frozenset(leads & slugs - {term.slug})
    return found


@lru_cache(MANY)
def linked_in(page: Page, names: Names, summary: str = "") -> frozenset[str]:
    """Slugs of the terms that a term's page links, or mentions, so that the site links them."""
    prose = "\n".join(line for _, line in page.prose)
    linked = set(re.findall(r"\]\(([\w-]+)\.md[#)]", prose))
    plain = re.sub(
        r"\[[^]]*\]\([^)]*\)|`[^`]*`|\$[^$]*\$|^#.*|<!-- predict:.*", " ", prose, flags=re.M
    )
    return frozenset(linked) | {n.term.slug for _, _, n in names.find(f"{summary} {plain}")}


def reading_order(terms: Iterable[Term], names: Names) -> list[Term]:
    """All terms, each behind those that its first sentence uses; by group where either will do.

    Raises:
        CycleError: if some first sentences explain each other in a circle.
    """
    by_slug = {term.slug: term for term in terms}
    groups = list(GROUPS)

    def rank(slug: str) -> tuple[int, int, str]:
        term = by_slug[slug]
        return groups.index(term.group), LEVELS.index(term.level), term.term.casefold()

    sorter = TopologicalSorter(used_in_summaries(by_slug.values(), names))
    sorter.prepare()
    order, ready = [], set()
    while sorter.is_active():
        ready |= set(sorter.get_ready())
        first = min(ready, key=rank)
        ready.remove(first)
        order.append(by_slug[first])
        sorter.done(first)
    return order


def check_circles(terms: list[Term]) -> list[Problem]:
    """A problem if some first sentences explain each other in a circle."""
    try:
        reading_order(terms, names_of(terms))
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        message = (
            "summary: these explain each other in a circle, so that nobody could begin: "
            f"{' -> '.join(circle)}: reword one of them"
        )
        return [Problem(f"{TERMS_FOLDER}/{circle[0]}.md", 1, message)]
    return []


def stages(terms: list[Term], names: Names) -> list[list[Term]]:
    """The terms by how many steps they stand from plain English: each needs only earlier ones."""
    used = used_in_summaries(terms, names)
    depth: dict[str, int] = {}
    for term in reading_order(terms, names):
        depth[term.slug] = 1 + max((depth[s] for s in used[term.slug]), default=0)
    by_slug = {term.slug: term for term in terms}
    found: list[list[Term]] = [[] for _ in range(max(depth.values(), default=0))]
    for slug, at in depth.items():
        found[at - 1].append(by_slug[slug])
    return found
