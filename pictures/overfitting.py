"""Twelve points of a noisy wave, and three curves fitted to them."""

import numpy as np
from numpy.polynomial.legendre import legvander

from glossary.site.draw import (
    ACCENT,
    INK,
    LINK,
    MUTED,
    dot,
    line,
    picture,
    scale,
    text,
)

degree = 11  # of the dashed curve; knob: 4 to 11
noise = 0.3  # of the dots, its standard deviation; knob: 0.0 to 0.5 by 0.1


def inside(points):
    """The parts of a curve that the picture has room for."""
    part = []
    for x, y in points:
        if 0 < y < 306:
            part.append((x, y))
        elif part:
            yield part
            part = []
    if part:
        yield part


def draw(degree: int = degree, noise: float = noise):
    fits = ((1, LINK, "2 5"), (3, INK, ""), (degree, ACCENT, "10 5"))
    rng = np.random.default_rng(0)
    x = np.linspace(-1, 1, 12)
    y = np.sin(3 * x) + noise * rng.normal(size=12)

    def place(across, up):
        return scale(across, -1, 1, 20, 500), scale(up, -1.7, 1.7, 290, 20)

    parts, fine = [], np.linspace(-1, 1, 241)
    for of_fit, color, dashes in fits:
        w = np.linalg.lstsq(legvander(x, of_fit), y)[0]
        curve = legvander(fine, of_fit) @ w
        points = [place(*p) for p in zip(fine, curve, strict=True)]
        parts += [line(part, color, 3, dashes) for part in inside(points)]
        missed = abs(legvander(x, of_fit) @ w - y).max()  # of the last in the end
    wave = [place(*p) for p in zip(fine, np.sin(3 * fine), strict=True)]
    parts.append(line(wave, MUTED, 1.5))
    parts += [dot(*place(*p), 6, MUTED) for p in zip(x, y, strict=True)]
    left = 20
    for of_fit, color, dashes in fits:
        parts.append(line([(left, 322), (left + 44, 322)], color, 3, dashes))
        parts.append(text(left + 52, 328, f"degree {of_fit}", 17, color, bold=True))
        left += 160
    parts.append(text(20, 352, "dots: the wave (thin line) plus noise", 16, MUTED))
    told = "passes through every dot and swings up and down between them"
    if degree < 11 or not noise:
        told = f"passes the dots at most {missed:.2f} from them"
    where = "some above, some below" if noise else "all of them on it"
    if noise not in (0, 0.3):
        where += f", by noise of {noise:g}"
    return picture(
        "overfitting",
        "Three curves through twelve points",
        f"Twelve dots lie along a wave, a thin line, {where}. A straight line, of "
        "degree 1, dotted, misses the wave. A curve of degree 3, solid, follows the wave "
        f"and passes near the dots. A curve of degree {degree}, dashed, {told}.",
        (520, 364),
        parts,
    )
