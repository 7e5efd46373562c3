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

FITS = ((1, LINK, "2 5"), (3, INK, ""), (11, ACCENT, "10 5"))


def draw():
    rng = np.random.default_rng(0)
    x = np.linspace(-1, 1, 12)
    y = np.sin(3 * x) + 0.3 * rng.normal(size=12)

    def place(across, up):
        return scale(across, -1, 1, 20, 500), scale(up, -1.7, 1.7, 290, 20)

    parts, fine = [], np.linspace(-1, 1, 241)
    for degree, color, dashes in FITS:
        w = np.linalg.lstsq(legvander(x, degree), y)[0]
        curve = legvander(fine, degree) @ w
        points = [place(*p) for p in zip(fine, curve, strict=True)]
        parts.append(line(points, color, 3, dashes))
    wave = [place(*p) for p in zip(fine, np.sin(3 * fine), strict=True)]
    parts.append(line(wave, MUTED, 1.5))
    parts += [dot(*place(*p), 6, MUTED) for p in zip(x, y, strict=True)]
    left = 20
    for degree, color, dashes in FITS:
        parts.append(line([(left, 322), (left + 44, 322)], color, 3, dashes))
        parts.append(text(left + 52, 328, f"degree {degree}", 17, color, bold=True))
        left += 160
    parts.append(text(20, 352, "dots: the wave (thin line) plus noise", 16, MUTED))
    return picture(
        "overfitting",
        "Three curves through twelve points",
        "Twelve dots lie along a wave, a thin line, some above, some below. A straight line, of "
        "degree 1, dotted, misses the wave. A curve of degree 3, solid, follows the wave "
        "and passes near the dots. A curve of degree 11, dashed, passes through every dot "
        "and swings up and down between them.",
        (520, 364),
        parts,
    )
