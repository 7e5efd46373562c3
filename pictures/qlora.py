"""16 levels of NF4 and 16 even ones under the bell of the normal distribution."""

from statistics import NormalDist

import numpy as np

from glossary.site.draw import ACCENT, INK, MUTED, dot, line, picture, scale, text


def draw() -> str:
    steps = [NormalDist().inv_cdf(p) for p in np.linspace(0.5, 0.9677083, 9)]
    fewer = [-NormalDist().inv_cdf(p) for p in np.linspace(0.5, 0.9677083, 8)[1:]]
    nf4 = np.array(sorted(fewer + steps)) / steps[-1]
    even = np.linspace(-1, 1, 16)

    def across(value):
        return scale(value, -1.08, 1.08, 10, 510)

    largest = 2.6  # mean of the largest absolute value of 64 normal numbers
    xs = np.linspace(-1, 1, 109)
    bell = [(across(x), 200 - 160 * np.exp(-((largest * x) ** 2) / 2)) for x in xs]
    parts = [line(bell, INK, 3), line([(10, 200), (510, 200)], MUTED, 1)]
    parts += [dot(across(end), 200, 6, INK) for end in (-1, 1)]
    parts.append(text(10, 24, "how often weights are this large"))
    parts.append(text(510, 124, "largest of", anchor="end"))
    parts.append(text(510, 146, "each block", anchor="end"))
    for top, name, levels, color in (
        (226, "NF4: 16 levels, dense where weights are frequent", nf4, ACCENT),
        (306, "16 even levels", even, INK),
    ):
        for level in levels:
            x = across(level)
            parts.append(line([(x, top), (x, top + 30)], color, 4))
        parts.append(text(10, top + 52, name))
    for value, anchor in ((-1, "start"), (0, "middle"), (1, "end")):
        x = across(value)
        parts.append(text(x, 390, f"{value}", anchor=anchor))
    parts.append(
        text(260, 414, "weight / largest weight of its block", anchor="middle")
    )
    shown = ", ".join(f"{level:.3f}" for level in nf4)
    return picture(
        "qlora",
        "Levels of NF4 and even levels under the curve of a normal distribution",
        "A bell curve over weights divided by the largest of their block, from -1 to 1, with a dot "
        "at each end for the largest itself. Below it "
        f"two rows of strokes. NF4: {shown}. Even: 16 levels from -1 to 1, {2 / 15:.3f} apart.",
        (520, 424),
        parts,
    )
