"""RoPE rotates a query and a key by the angles of their positions; the angle between them stays."""

import numpy as np

from glossary.site.draw import (
    ACCENT,
    INK,
    LINE,
    LINK,
    MUTED,
    arrow,
    dot,
    line,
    picture,
    text,
)

ANGLE = 10_000.0 ** (
    -2 / 8
)  # of the second pair, d_head 8: a tenth of a radian a place
QUERY, KEY = np.radians(20), np.radians(80)  # before turning
WIDE = 420
FIRST = 7  # place of the query on the left

distance = 4  # of the key from the query; knob: 0 to 5
moved = 20  # places, on the right; knob: 0 to 60


def draw(distance: int = distance, moved: int = moved) -> str:
    parts, told = [], []
    for column, at_query in enumerate((FIRST, FIRST + moved)):
        at_key = at_query - distance
        cx, cy, radius = 85 + column * 250, 158, 74
        circle = np.linspace(0, 2 * np.pi, 61)
        ring = [(cx + radius * np.cos(a), cy + radius * np.sin(a)) for a in circle]
        parts.append(
            text(cx, 20, f"query at {at_query}", 17, LINK, "middle", bold=True)
        )
        parts.append(text(cx, 42, f"key at {at_key}", 17, ACCENT, "middle", bold=True))
        parts.append(line(ring, LINE, 1.5))
        turned = {}
        for name, start, at, color in (
            ("query", QUERY, at_query, LINK),
            ("key", KEY, at_key, ACCENT),
        ):
            a = start + at * ANGLE
            turned[name] = np.degrees(a)
            parts.append(
                arrow(
                    (cx, cy), (cx + radius * np.cos(a), cy - radius * np.sin(a)), color
                )
            )
            x, y = cx + (radius + 14) * np.cos(a), cy - (radius + 14) * np.sin(a) + 6
            side = (
                "start" if np.cos(a) > 0.4 else "end" if np.cos(a) < -0.4 else "middle"
            )
            if (
                column and side == "start" and x > WIDE - 46
            ):  # no room beside the circle
                x, y, side = WIDE - 2, y + (20 if np.sin(a) < 0 else -20), "end"
            parts.append(text(x, y, name, 16, color, side))
        between = turned["key"] - turned["query"]
        sweep = np.radians(np.linspace(turned["query"], turned["key"], 20))
        arc = [(cx + 26 * np.cos(a), cy - 26 * np.sin(a)) for a in sweep]
        parts.append(line(arc, INK, 2, "4 3"))
        parts.append(dot(cx, cy, 3, MUTED))
        parts.append(text(cx, 282, f"angle between: {between:.0f}°", 16, INK, "middle"))
        told.append(
            f"with the query at position {at_query} and the key at position {at_key}, the query "
            f"points to {turned['query'] % 360:.0f} degrees and the key to "
            f"{turned['key'] % 360:.0f}, and the angle between them is {between:.0f} degrees"
        )
    return picture(
        "positional-encoding",
        "RoPE keeps the angle between a query and a key",
        f"Two circles, each with an arrow for a query and one for a key. On the left, {told[0]}. "
        f"On the right, {told[1]}.",
        (WIDE, 296),
        parts,
    )
