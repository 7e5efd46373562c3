"""Training with DPO where answers share weights: the script of the page, drawn."""

import numpy as np

from glossary.site import draw as d

SHARED = np.array([[1.0, 0.1], [1.0, -0.1], [-1.0, 1.0]])
BETA, LR, STEPS = 0.1, 5.0, 60
LINES = (
    ("“No”, preferred", "accent", "", 2.5),
    ("“Never”, rejected", "muted", "", 2.5),
    ("“Yes”, in no pair", "ink", "6 4", 2),
)


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """Log-probabilities."""
    shifted = logits - logits.max()
    return shifted - np.log(np.exp(shifted).sum())


def course() -> tuple[np.ndarray, np.ndarray]:
    """Loss of each step, and probabilities (steps, answers)."""
    hidden = np.array([0.5, 0.0])
    reference = log_softmax(SHARED @ hidden)
    losses, probs = [], []
    for _ in range(STEPS + 1):
        log_probs = log_softmax(SHARED @ hidden)
        margin = BETA * ((log_probs - reference) @ [1, -1, 0])
        losses.append(np.log1p(np.exp(-margin)))
        probs.append(np.exp(log_probs))
        hidden = hidden + LR * BETA / (1 + np.exp(margin)) * (SHARED[0] - SHARED[1])
    return np.array(losses), np.array(probs)


def panel(top: float, title: str, high: float, low: float, height: float) -> list[str]:
    """Frame, title and the ends of the vertical scale."""
    parts = [
        d.text(64, top - 12, title, bold=True),
        d.line([(64, top), (64, top + height), (340, top + height)], "muted", 1),
        d.text(56, top + 10, f"{high:g}", anchor="end", color=d.MUTED),
        d.text(56, top + height, f"{low:g}", anchor="end", color=d.MUTED),
    ]
    return parts


def draw() -> str:
    """Two panels over the same steps: the loss falls, and so do both answers of the pair."""
    losses, probs = course()
    steps = np.arange(STEPS + 1)

    def curve(values, top, height, high, low):
        return [
            (d.scale(s, 0, STEPS, 64, 340), d.scale(v, high, low, top, top + height))
            for s, v in zip(steps, values, strict=True)
        ]

    parts = panel(40, "loss", 0.7, 0.6, 90)
    parts.append(d.line(curve(losses, 40, 90, 0.7, 0.6), "accent", 2.5))
    parts.append(d.text(350, 40 + 50, f"{losses[0]:.2f} to {losses[-1]:.2f}"))
    parts += panel(184, "probability of each answer", 1, 0, 170)
    for (name, color, dashes, width), values in zip(LINES, probs.T, strict=True):
        points = curve(values, 184, 170, 1, 0)
        parts.append(d.line(points, color, width, dashes))
        down = {"“No”, preferred": -14, "“Never”, rejected": 10}.get(name, 6)
        parts.append(d.text(350, points[-1][1] + down, name))
    parts.append(
        d.text(202, 384, f"steps 0 to {STEPS}", anchor="middle", color=d.MUTED)
    )
    told = "; ".join(
        f"{name}: {values[0]:.2f} to {values[-1]:.2f}"
        for (name, *_), values in zip(LINES, probs.T, strict=True)
    )
    return d.picture(
        "dpo",
        "The loss falls, and so do both answers of the pair",
        f"Above, the loss falls from {losses[0]:.2f} to {losses[-1]:.2f} in {STEPS} steps. "
        f"Below, the probabilities of three answers: {told}.",
        (520, 398),
        parts,
    )
