"""The stream of one token: what reads it and what adds to it."""

from glossary.site.draw import MUTED, ON_FROZEN, arrow, box, line, picture, text

STREAM, SIDE = 110, 390


def stage(y: float, name: str) -> list[str]:
    """A branch: read, norm, work, add back."""
    return [
        line([(STREAM, y), (SIDE, y), (SIDE, y + 12)]),
        box(SIDE - 84, y + 12, 168, 30, "surface", "line", 4),
        text(SIDE, y + 33, "norm", 16, anchor="middle"),
        box(SIDE - 84, y + 48, 168, 36, "frozen", radius=4),
        text(SIDE, y + 72, name, 17, ON_FROZEN, "middle", bold=True),
        line([(SIDE, y + 84), (SIDE, y + 106)]),
        arrow((SIDE, y + 106), (STREAM + 16, y + 106)),
        text((STREAM + SIDE) / 2, y + 100, "adds its part", 15, MUTED, "middle"),
        text((STREAM + SIDE) / 2 - 30, y - 8, "reads a copy", 15, MUTED, "middle"),
        f'<circle cx="{STREAM}" cy="{y + 106:g}" r="13" fill="var(--g-paper)" '
        f'stroke="var(--g-ink)" stroke-width="2"/>',
        line([(STREAM - 6, y + 106), (STREAM + 6, y + 106)], "ink"),
        line([(STREAM, y + 100), (STREAM, y + 112)], "ink"),
    ]


def draw() -> str:
    parts = [
        text(STREAM, 22, "embedding", 17, anchor="middle", bold=True),
        line([(STREAM, 32), (STREAM, 374)], "accent", 6),
        arrow((STREAM, 372), (STREAM, 388), "accent"),
        *stage(72, "attention"),
        *stage(228, "feed-forward"),
        text(STREAM, 412, "next block", 17, anchor="middle"),
        text(STREAM + 74, 372, "embedding + part 1 + part 2", 16),
    ]
    return picture(
        "residual-stream",
        "The stream of one token through one block",
        "A thick line runs from the embedding at the top to the next block at the bottom. Twice "
        "a branch leaves it: a copy of the stream is normed and goes into attention, whose "
        "result is added back to the line; further down a copy is normed and goes into the "
        "feed-forward layer, whose result is added back too. At the end the line carries the "
        "embedding plus part 1 plus part 2.",
        (520, 424),
        parts,
    )
