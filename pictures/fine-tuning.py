"""Two losses while a small model is trained on one task and then on another."""

import numpy as np

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

SETS = ((range(40), 3000), (range(40, 80), 1500))
"""Rows trained on and steps, as in the script of the page."""

EVERY = 25


def losses():
    """Loss on the old and on the new task, every 25th step of both trainings."""
    rng = np.random.default_rng(1)
    d_hidden, lr = 30, 0.05
    x = np.linspace(-2, 2, 40)
    tasks = [np.stack([x, 0 * x + task, 0 * x + 1], axis=1) for task in (0, 1)]
    inputs = np.concatenate(tasks)
    wanted = np.concatenate([np.sin(2 * x), np.cos(2 * x)])[:, None]
    W1, W2 = rng.normal(size=(d_hidden, 3)), rng.normal(size=(1, d_hidden)) / 4
    seen = []

    def look():
        wrong = (np.tanh(inputs @ W1.T) @ W2.T - wanted) ** 2
        seen.append((wrong[:40].mean(), wrong[40:].mean()))

    for rows, steps in SETS:
        x, y = inputs[rows], wanted[rows]
        for step in range(steps):
            if step % EVERY == 0:
                look()
            h = np.tanh(x @ W1.T)
            dy = 2 * (h @ W2.T - y) / len(x)
            dz = dy @ W2 * (1 - h**2)
            W2 = W2 - lr * dy.T @ h
            W1 = W1 - lr * dz.T @ x
    look()
    return np.array(seen)


def draw() -> str:
    seen = losses()
    left, right, top, bottom, most = 40, 500, 60, 320, 1.4
    turn = SETS[0][1] // EVERY
    middle = scale(turn, 0, len(seen) - 1, left, right)

    def curve(values):
        across = np.linspace(left, right, len(values))
        return [
            (x, scale(v, 0, most, bottom, top))
            for x, v in zip(across, values, strict=True)
        ]

    parts = [
        line([(left, top - 10), (left, bottom), (right, bottom)], LINE),
        line([(middle, top - 10), (middle, bottom)], MUTED, 1.5, "6 4"),
        text((left + middle) / 2, 28, "training on the old task", 17, INK, "middle"),
        text((middle + right) / 2, 28, "then the new alone", 17, INK, "middle"),
        text(left, bottom + 28, "steps 1 to 3,000", 16, MUTED),
        text(right, bottom + 28, "to 4,500", 16, MUTED, "end"),
    ]
    for number in (0, 1):
        y = scale(number, 0, most, bottom, top)
        parts.append(text(left - 10, y + 5, str(number), 16, MUTED, "end"))
    parts += [
        line(curve(seen[:, 0]), ACCENT, 3),
        line(curve(seen[:, 1]), LINK, 3, "8 5"),
        line([(40, 372), (84, 372)], ACCENT, 3),
        text(94, 377, "loss on the old task", 16),
        line([(280, 372), (324, 372)], LINK, 3, "8 5"),
        text(334, 377, "loss on the new task", 16),
    ]
    description = (
        "Two curves over 4,500 steps. In the first 3,000, training on the old task, the loss "
        f"on the old falls to {seen[turn, 0]:.3f} and the loss on the new stands at "
        f"{seen[turn, 1]:.3f}. After that, training on the new task alone, the loss "
        f"on the new falls to {seen[-1, 1]:.3f} and the loss on the old rises to "
        f"{seen[-1, 0]:.3f}."
    )
    return picture(
        "fine-tuning", "The old task is forgotten", description, (520, 392), parts
    )
