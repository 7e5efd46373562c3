"""Two descents on one map: with all examples at each step, and with batches of four."""

import math

import numpy as np

from glossary.site.draw import ACCENT, INK, MUTED, dot, line, picture, scale, text

lr = 0.18  # knob: 0.02 to 0.40 by 0.02
batch = 4  # of 256 examples; knob: 1, 4, 16, 64


def paths(lr: float, batch: int) -> tuple[list, list, np.ndarray, np.ndarray]:
    """Two descents, the least loss, and what turns a circle into a line of equal loss."""
    rng = np.random.default_rng(3)
    x = rng.normal(size=(256, 2)) * [1.0, 0.5]
    target = x @ [2.0, 1.0] + 1.2 * rng.normal(size=256)
    best = np.linalg.lstsq(x, target, rcond=None)[0]
    found = []
    for size, steps in ((256, 26), (batch, 26)):
        w, path = np.array([-2.0, 2.6]), []
        for _ in range(steps):
            path.append(tuple(w))
            rows = rng.choice(256, size, replace=False)
            w = w - lr * 2 * x[rows].T @ (x[rows] @ w - target[rows]) / size
        found.append(path)
    values, vectors = np.linalg.eigh(x.T @ x / 256)  # of the examples' own loss
    return *found, best, vectors @ np.diag(values**-0.5) @ vectors.T


def on_map(point: tuple[float, float]) -> bool:
    """Whether a point is where the picture has room."""
    return -2.6 < point[0] < 4.4 and -1.4 < point[1] < 3.3


def runs(points: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """The parts of a path that are on the map, each of two points or more."""
    parts: list = [[]]
    for point in points:
        if on_map(point):
            parts[-1].append(point)
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if len(part) > 1]


def draw(lr: float = lr, batch: int = batch) -> str:
    full, batches, best, shape = paths(lr, batch)

    def place(u: float, v: float) -> tuple[float, float]:
        return scale(u, -2.6, 4.4, 10, 510), scale(v, -1.4, 3.3, 330, 12)

    parts = []
    for radius in (0.5, 1.2, 2.0, 2.9, 3.9):
        ring = [
            tuple(best + radius * shape @ [math.cos(t), math.sin(t)])
            for t in (2 * math.pi * k / 72 for k in range(73))
        ]
        inside = [one for one in ring if on_map(one)]
        if len(inside) == len(ring):
            parts.append(line([place(*p) for p in ring], MUTED, 1))
        else:  # the ring leaves the map: draw its parts
            parts += [line([place(*p) for p in part], MUTED, 1) for part in runs(ring)]
    parts += [
        *(line([place(*p) for p in part], ACCENT, 2, "5 3") for part in runs(batches)),
        *(dot(*place(*p), 3) for p in batches if on_map(p)),
        line([place(*p) for p in full], INK, 2.5),
        *(dot(*place(*p), 4, INK) for p in full),
        dot(*place(*full[0]), 7, INK),
        text(place(*full[0])[0] - 36, place(*full[0])[1] - 14, "start", bold=True),
        line([(20, 352), (60, 352)], INK, 2.5),
        text(70, 357, "all examples at each step"),
        line([(20, 378), (60, 378)], ACCENT, 2, "5 3"),
        text(70, 383, f"{batch} of 256 at each step: as many steps"),
        line([(20, 404), (60, 404)], MUTED, 1),
        text(70, 409, "equal loss on all examples"),
    ]
    if (lr, batch) == (0.18, 4):
        told = (
            "Two paths of 26 steps lead from one start to it. The path with all 256 examples "
            "at each step is smooth and its steps grow shorter. The path with 4 examples at each "
            "step zigzags, reaches the same region, and goes on wandering there."
        )
    else:
        ends = [math.dist(path[-1], best) for path in (full, batches)]
        left = sum(not on_map(point) for point in batches)
        told = (
            f"Two paths of 26 steps of learning rate {lr:g} begin at one start, "
            f"{math.dist(full[0], best):.1f} from it. The path with all 256 examples at each step "
            f"ends {ends[0]:.2f} from it. The path with {batch} at each step ends {ends[1]:.2f} "
            f"from it, with {left} of its points outside of the map."
        )
    return picture(
        "gradient-descent",
        "Two descents from one start",
        "A map of a loss that depends on two parameters, with rings of equal loss around the best "
        f"point. {told}",
        (520, 420),
        parts,
    )
