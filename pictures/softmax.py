"""Scores, e to each score, and each divided by the sum, as bars."""

from math import exp

from glossary.site import draw as p

SCORES = [2.0, 1.0, 0.0, -1.0]


def draw() -> str:
    """Three columns of bars: the scores of the first script of the page."""
    exps = [exp(z) for z in SCORES]
    probs = [e / sum(exps) for e in exps]
    parts = [
        p.text(70, 22, "scores", anchor="middle", bold=True),
        p.text(252, 22, "e to each", anchor="middle", bold=True),
        p.text(430, 22, "divided by the sum", anchor="middle", bold=True),
    ]
    zero, units = (56, 180, 350), (26, 15, 130)
    for i, values in enumerate(zip(SCORES, exps, probs, strict=True)):
        y = 40 + 40 * i
        for column, value in enumerate(values):
            start = zero[column]
            end = start + units[column] * value
            left, right = sorted((start, end))
            color = ("frozen", "trained", "accent")[column]
            parts.append(p.box(left, y, max(right - left, 1), 26, color))
            shown = f"{value:.2f}" if column else f"{value:.0f}".replace("-", "−")
            parts.append(p.text(max(right, start) + 8, y + 19, shown))
    for column, start in enumerate(zero):
        parts.append(p.line([(start, 34), (start, 196)], "ink", 2))
        sums = (None, sum(exps), sum(probs))[column]
        if sums:
            parts.append(p.text(start, 222, f"sum {sums:.2f}"))
    rows = ", ".join(
        f"{z:.0f} to {e:.2f} to {q:.2f}"
        for z, e, q in zip(SCORES, exps, probs, strict=True)
    )
    return p.picture(
        "softmax",
        "Scores become probabilities",
        "Three columns of four bars. The scores 2, 1, 0 and -1; e raised to each; and each of "
        f"those divided by their sum, which gives the probabilities. By row: {rows}. "
        "Each exponential is 2.72 times the one below it, and so is each probability.",
        (520, 232),
        parts,
    )
