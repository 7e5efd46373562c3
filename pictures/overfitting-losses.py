"""The training loss and the held-out loss of the script, over its steps."""

import numpy as np

from glossary.site import draw as d

MODEL = d.from_script("overfitting/training_longer_makes_it_worse_numpy.py")
LEFT, RIGHT, TOP, BOTTOM = 60, 500, 30, 270


def losses() -> dict[int, tuple[float, float]]:
    """Both, after each step of the script."""
    x, y, x_new, y_new, lr = (
        MODEL[name] for name in ("x", "y", "x_new", "y_new", "lr")
    )
    w, both = np.zeros(x.shape[1]), {}
    for step in range(2001):
        both[step] = ((x @ w - y) ** 2).mean(), ((x_new @ w - y_new) ** 2).mean()
        w = w - lr * 2 * x.T @ (x @ w - y) / len(y)
    return both


def place(step: int, loss: float) -> tuple[float, float]:
    """Both axes are logarithmic."""
    return (
        d.scale(np.log10(step), 0, np.log10(2000), LEFT, RIGHT),
        d.scale(np.log10(loss), -2, 2, BOTTOM, TOP),
    )


def draw() -> str:
    """Two curves that part, and where."""
    both = losses()
    lowest, turn = MODEL["best"]
    steps = sorted({round(step) for step in np.geomspace(1, 2000, 80)})
    parts = [d.line([(LEFT, TOP), (LEFT, BOTTOM), (RIGHT, BOTTOM)], d.MUTED, 1)]
    for loss in (0.01, 1, 100):
        _, y = place(1, loss)
        parts.append(d.text(LEFT - 8, y + 5, f"{loss:g}", anchor="end", color=d.MUTED))
    for step in (1, 10, 100, 1000):
        x, _ = place(step, 1)
        parts.append(d.text(x, BOTTOM + 20, str(step), anchor="middle", color=d.MUTED))
    parts.append(d.text(LEFT, 16, "loss", color=d.MUTED))
    parts.append(d.text(RIGHT, BOTTOM + 40, "step", anchor="end", color=d.MUTED))
    x, y = place(turn, lowest)
    parts.append(d.line([(x, TOP), (x, BOTTOM)], d.MUTED, 1, "4 5"))
    for which, color, dashes in ((0, d.LINK, "10 5"), (1, d.ACCENT, "")):
        curve = [place(step, both[step][which]) for step in steps]
        parts.append(d.line(curve, color, 3, dashes))
    parts.append(d.dot(x, y, 6, d.ACCENT))
    parts.append(d.text(x + 8, TOP + 14, f"step {turn}", color=d.MUTED))
    x, y = place(200, both[200][1])
    parts.append(d.text(x - 10, y - 12, "held-out", 17, d.ACCENT, "end", bold=True))
    x, y = place(200, both[200][0])
    parts.append(d.text(x - 10, y + 22, "training", 17, d.LINK, "end", bold=True))
    return d.picture(
        "overfitting-losses",
        "Training loss and held-out loss over the steps",
        f"Both axes are logarithmic. The training loss falls from {both[1][0]:.1f} at step 1 "
        f"to {both[2000][0]:.2f} at step 2000. The held-out loss falls to {lowest:.1f} at step "
        f"{turn} and then rises to {both[2000][1]:.0f}.",
        (520, 320),
        parts,
    )
