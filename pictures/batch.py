"""Gradients of single examples and of batches of 16, as points around their mean."""

import numpy as np

from glossary.site.draw import (
    ACCENT,
    INK,
    LINE,
    MUTED,
    arrow,
    dot,
    line,
    picture,
    scale,
    text,
)

batch = 16  # examples, on the right; knob: 1, 4, 16, 64, 256


def draw(batch: int = batch):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(4000, 2))
    y = x @ np.array([1.0, 0.5]) + rng.normal(size=4000)
    each = -2 * x * (x @ np.zeros(2) - y)[:, None]  # against the gradient: where to go
    mean = each.mean(axis=0)
    parts, spread, outside = [], [], []
    for left, size in ((10, 1), (270, batch)):

        def place(across, up, left=left):
            return scale(across, -4, 7, left, left + 240), scale(up, -5, 5, 280, 40)

        rows = rng.integers(4000, size=(60, size))
        steps = each[rows].mean(axis=1)
        spread.append(np.sqrt(((steps - mean) ** 2).sum(axis=1).mean()))
        inside = abs(steps[:, 0] - 1.5) < 5.3
        inside &= abs(steps[:, 1]) < 4.8
        outside.append(int((~inside).sum()))
        parts += [
            line([place(-4, 0), place(7, 0)], LINE, 1.5),
            line([place(0, -5), place(0, 5)], LINE, 1.5),
            *(dot(*place(*step), 3.5, MUTED) for step in steps[inside]),
            line([place(0, 0), place(*mean)], ACCENT, 4),
            arrow(place(0, 0), place(*mean), ACCENT),
            text(left + 120, 24, f"batch of {size}", 18, INK, "middle", bold=True),
        ]
        parts += [
            text(left + 240, 182, "change of w1", 14, MUTED, "end"),
            text(place(0, 0)[0] + 6, 54, "change of w2", 14, MUTED),
        ]
        if outside[-1]:
            note = f"{outside[-1]} of the 60 lie outside"
            parts.append(text(left + 120, 296, note, 14, MUTED, "middle"))
    parts.append(
        text(260, 316, "arrow: the mean over all examples", 16, MUTED, "middle")
    )
    told = "they lie close around the tip, in root mean square"
    if batch < 16:
        told = f"{outside[1]} lie outside, and they are in root mean square"
    digits = ".1f" if spread[1] > 0.1 else ".2f"
    return picture(
        "batch",
        "Steps of single examples and of batches",
        "Two panels. A dot is the step that one of sixty batches would take, an "
        "arrow the mean over all examples. On the left, with a batch of one, the dots are "
        f"strewn widely, in root mean square {spread[0]:.1f} from the tip of the arrow; some "
        f"lie in the opposite direction, and {outside[0]} lie outside of the panel. "
        f"On the right, with batches of {batch}, {told} {spread[1]:{digits}} from it.",
        (520, 330),
        parts,
    )
