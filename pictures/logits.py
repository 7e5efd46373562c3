"""One vector, multiplied with the row of each token, gives one logit a token."""

from glossary.site import draw as p

VOCAB = ["mat", "floor", "moon", "."]
OTHERS = [1.5, 0.5]
ROWS = [[2.0, 1.0, 0.5], [1.5, 0.5, 1.0], [-1.0, -0.5, 1.0], [-0.5, -1.0, 2.0]]

first = 1.0  # number of the hidden state; knob: -1.5 to 1.5 by 0.1


def draw(first: float = first) -> str:
    """The first position in the first script of the page."""
    h = [first, *OTHERS]
    scores = [sum(a * b for a, b in zip(h, row, strict=True)) for row in ROWS]
    parts = [
        p.text(0, 22, "final hidden state of one position: d_model numbers"),
    ]
    for i, value in enumerate(h):
        parts += [
            p.box(90 + 56 * i, 34, 52, 30, "trained", radius=4),
            p.text(
                116 + 56 * i,
                55,
                f"{value:.1f}".replace("-", "−"),
                color="on-trained",
                anchor="middle",
            ),
        ]
    parts += [
        p.arrow((172, 70), (172, 96)),
        p.text(0, 120, "one learned row for each token"),
        p.text(516, 120, "logit", anchor="end", bold=True),
    ]
    zero, unit = 335, 27
    for j, (word, row, score) in enumerate(zip(VOCAB, ROWS, scores, strict=True)):
        y = 132 + 42 * j
        parts.append(p.text(78, y + 21, word, anchor="end", bold=True))
        for i, value in enumerate(row):
            shown = f"{value:.1f}".replace("-", "−")
            parts += [
                p.box(90 + 56 * i, y, 52, 30, "frozen", radius=4),
                p.text(116 + 56 * i, y + 21, shown, 16, "on-frozen", "middle"),
            ]
        left, right = sorted((zero, zero + unit * score))
        parts += [
            p.box(left, y + 4, right - left, 22, "accent"),
            p.text(516, y + 21, f"{score:.2f}".replace("-", "−"), anchor="end"),
        ]
    parts += [
        p.line([(zero, 130), (zero, 292)], "ink", 2),
        p.text(zero, 310, "0", 16, anchor="middle"),
    ]
    said = ", ".join(
        f"{word} {score:.2f}" for word, score in zip(VOCAB, scores, strict=True)
    )
    return p.picture(
        "logits",
        "One dot product for each token",
        f"At one position the model ends with d_model numbers, here {first:.1f}, 1.5 and 0.5. "
        "Each token of the vocabulary has a learned row of as many numbers. The dot product of "
        "the two is the logit of that token: "
        f"{said}. Bars to the right of a line at 0 stand for positive scores, bars to the left "
        "for negative ones.",
        (520, 318),
        parts,
    )
