"""Scores, e to each score, and each divided by the sum, as bars."""

from math import exp

from glossary.site import draw as p

OTHERS = [1.0, 0.0, -1.0]

first = 2.0  # the first score; knob: -2.0 to 2.0 by 0.1


def draw(first: float = first) -> str:
    """Three columns of bars: the scores of the first script of the page."""
    scores = [first, *OTHERS]
    exps = [exp(z) for z in scores]
    probs = [e / sum(exps) for e in exps]
    parts = [
        p.text(70, 22, "scores", anchor="middle", bold=True),
        p.text(252, 22, "e to each", anchor="middle", bold=True),
        p.text(430, 22, "divided by the sum", anchor="middle", bold=True),
    ]
    zero, units = (56, 180, 350), (26, 15, 130)
    for i, values in enumerate(zip(scores, exps, probs, strict=True)):
        y = 40 + 40 * i
        for column, value in enumerate(values):
            start = zero[column]
            end = start + units[column] * value
            left, right = sorted((start, end))
            color = ("frozen", "trained", "accent")[column]
            parts.append(p.box(left, y, max(right - left, 1), 26, color))
            shown = f"{value:.2f}" if column else f"{value:g}".replace("-", "−")
            parts.append(p.text(max(right, start) + 8, y + 19, shown))
    for column, start in enumerate(zero):
        parts.append(p.line([(start, 34), (start, 196)], "ink", 2))
        sums = (None, sum(exps), sum(probs))[column]
        if sums:
            parts.append(p.text(start, 222, f"sum {sums:.2f}"))
    rows = ", ".join(
        f"{z:g} to {e:.2f} to {q:.2f}"
        for z, e, q in zip(scores, exps, probs, strict=True)
    )
    if first == 2:
        told = "Each exponential is 2.72 times the one below it, and so is each probability."
    else:
        told = (
            f"The first exponential is {exps[0] / exps[1]:.2f} times the one below it, each other "
            "one 2.72 times, and so are the probabilities."
        )
    return p.picture(
        "softmax",
        "Scores become probabilities",
        f"Three columns of four bars. The scores {first:g}, 1, 0 and -1; e raised to each; and "
        f"each of those divided by their sum, which gives the probabilities. By row: {rows}. "
        f"{told}",
        (520, 232),
        parts,
    )
