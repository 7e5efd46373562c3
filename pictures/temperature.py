"""Probability of each token while the temperature goes from 0.1 to 10."""

import numpy as np

from glossary.site import draw as p

WORDS = ["coffee", "tea", "water", "juice", "soup"]
LOGITS = np.array([3.0, 2.2, 1.5, 0.4, -1.0])
LEFT, RIGHT, TOP, BOTTOM = 50, 440, 20, 260

temperature = 1.0  # knob: 0.1 to 10.0 by 0.1


def probs_at(temperature: float) -> np.ndarray:
    """Softmax of the logits divided by the temperature."""
    scores = LOGITS / temperature
    exps = np.exp(scores - scores.max())
    return exps / exps.sum()


def at(temperature: float) -> str:
    """A temperature, and the probabilities at it."""
    shares = zip(WORDS, probs_at(temperature), strict=True)
    return f"{temperature:g}: " + ", ".join(f"{w} {q:.2f}" for w, q in shares)


def draw(temperature: float = temperature) -> str:
    """A sweep of the temperature on a logarithmic axis, and another than 1 marked on it."""

    def x(temperature: float) -> float:
        return p.scale(np.log10(temperature), -1, 1, LEFT, RIGHT)

    def y(q: float) -> float:
        return p.scale(q, 0, 1, BOTTOM, TOP)

    parts = []
    for q in (0, 0.5, 1):
        parts += [
            p.line([(LEFT, y(q)), (RIGHT, y(q))], "line", 1),
            p.text(LEFT - 8, y(q) + 5, f"{q:g}", anchor="end"),
        ]
    for tick in (0.1, 0.5, 1, 2, 10):
        parts += [
            p.line([(x(tick), TOP), (x(tick), BOTTOM)], "line", 1),
            p.text(x(tick), BOTTOM + 24, f"{tick:g}", anchor="middle"),
        ]
    temperatures = np.logspace(-1, 1, 81)
    curves = np.array([probs_at(t) for t in temperatures])
    looks = [
        ("accent", ""),
        ("link", "10 4"),
        ("ink", "2 4"),
        ("muted", "12 4 2 4"),
        ("accent", "5 5"),
    ]
    heights = [y(q) for q in curves[-1]]
    spread = np.linspace(heights[0] - 28, heights[-1] + 22, len(WORDS))
    for i, (word, (color, dashes)) in enumerate(zip(WORDS, looks, strict=True)):
        points = [(x(t), y(q)) for t, q in zip(temperatures, curves[:, i], strict=True)]
        parts += [
            p.line(points, color, 3, dashes),
            p.text(RIGHT + 8, spread[i] + 5, word, color=color),
        ]
    marked = sorted({0.1, 0.5, 1, 2, 10, temperature})
    if temperature == 1:
        axis = p.text((LEFT + RIGHT) / 2, BOTTOM + 46, "temperature", anchor="middle")
    else:
        axis = p.text(
            260, BOTTOM + 46, f"temperature {at(temperature)}", 14, p.INK, "middle"
        )
        parts.append(
            p.line([(x(temperature), TOP), (x(temperature), BOTTOM)], "ink", 2)
        )
        parts += [p.dot(x(temperature), y(q), 5, p.INK) for q in probs_at(temperature)]
    parts += [
        axis,
    ]
    if (
        temperature == 1 or not LEFT + 4 < x(temperature) < LEFT + 106
    ):  # no line through it
        parts += [
            p.text(LEFT + 8, y(0.66), "the favorite"),
            p.text(LEFT + 8, y(0.66) + 19, "alone"),
        ]
    if temperature == 1 or not RIGHT - 106 < x(temperature) < RIGHT - 4:
        parts.append(p.text(RIGHT - 8, TOP + 74, "nearly even", anchor="end"))
    said = "; ".join(f"at {at(t)}" for t in marked)
    mark = "" if temperature == 1 else f" Marked: {temperature:g}."
    return p.picture(
        "temperature",
        "What temperature does to five probabilities",
        "Five curves, one for each token, show its probability while the temperature goes from 0.1 "
        f"to 10. {said[0].upper()}{said[1:]}. The curves never cross.{mark}",
        (520, 312),
        parts,
    )
