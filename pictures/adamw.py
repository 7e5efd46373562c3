"""Two weights under AdamW and under Adam with L2: one has small gradients, one large."""

import numpy as np

from glossary.site.draw import ACCENT, INK, LINE, MUTED, line, picture, scale, text


def path(decoupled: bool) -> np.ndarray:
    """As in adam_with_l2_is_not_adamw_numpy.py: weights after each step, quiet and loud."""
    gradients = (-1.0) ** np.arange(1000)[:, None] * [0.1, 10.0]
    w, m, v = np.array([5.0, 5.0]), np.zeros(2), np.zeros(2)
    found = [w]
    for step, gradient in enumerate(gradients, start=1):
        if decoupled:
            w = w - 0.01 * 0.1 * w
        else:
            gradient = gradient + 0.1 * w
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        move = (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
        w = w - 0.01 * move
        found.append(w)
    return np.array(found)


def draw() -> str:
    parts = []
    for left, name, decoupled in ((40, "AdamW", True), (295, "Adam with L2", False)):
        weights = path(decoupled)

        def place(step: float, w: float, left: int = left) -> tuple[float, float]:
            return scale(step, 0, 1000, left, left + 215), scale(w, -1, 6, 290, 40)

        parts += [
            text(left + 107, 24, name, 18, anchor="middle", bold=True),
            *(line([place(0, y), place(1000, y)], LINE, 1) for y in (0, 2, 4, 6)),
            *(
                text(left - 8, place(0, y)[1] + 5, str(y), 15, anchor="end")
                for y in (0, 2, 4, 6)
            ),
            text(left + 6, place(0, 6)[1] + 17, "weight", 15, MUTED),
            text(left, 312, "0", 15, anchor="middle"),
            text(left + 215, 312, "1,000 steps", 15, anchor="end"),
            line([place(0, -1), place(1000, -1)], MUTED, 1),
        ]
        for column, color, dashes in ((0, INK, ""), (1, ACCENT, "7 4")):
            points = [place(k, weights[k, column]) for k in range(0, 1001, 10)]
            parts.append(line(points, color, 2.5, dashes))
    parts += [
        text(205, 134, "both lines", 15, anchor="middle"),
        line([(20, 344), (60, 344)], INK, 2.5),
        text(70, 349, "weight with small gradients"),
        line([(20, 370), (60, 370)], ACCENT, 2.5, "7 4"),
        text(70, 375, "weight with gradients 100 times as large"),
    ]
    quiet, loud = path(False)[-1]
    both = path(True)[-1]
    return picture(
        "adamw",
        "Decay under AdamW and under Adam with L2",
        "Two panels, each with the paths of two weights that begin at 5, over 1,000 steps with "
        "gradients that alternate in sign. Those of one are 100 times as large as those of the "
        f"other. Under AdamW both fall alike, to {both[0]:.1f} and {both[1]:.1f}. Under Adam with "
        f"L2 the one with small gradients falls to {quiet:.1f}, and the one with large gradients "
        f"stays near {loud:.1f}.",
        (520, 388),
        parts,
    )
