"""Learned and true reward of the best policy for each beta: the script of the page, drawn."""

import numpy as np

from glossary.site import draw as d

LENGTH = np.arange(1, 9)
QUALITY = LENGTH - LENGTH**2 / 8
REFERENCE = np.exp(-((LENGTH - 2.5) ** 2))
REFERENCE /= REFERENCE.sum()
LINES = (("learned reward", "muted", "6 4", 2), ("true reward", "accent", "", 2.5))


def sigmoid(x: np.ndarray) -> np.ndarray:
    """The logistic function."""
    return 1 / (1 + np.exp(-x))


def learned() -> np.ndarray:
    """The reward model, fitted to comparisons of the reference's own answers."""
    pairs = REFERENCE[:, None] * REFERENCE
    longer, better = LENGTH[:, None] - LENGTH, QUALITY[:, None] - QUALITY
    w = 0.0
    for _ in range(2000):
        w += (pairs * (sigmoid(better) - sigmoid(w * longer)) * longer).sum()
    return w * LENGTH


def course() -> tuple[np.ndarray, np.ndarray]:
    """KL (points,) and the two mean rewards (2, points), from a short to a long leash."""
    reward, divergences, means = learned(), [], []
    for beta in np.geomspace(20, 0.03, 120):
        policy = REFERENCE * np.exp((reward - reward.max()) / beta)
        policy /= policy.sum()
        divergences.append((policy * np.log(policy / REFERENCE)).sum())
        means.append((policy @ reward, policy @ QUALITY))
    return np.array(divergences), np.array(means).T


def draw() -> str:
    """One panel: both rewards over the distance from the reference."""
    kl, means = course()
    x = np.sqrt(kl)
    best = int(means[1].argmax())
    left, right, top, bottom = 56, 352, 24, 250
    parts = [d.line([(left, top), (left, bottom), (right, bottom)], "muted", 1)]
    for value in (0, 1, 2, 3):
        y = d.scale(value, 0, 3, bottom, top)
        parts.append(d.text(left - 8, y + 6, str(value), anchor="end", color=d.MUTED))
    for (name, color, dashes, width), values in zip(LINES, means, strict=True):
        points = [
            (d.scale(a, 0, x.max(), left, right), d.scale(b, 0, 3, bottom, top))
            for a, b in zip(x, values, strict=True)
        ]
        parts.append(d.line(points, color, width, dashes))
        parts.append(d.text(right + 8, points[-1][1] + 4, name))
    at = d.scale(x[best], 0, x.max(), left, right)
    parts.append(d.dot(at, d.scale(means[1][best], 0, 3, bottom, top), 5))
    parts.append(
        d.text(
            204, 278, "distance from the reference →", anchor="middle", color=d.MUTED
        )
    )
    return d.picture(
        "rlhf",
        "The learned reward rises on, the true one turns",
        "Two lines over the distance of the policy from the reference, the square root of KL, from "
        f"0 to {x.max():.1f}. The learned reward rises from {means[0][0]:.1f} to "
        f"{means[0][-1]:.1f}. The true reward rises from {means[1][0]:.1f} to "
        f"{means[1][best]:.1f} at {x[best]:.1f} and falls to {means[1][-1]:.1f}.",
        (520, 292),
        parts,
    )
