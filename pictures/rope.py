"""Scores of three pairs of query and key under RoPE, by the distance of the key."""

import numpy as np

from glossary.site import draw as d

D_HEAD, FARTHEST = 64, 200
LEFT, RIGHT, TOP, BOTTOM = 62, 504, 56, 266

theta = 10_000  # knob: 1_000, 10_000, 100_000, 500_000
back = 100  # tokens; knob: 0 to 200 by 10


def curves(theta: float, back: int) -> dict[str, np.ndarray]:
    """Cosine of query and key at each offset, as in the script of the page."""
    frequencies = float(theta) ** (-np.arange(0, D_HEAD, 2) / D_HEAD)
    angles = np.arange(FARTHEST + 1)[:, None] * frequencies
    slow = frequencies[24:]
    return {
        "query equals key": np.cos(angles).mean(axis=1),
        f"looks {back} back": np.cos(angles - back * frequencies).mean(axis=1),
        "slow pairs only": np.cos(np.arange(FARTHEST + 1)[:, None] * slow).mean(axis=1),
    }


def draw(theta: float = theta, back: int = back) -> str:
    """Three lines: one falls, one has its peak some tokens back, one stays."""
    parts = []
    for value in (0, 0.5, 1):
        y = d.scale(value, 0, 1, BOTTOM, TOP)
        parts.append(d.line([(LEFT, y), (RIGHT, y)], d.LINE, 1))
        parts.append(d.text(LEFT - 8, y + 5, f"{value:g}", 15, d.MUTED, "end"))
    for offset in (0, 50, 100, 150, 200):
        x = d.scale(offset, 0, FARTHEST, LEFT, RIGHT)
        parts.append(d.text(x, BOTTOM + 24, str(offset), 15, d.MUTED, "middle"))
    parts.append(
        d.text((LEFT + RIGHT) / 2, BOTTOM + 48, "tokens back", 16, anchor="middle")
    )
    parts.append(d.text(LEFT - 8, 20, "score", 16))
    told = []
    shown = {  # color, and where the name stands
        "query equals key": (d.LINK, 4, 0.16),
        f"looks {back} back": (d.ACCENT, back + 8, 0.8),
        "slow pairs only": (d.INK, 140, 1.05),
    }
    for name, values in curves(theta, back).items():
        points = [
            (d.scale(i, 0, FARTHEST, LEFT, RIGHT), d.scale(v, 0, 1, BOTTOM, TOP))
            for i, v in enumerate(values)
        ]
        parts.append(d.line(points, shown[name][0], 2))
        told.append(
            f"{name}: {values[0]:.2f} at 0, {values[100]:.2f} at 100, {values[200]:.2f}"
        )
    for name, (color, offset, value) in shown.items():
        x, y = (
            d.scale(offset, 0, FARTHEST, LEFT, RIGHT),
            d.scale(value, 0, 1, BOTTOM, TOP),
        )
        if x > RIGHT - 100:  # to the left of its peak
            x, anchor = x - 24, "end"
        else:
            anchor = "start"
        parts.append(d.text(x, y, name, 15, color, anchor))
    return d.picture(
        "rope",
        "Scores by distance, for three pairs of query and key",
        f"A chart of scores for keys 0 to {FARTHEST} tokens back. {'; '.join(told)} at 200.",
        (520, BOTTOM + 62),
        parts,
    )
