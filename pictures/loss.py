"""The loss as a curve over the probability that the right token was given."""

import math

from glossary.site.draw import ACCENT, LINE, MUTED, dot, line, picture, scale, text


def draw() -> str:
    def place(prob: float, loss: float) -> tuple[float, float]:
        return scale(prob, 0, 1, 60, 490), scale(loss, 0, 5, 290, 30)

    curve = [place(p / 200, -math.log(p / 200)) for p in range(2, 201)]
    parts = [
        line([place(0, 5), place(0, 0), place(1, 0)], MUTED),
        *(line([place(0, y), place(1, y)], LINE, 1) for y in range(1, 6)),
        *(text(48, place(0, y)[1] + 5, str(y), anchor="end") for y in range(6)),
        *(
            text(place(x, 0)[0], 312, f"{x:g}", anchor="middle")
            for x in (0, 0.25, 0.5, 0.75, 1)
        ),
        text(275, 338, "probability given to the right token", anchor="middle"),
        text(60, 18, "loss"),
        line(curve, ACCENT, 3),
    ]
    for prob, dx, dy in ((0.01, 12, 5), (0.1, 14, 0), (0.5, 10, -22), (1.0, -8, -26)):
        x, y = place(prob, -math.log(prob))
        words = f"{prob:g}: {-math.log(prob) + 0.0:.2f}"
        parts += [
            dot(x, y, 5),
            text(x + dx, y + dy, words, anchor="end" if dx < 0 else "start", bold=True),
        ]
    return picture(
        "loss",
        "The loss for each probability of the right token",
        "A falling curve. Across: the probability that the right token was given, from 0 to 1. "
        "Up: the loss. At probability 0.01 the loss is 4.61, at 0.1 it is 2.30, at 0.5 it is "
        "0.69, at 1 it is 0. Toward probability 0 the curve rises without limit.",
        (520, 350),
        parts,
    )
