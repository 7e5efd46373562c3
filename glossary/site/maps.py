"""Maps of the terms: who is explained by whom, from `related`, links in text, and mentions."""

from __future__ import annotations

from glossary.content.content import Content
from glossary.content.order import in_group, slug_of, used_in_summaries
from glossary.site.draw import ACCENT, INK, LINK, MUTED, dot, number, picture, text

ROW, LEFT, TOP, RIGHT = 34, 206, 24, 510
LETTER = 9.3
"""Width of one in the widest of the fonts that readers have, on average."""


def arc_map(content: Content, group: str, prefix: str) -> str:
    """A picture of a group: its terms in reading order, each joined to earlier ones it leads to.

    Args:
        content: all terms and the page of the group.
        group: which of them are drawn.
        prefix: from the page to the folder of the terms' pages, as links on the site are.
    """
    members = in_group(content.terms, group, content.pages)
    leads = content.leads
    first = used_in_summaries(members, content.names)
    at = {term.slug: index for index, term in enumerate(members)}
    left = max(LEFT, round(16 + LETTER * max((len(term.term) for term in members), default=0)))
    thin: list[str] = []
    thick: list[str] = []
    names: list[str] = []
    said: list[str] = []
    for index, term in enumerate(members):
        y = TOP + ROW * index
        names.append(
            # Material's instant navigation takes every a[href], and breaks on those of SVG.
            f'<a xlink:href="{prefix}{term.slug}/">'
            + text(left - 14, y, term.term, color=LINK, anchor="end")
            + "</a>"
            + dot(left, y - 5, color=INK)
        )
        earlier = [o for o in members[:index] if o.slug in leads[term.slug]]
        for other in earlier:
            top, needed = TOP + ROW * at[other.slug], other.slug in first[term.slug]
            far = ((index - at[other.slug]) / len(members)) ** 0.8
            reach = left + 24 + (RIGHT - left - 24) * far
            color, width = (ACCENT, 3) if needed else (MUTED, 1)
            (thick if needed else thin).append(
                f'<path d="M{left} {y - 5} C{number(reach)} {y - 5} {number(reach)} '
                f'{top - 5} {left} {top - 5}" fill="none" stroke="var(--g-{color})" '
                f'stroke-width="{width}"/>'
            )
        if earlier:
            said.append(f"{term.term} leans on {', '.join(o.term for o in earlier)}.")
    name = f"map-{slug_of(group)}"
    return picture(
        name,
        f"Map of the group {group}",
        "Terms from top to bottom in reading order, joined to the earlier terms of the group that "
        "their pages lead to; thick where the first sentence needs it. " + " ".join(said),
        (520, TOP + ROW * len(members) - 8),
        [*thin, *thick, *names],
    )
