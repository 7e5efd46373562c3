"""Four activation functions: ReLU, tanh, GELU and SiLU from -4 to 4."""

from math import erf, exp, sqrt, tanh

from glossary.site.draw import (
    ACCENT,
    INK,
    LINE,
    LINK,
    MUTED,
    line,
    picture,
    scale,
    text,
)

CURVES = {
    "ReLU": (lambda z: max(0.0, z), INK, ""),
    "tanh": (tanh, LINK, "2 5"),
    "GELU": (lambda z: z * (1 + erf(z / sqrt(2))) / 2, ACCENT, "10 5"),
    "SiLU": (lambda z: z / (1 + exp(-z)), MUTED, "10 4 2 4"),
}


def place(z, y):
    return scale(z, -4, 4, 30, 500), scale(y, -1.5, 4, 330, 20)


def draw():
    parts = [
        line([place(-4, 0), place(4, 0)], LINE, 2),
        line([place(0, -1.5), place(0, 4)], LINE, 2),
    ]
    for function, color, dashes in CURVES.values():
        points = [place(z / 20, function(z / 20)) for z in range(-80, 81)]
        parts.append(line([p for p in points if p[1] >= 24], color, 3, dashes))
    x, y = place(2.2, 2.2)
    parts.append(text(x - 12, y - 12, "ReLU", 17, INK, "end", bold=True))
    x, y = place(2.6, 1)
    parts.append(text(x, y + 26, "tanh", 17, LINK, bold=True))
    x, y = place(-0.55, 0)
    parts.append(text(x, y - 12, "GELU", 17, ACCENT, "end", bold=True))
    x, y = place(-2.3, -0.2)
    parts.append(text(x - 8, y + 28, "SiLU", 17, MUTED, "end", bold=True))
    x, y = place(4, 0)
    parts.append(text(x, y + 22, "pre-activation z", 16, MUTED, "end"))
    x, y = place(0, 4)
    parts.append(text(x - 10, y + 14, "output", 16, MUTED, "end"))
    for value in (-3, 3):
        x, y = place(value, 0)
        shown = str(value).replace("-", "−")
        parts += [
            line([(x, y - 4), (x, y + 4)], MUTED, 2),
            text(x, y - 10, shown, 15, MUTED, "middle"),
        ]
    for value in (-1, 1, 2, 3):
        x, y = place(0, value)
        shown = str(value).replace("-", "−")
        parts += [
            line([(x - 4, y), (x + 4, y)], MUTED, 2),
            text(x - 10, y + 5, shown, 15, MUTED, "end"),
        ]
    return picture(
        "activation-function",
        "Four activation functions",
        "Output over pre-activation z from minus 4 to 4. ReLU, a solid line, is zero below "
        "zero and z itself above. GELU, dashed, is close to ReLU, but round at the corner "
        "and a little below zero to its left, at most 0.17. SiLU, dashed and dotted, is "
        "rounder still and dips to 0.28 below zero. Tanh, dotted, is an S between minus 1 "
        "and 1.",
        (520, 350),
        parts,
    )
