"""Two groups of answers: their rewards around the mean, and what is left as advantages."""

import numpy as np

from glossary.site import draw as d

GROUPS = (
    ("some right: it learns", [1, 0, 0, 1, 0, 0, 0, 0]),
    ("all wrong: it learns nothing", [0] * 8),
)


def advantages(rewards: np.ndarray) -> np.ndarray:
    """As in TRL: distances from the mean, in standard deviations."""
    return (rewards - rewards.mean()) / (rewards.std(ddof=1) + 1e-4)


def draw() -> str:
    """Per group a row of rewards, and below it a bar for each answer's advantage."""
    parts, told = [], []
    for g, (name, rewards) in enumerate(GROUPS):
        top = 24 + 190 * g
        values = advantages(np.array(rewards, dtype=float))
        parts.append(d.text(16, top, name, bold=True))
        parts.append(d.text(16, top + 34, "reward", color=d.MUTED))
        parts.append(d.text(16, top + 98, "advantage", color=d.MUTED))
        base = top + 112
        parts.append(d.line([(112, base), (504, base)], "muted", 1))
        for i, (reward, value) in enumerate(zip(rewards, values, strict=True)):
            x = 124 + 49 * i
            parts.append(d.text(x + 17, top + 34, f"{reward}", anchor="middle"))
            height = abs(30 * value)
            if height > 0.1:
                y = base - height if value > 0 else base
                parts.append(
                    d.box(x, y, 34, height, "accent" if value > 0 else "frozen")
                )
            y = base - height - 6 if value > 0 else base + height + 18
            parts.append(d.text(x + 17, y, f"{value + 0.0:.1f}", anchor="middle"))
        told.append(
            f"{name}: rewards {', '.join(map(str, rewards))}; advantages "
            + ", ".join(f"{v + 0.0:.1f}" for v in values)
        )
    return d.picture(
        "grpo",
        "Advantages are distances from the mean of the group",
        f"Two groups of eight answers to one prompt each. {'. '.join(told)}.",
        (520, 372),
        parts,
    )
