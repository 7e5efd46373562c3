"""The widths of two real feed-forward layers, to one scale."""

from glossary.site.draw import (
    MUTED,
    ON_FROZEN,
    ON_TRAINED,
    arrow,
    box,
    line,
    picture,
    text,
)

SCALE = 232 / 3072  # pixels for one number
HIGH = 34


def bar(middle: float, y: float, width: int, fill: str = "frozen") -> list[str]:
    """A vector, as wide as it is long."""
    wide = width * SCALE
    color = ON_FROZEN if fill == "frozen" else ON_TRAINED
    label = f"{width:,}"
    return [
        box(middle - wide / 2, y, wide, HIGH, fill, radius=4),
        text(middle, y + 23, label, 15, color, "middle"),
    ]


def draw() -> str:
    left, right = 130, 390
    gate, up = 324, 456
    parts = [
        text(left, 20, "GPT-2 small", 17, anchor="middle", bold=True),
        text(right, 20, "SmolLM2-135M", 17, anchor="middle", bold=True),
        *bar(left, 36, 768),
        arrow((left, 72), (left, 114)),
        text(left + 12, 99, "up", color=MUTED),
        *bar(left, 118, 3072, "trained"),
        arrow((left, 154), (left, 196)),
        text(left + 12, 181, "GELU", color=MUTED),
        *bar(left, 200, 3072, "trained"),
        arrow((left, 236), (left, 318)),
        text(left + 12, 283, "down", color=MUTED),
        *bar(left, 322, 768),
        *bar(right, 36, 576),
        arrow((right - 12, 72), (gate, 114)),
        arrow((right + 12, 72), (up, 114)),
        text(gate + 6, 93, "gate", color=MUTED, anchor="end"),
        text(up - 6, 93, "up", color=MUTED),
        *bar(gate, 118, 1536, "trained"),
        *bar(up, 118, 1536, "trained"),
        arrow((gate, 154), (gate, 196)),
        text(gate + 12, 181, "SiLU", color=MUTED),
        *bar(gate, 200, 1536, "trained"),
        line([(up, 154), (up, 217), (up - 58, 217)]),
        text(right, 224, "×", 20, anchor="middle"),
        arrow((right, 236), (right, 318)),
        text(right + 12, 283, "down", color=MUTED),
        *bar(right, 322, 576),
    ]
    return picture(
        "feed-forward-layer",
        "Two feed-forward layers, to one scale",
        "For one token, from top to bottom. GPT-2 small: a vector of 768 numbers becomes 3,072 by "
        "the matrix up, passes through GELU, and becomes 768 again by the matrix down. "
        "SmolLM2-135M: a vector of 576 numbers becomes two vectors of 1,536 by the matrices gate "
        "and up; the first passes through SiLU, both are multiplied entry by entry, and the "
        "product becomes 576 again by the matrix down.",
        (520, 366),
        parts,
    )
