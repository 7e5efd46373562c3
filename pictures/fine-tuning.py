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


def losses():
    """Loss on the old and on the new task, every fifth step of both trainings."""
    rng = np.random.default_rng(0)
    d_hidden, lr = 20, 0.05
    x = np.stack([np.linspace(-2, 2, 40), np.ones(40)], axis=1)
    y = np.sin(3 * x[:, :1])
    old, new = slice(0, 20), slice(20, 40)
    W1 = rng.normal(size=(d_hidden, 2))
    W2 = rng.normal(size=(1, d_hidden)) / 4
    seen = []
    for part in (old, new):
        for step in range(800):
            if step % 5 == 0:
                wrong = (np.tanh(x @ W1.T) @ W2.T - y) ** 2
                seen.append((wrong[old].mean(), wrong[new].mean()))
            h = np.tanh(x[part] @ W1.T)
            dy = 2 * (h @ W2.T - y[part]) / 20
            dz = dy @ W2 * (1 - h**2)
            W2 = W2 - lr * dy.T @ h
            W1 = W1 - lr * dz.T @ x[part]
    wrong = (np.tanh(x @ W1.T) @ W2.T - y) ** 2
    seen.append((wrong[old].mean(), wrong[new].mean()))
    return np.array(seen)


def draw() -> str:
    seen = losses()
    left, right, top, bottom, most = 40, 500, 60, 320, 4.2
    middle = (left + right) / 2

    def curve(values):
        across = np.linspace(left, right, len(values))
        return [
            (x, scale(v, 0, most, bottom, top))
            for x, v in zip(across, values, strict=True)
        ]

    parts = [
        line([(left, top - 10), (left, bottom), (right, bottom)], LINE),
        line([(middle, top - 10), (middle, bottom)], MUTED, 1.5, "6 4"),
        text((left + middle) / 2, 28, "training on the old", 17, INK, "middle"),
        text((middle + right) / 2, 28, "then on the new alone", 17, INK, "middle"),
        text(left, bottom + 28, "steps 1 to 800", 16, MUTED),
        text(right, bottom + 28, "steps 801 to 1,600", 16, MUTED, "end"),
    ]
    for number in (1, 2, 3, 4):
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
        "Two curves over 1,600 steps. In the first half, training on the old task, the loss "
        f"on the old falls to {seen[160, 0]:.2f} and the loss on the new stands at "
        f"{seen[160, 1]:.2f}. In the second half, training on the new task alone, the loss "
        f"on the new falls to {seen[-1, 1]:.2f} and the loss on the old rises to "
        f"{seen[-1, 0]:.2f}."
    )
    return picture(
        "fine-tuning", "The old task is forgotten", description, (520, 392), parts
    )
