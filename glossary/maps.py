"""Maps of the terms: who is explained by whom, from `related`, links in text, and mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from glossary.fences import find_fences
from glossary.names import Names
from glossary.paths import in_group, reading_order, slug_of, used_in_summaries
from glossary.pictures import ACCENT, INK, LINK, MUTED, dot, number, picture, text
from glossary.terms import Term

ROW, LEFT, TOP = 34, 206, 24
_known: dict[tuple, dict[str, frozenset[str]]] = {}


def leads_to(terms: Iterable[Term]) -> dict[str, frozenset[str]]:
    """For each term, by slug, the terms that its page leads to.

    These are its related terms, the terms that its text links, and those whose first mention the
    site makes a link (glossary/markdown_extension.py).
    """
    terms = list(terms)
    key = tuple((t.slug, t.names, t.summary, t.body, tuple(t.related)) for t in terms)
    if key in _known:  # each page of a group asks
        return _known[key]
    names, slugs = Names(terms), {term.slug for term in terms}
    found = {}
    for term in terms:
        lines = term.body.split("\n")
        fenced = {i for f in find_fences(lines) for i in range(f.start, f.end + 1)}
        prose = "\n".join(t for i, t in enumerate(lines) if i not in fenced)
        linked = set(re.findall(r"\]\(([\w-]+)\.md[#)]", prose))
        plain = re.sub(
            r"\[[^]]*\]\([^)]*\)|`[^`]*`|\$[^$]*\$|^#.*", " ", prose, flags=re.M
        )
        mentioned = {t.slug for _, _, t in names.find(f"{term.summary} {plain}")}
        found[term.slug] = frozenset(
            (linked & slugs | mentioned | set(term.related)) - {term.slug}
        )
    _known.clear()
    _known[key] = found
    return found


def stages(terms: Iterable[Term]) -> list[list[Term]]:
    """The terms by how many steps they stand from plain English: each needs only earlier ones."""
    terms = list(terms)
    used, depth = used_in_summaries(terms), {}
    for term in reading_order(terms):
        depth[term.slug] = 1 + max((depth[s] for s in used[term.slug]), default=0)
    by_slug = {term.slug: term for term in terms}
    found = [[] for _ in range(max(depth.values()))]
    for slug, at in depth.items():
        found[at - 1].append(by_slug[slug])
    return found


def arc_map(terms: Iterable[Term], group: str, prefix: str) -> str:
    """A picture of a group: its terms in reading order, each joined to earlier ones it leads to.

    Args:
        terms: all terms.
        group: which of them are drawn.
        prefix: from the page to the folder of the terms' pages, as links on the site are.
    """
    terms = list(terms)
    members = in_group(terms, group)
    leads, first = leads_to(terms), used_in_summaries(terms)
    at = {term.slug: index for index, term in enumerate(members)}
    thin, thick, names, said = [], [], [], []
    for index, term in enumerate(members):
        y = TOP + ROW * index
        names.append(
            # Material's instant navigation takes every a[href], and breaks on those of SVG.
            f'<a xlink:href="{prefix}{term.slug}/">'
            + text(LEFT - 14, y, term.term, color=LINK, anchor="end")
            + "</a>"
            + dot(LEFT, y - 5, color=INK)
        )
        earlier = [o for o in members[:index] if o.slug in leads[term.slug]]
        for other in earlier:
            top, needed = TOP + ROW * at[other.slug], other.slug in first[term.slug]
            reach = LEFT + 24 + 280 * ((index - at[other.slug]) / len(members)) ** 0.8
            color, width = (ACCENT, 3) if needed else (MUTED, 1)
            (thick if needed else thin).append(
                f'<path d="M{LEFT} {y - 5} C{number(reach)} {y - 5} {number(reach)} '
                f'{top - 5} {LEFT} {top - 5}" fill="none" stroke="var(--g-{color})" '
                f'stroke-width="{width}"/>'
            )
        if earlier:
            said.append(f"{term.term} leans on {', '.join(o.term for o in earlier)}.")
    name = f"map-{slug_of(group)}"
    return picture(
        name,
        f"Map of the group {group}",
        "Terms from top to bottom in reading order, joined to the earlier terms of the group that "
        "their pages lead to; thick where the first sentence needs it. "
        + " ".join(said),
        (520, TOP + ROW * len(members) - 8),
        [*thin, *thick, *names],
    )
