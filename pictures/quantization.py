"""Twelve weights on the levels of a few bits, without and with an outlier."""

import numpy as np

from glossary.site.draw import (
    ACCENT,
    INK,
    MUTED,
    dot,
    line,
    picture,
    scale,
    text,
)

NAMES = {2: "three", 3: "seven", 4: "fifteen", 5: "thirty-one"}

bits = 3  # knob: 2 to 5
outlier = 3.0  # knob: 1.5 to 3.0 by 0.1


def draw(bits: int = bits, outlier: float = outlier) -> str:
    most = 2 ** (bits - 1) - 1
    count = 2 * most + 1
    weights = np.array(
        [-0.9, -0.62, -0.41, -0.3, -0.12, -0.05, 0.07, 0.2, 0.33, 0.55, 0.71, 1.0]
    )
    parts, described = [], []
    for place, (name, numbers) in enumerate(
        {
            f"largest weight 1: levels {1 / most:.2g} apart": weights,
            f"one outlier of {outlier:g}: levels {outlier / most:.2g} apart": np.append(
                weights[:-1], outlier
            ),
        }.items()
    ):
        top = 40 + 190 * place
        step = np.abs(numbers).max() / most
        levels = step * np.arange(-most, most + 1)

        def across(value):
            return scale(value, -3.1, 3.1, 10, 510)

        parts.append(text(10, top, name, 17, bold=True))
        parts.append(line([(10, top + 120), (510, top + 120)], MUTED, 1))
        for level in levels:
            x = across(level)
            parts.append(line([(x, top + 106), (x, top + 134)], INK, 3))
        for value in numbers:
            x, to = across(value), across(step * np.round(value / step))
            parts.append(line([(x, top + 48), (to, top + 104)], MUTED, 1.5))
            parts.append(dot(x, top + 44, 5, ACCENT))
        used = len(set(np.round(numbers / step)))
        parts.append(text(10, top + 26, "weights", 15))
        parts.append(text(10, top + 158, f"levels: {used} of {count} are used", 15))
        codes = " ".join(str(int(code)) for code in np.round(numbers / step))
        values = ", ".join(f"{value:g}" for value in numbers)
        described.append(
            f"{name}. Weights {values}; their levels {codes}; {used} of {count} used."
        )
    return picture(
        "quantization",
        "Twelve weights and the levels they are rounded to, without and with an outlier",
        f"Two number lines. Above each, twelve weights as dots; below, {NAMES[bits]} "
        "levels as strokes; a line leads from each weight to its level. "
        + " ".join(described),
        (520, 400),
        parts,
    )
