"""The scale for alpha 16 at ranks from 1 to 256: divided by rank, and by its root."""

import numpy as np

from glossary.site.draw import (
    ACCENT,
    INK,
    LINE,
    dot,
    line,
    picture,
    scale,
    text,
)

alpha = 16  # knob: 4, 8, 16, 32, 64


def draw(alpha: int = alpha) -> str:
    ranks = 2 ** np.arange(9)
    left, right, top, bottom = 66, 500, 40, 300

    def place(rank, value):
        return (
            scale(np.log2(rank), 0, 8, left, right),
            scale(np.log2(value / alpha), -8, 0, bottom, top),
        )

    parts = [text(10, 22, f"scale, for alpha {alpha}")]
    for value in (alpha / 4**step for step in range(5)):
        shown = f"{value:g}" if value >= 1 else f"1/{1 / value:g}"
        _, y = place(1, value)
        parts.append(line([(left, y), (right, y)], LINE, 1))
        parts.append(text(left - 8, y + 5, shown, anchor="end"))
    for rank in ranks[::2]:
        x, _ = place(rank, 1)
        parts.append(
            text(x, bottom + 24, str(rank), anchor="end" if rank == 256 else "middle")
        )
    parts.append(text((left + right) / 2, bottom + 52, "rank", anchor="middle"))
    over_rank = [place(r, alpha / r) for r in ranks]
    over_root = [place(r, alpha / r**0.5) for r in ranks]
    parts += [line(over_rank, ACCENT, 3), line(over_root, INK, 3, "8 5")]
    parts += [dot(*point, 5, ACCENT) for point in over_rank]
    parts.append(text(330, 92, "alpha / sqrt(rank)", bold=True))
    parts.append(text(296, 212, "alpha / rank", anchor="end", bold=True))
    values = ", ".join(f"{r}: {alpha / r:g} and {alpha / r**0.5:.3g}" for r in ranks)
    return picture(
        "lora-alpha",
        f"The scale against the rank, with alpha fixed at {alpha}",
        "Two falling lines on axes that double at each step. Solid: alpha divided by rank. Dashed: "
        f"alpha divided by the square root of rank. Rank, and both scales: {values}.",
        (520, 366),
        parts,
    )
