"""The loss as a curve over the probability that the right token was given."""

import math

from glossary.site.draw import ACCENT, LINE, MUTED, dot, line, picture, scale, text

MARKS = (0.01, 0.1, 1.0)

prob = 0.50  # of the right token; knob: 0.01 to 1.00 by 0.01


def draw(prob: float = prob) -> str:
    def place(across: float, loss: float) -> tuple[float, float]:
        return scale(across, 0, 1, 60, 490), scale(loss, 0, 5, 290, 30)

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
    apart = [one for one in MARKS if abs(one - prob) > 0.25 or one < 0.05 < prob - 0.05]
    marks = sorted([*apart, prob])
    for one in marks:
        dx, dy = (12, 5) if one < 0.05 else (14, 0) if one < 0.2 else (10, -22)
        if one > 0.75:
            dx, dy = -8, -26
        x, y = place(one, -math.log(one))
        words = f"{one:g}: {-math.log(one) + 0.0:.2f}"
        parts += [
            dot(x, y, 5),
            text(x + dx, y + dy, words, anchor="end" if dx < 0 else "start", bold=True),
        ]
    said = [
        f"at {one:g} it is {-math.log(one):.2f}" if one < 1 else "at 1 it is 0"
        for one in marks[1:]
    ]
    first = f"At probability {marks[0]:g} the loss is {-math.log(marks[0]) + 0.0:.2f}"
    told = ", ".join([first, *said])
    return picture(
        "loss",
        "The loss for each probability of the right token",
        "A falling curve. Across: the probability that the right token was given, from 0 to 1. "
        f"Up: the loss. {told}. Toward probability 0 the curve rises without limit.",
        (520, 350),
        parts,
    )
