"""Three bends: ReLU, tanh and GELU from -4 to 4."""

from math import erf, sqrt, tanh

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
}


def place(z, y):
    return scale(z, -4, 4, 30, 500), scale(y, -1.5, 4, 330, 20)


def draw():
    parts = [
        line([place(-4, 0), place(4, 0)], LINE, 2),
        line([place(0, -1.5), place(0, 4)], LINE, 2),
    ]
    for function, color, dashes in CURVES.values():
        points = [
            place(z / 20, function(z / 20))
            for z in range(-80, 81)
            if function(z / 20) <= 3.9
        ]
        parts.append(line(points, color, 3, dashes))
    x, y = place(2.2, 2.2)
    parts.append(text(x - 12, y - 12, "ReLU", 17, INK, "end", bold=True))
    x, y = place(2.6, 1)
    parts.append(text(x, y + 26, "tanh", 17, LINK, bold=True))
    x, y = place(-1.4, -0.2)
    parts.append(text(x - 8, y + 30, "GELU", 17, ACCENT, "end", bold=True))
    x, y = place(4, 0)
    parts.append(text(x, y + 22, "sum", 16, MUTED, "end"))
    x, y = place(0, 4)
    parts.append(text(x - 10, y + 14, "output", 16, MUTED, "end"))
    for value in (-3, 3):
        x, y = place(value, 0)
        parts.append(
            text(
                x,
                y - 8 if value > 0 else y + 20,
                str(value).replace("-", "−"),
                15,
                MUTED,
                "middle",
            )
        )
    return picture(
        "activation-function",
        "Three bends",
        "Output over sum from minus 4 to 4. ReLU, a solid line, is zero for sums below "
        "zero and the sum itself above. GELU, dashed, is close to ReLU, but round at the "
        "corner and a little below zero for sums from about minus 3 to 0, at most 0.17. "
        "Tanh, dotted, is an S between minus 1 and 1.",
        (520, 350),
        parts,
    )
