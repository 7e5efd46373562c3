"""Two descents on one map: with all examples at each step, and with batches of four."""

import math

import numpy as np

from glossary.site.draw import ACCENT, INK, MUTED, dot, line, picture, scale, text


def paths() -> tuple[list, list, np.ndarray, np.ndarray]:
    """Two descents, the least loss, and what turns a circle into a line of equal loss."""
    rng = np.random.default_rng(3)
    x = rng.normal(size=(256, 2)) * [1.0, 0.5]
    target = x @ [2.0, 1.0] + 1.2 * rng.normal(size=256)
    best = np.linalg.lstsq(x, target, rcond=None)[0]
    found = []
    for size, steps in ((256, 26), (4, 26)):
        w, path = np.array([-2.0, 2.6]), []
        for _ in range(steps):
            path.append(tuple(w))
            rows = rng.choice(256, size, replace=False)
            w = w - 0.18 * 2 * x[rows].T @ (x[rows] @ w - target[rows]) / size
        found.append(path)
    values, vectors = np.linalg.eigh(x.T @ x / 256)  # of the examples' own loss
    return *found, best, vectors @ np.diag(values**-0.5) @ vectors.T


def draw() -> str:
    full, batches, best, shape = paths()

    def place(u: float, v: float) -> tuple[float, float]:
        return scale(u, -2.6, 4.4, 10, 510), scale(v, -1.4, 3.3, 330, 12)

    parts = []
    for radius in (0.5, 1.2, 2.0, 2.9, 3.9):
        ring = [
            tuple(best + radius * shape @ [math.cos(t), math.sin(t)])
            for t in (2 * math.pi * k / 72 for k in range(73))
        ]
        inside = [(u, v) for u, v in ring if -2.6 < u < 4.4 and -1.4 < v < 3.3]
        if len(inside) == len(ring):
            parts.append(line([place(*p) for p in ring], MUTED, 1))
        else:  # the ring leaves the map: draw its parts
            run: list = []
            for p in [*ring, (99.0, 99.0)]:
                if p in inside:
                    run.append(place(*p))
                elif len(run) > 1:
                    parts.append(line(run, MUTED, 1))
                    run = []
                else:
                    run = []
    parts += [
        line([place(*p) for p in batches], ACCENT, 2, "5 3"),
        *(dot(*place(*p), 3) for p in batches),
        line([place(*p) for p in full], INK, 2.5),
        *(dot(*place(*p), 4, INK) for p in full),
        dot(*place(*full[0]), 7, INK),
        text(place(*full[0])[0] - 36, place(*full[0])[1] - 14, "start", bold=True),
        line([(20, 352), (60, 352)], INK, 2.5),
        text(70, 357, "all examples at each step"),
        line([(20, 378), (60, 378)], ACCENT, 2, "5 3"),
        text(70, 383, "4 of 256 at each step: as many steps"),
        line([(20, 404), (60, 404)], MUTED, 1),
        text(70, 409, "equal loss on all examples"),
    ]
    return picture(
        "gradient-descent",
        "Two descents from one start",
        "A map of a loss that depends on two parameters, with rings of equal loss around the best "
        "point. Two paths of 26 steps lead from one start to it. The path with all 256 examples "
        "at each step is smooth and its steps grow shorter. The path with 4 examples at each "
        "step zigzags, reaches the same region, and goes on wandering there.",
        (520, 420),
        parts,
    )
