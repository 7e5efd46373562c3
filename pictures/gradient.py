"""Lines of equal loss around a minimum, with the gradient at a few points."""

import math

from glossary.site.draw import (
    ACCENT,
    INK,
    MUTED,
    PAPER,
    arrow,
    box,
    dot,
    line,
    picture,
    scale,
    text,
)


def draw() -> str:
    def place(u: float, v: float) -> tuple[float, float]:
        return scale(u, -5.5, 5.5, 10, 510), scale(v, -3.4, 3.4, 330, 21)

    parts = []  # the loss is u * u + 4 * v * v
    for level in (5, 10, 15, 20, 25):  # equal steps: close together means steep
        ring = [
            (level**0.5 * math.cos(t), level**0.5 / 2 * math.sin(t))
            for t in (2 * math.pi * k / 72 for k in range(73))
        ]
        parts.append(line([place(*point) for point in ring], MUTED, 1.5))
        v = 0 if level % 10 else -0.45  # every other number lower, with room beside it
        x, y = place((level - 4 * v * v) ** 0.5, v)
        wide = 10 * len(str(level))
        parts.append(box(x - wide / 2, y - 10, wide, 20, PAPER))  # the line breaks
        parts.append(text(x, y + 5, str(level), 15, MUTED, "middle"))
    parts.append(dot(*place(0, 0), 4, INK))
    for u, v in ((3, 2), (-(15**0.5), 0), (2, -(1.5**0.5)), (-2, 0.5)):  # on the rings
        du, dv = 2 * u, 8 * v  # the gradient
        x, y = place(u, v)
        parts.append(arrow((x, y), place(u + 0.06 * du, v + 0.06 * dv), ACCENT))
        parts.append(line([(x, y), place(u - 0.09 * du, v - 0.09 * dv)], INK, 2, "4 4"))
        parts.append(dot(x, y, 5))
    parts += [
        line([(20, 352), (60, 352)], ACCENT, 3),
        text(70, 357, "gradient: the direction of steepest rise"),
        line([(20, 378), (60, 378)], INK, 2, "4 4"),
        text(70, 383, "against it: down, mostly missing the minimum"),
        line([(20, 404), (60, 404)], MUTED, 1.5),
        text(70, 409, "equal loss, with its number; in the middle, 0"),
    ]
    return picture(
        "gradient",
        "Gradients on a map of the loss",
        "A map of a loss that depends on two parameters. Ellipses join points of equal loss: 5, "
        "10, 15, 20 and 25 from inside out; the least loss is in the middle. At four points an "
        "arrow shows the gradient. Each arrow stands at a right angle to its ellipse, points "
        "outward to higher loss, and is longer where the ellipses lie closer together. Dashed "
        "lines lead the other way, downhill; most of them do not point at the middle.",
        (520, 420),
        parts,
    )
