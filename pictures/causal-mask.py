"""Which tokens each token may look at, and what it has to predict."""

from glossary.site.draw import MUTED, ON_FROZEN, box, picture, text

WORDS = ["the", "cat", "sat", "on", "the"]
NEXT = [*WORDS[1:], "mat"]
LEFT, TOP, WIDE, HIGH = 74, 74, 60, 44


def draw() -> str:
    parts = [
        text(LEFT + 2.5 * WIDE, 20, "may look at", color=MUTED, anchor="middle"),
        text(LEFT + 5 * WIDE + 22, 54, "predicts", color=MUTED),
    ]
    for row, word in enumerate(WORDS):
        middle = TOP + row * HIGH + 27
        parts.append(text(LEFT + (row + 0.5) * WIDE, 54, word, anchor="middle"))
        parts.append(text(LEFT - 12, middle, word, anchor="end", bold=True))
        for column in range(len(WORDS)):
            x, y = LEFT + column * WIDE, TOP + row * HIGH
            if column <= row:
                parts.append(box(x + 2, y + 2, WIDE - 4, HIGH - 4, radius=4))
                parts.append(
                    text(x + WIDE / 2, middle, "yes", color=ON_FROZEN, anchor="middle")
                )
            else:
                parts.append(
                    box(x + 2, y + 2, WIDE - 4, HIGH - 4, "paper", "line", radius=4)
                )
                parts.append(
                    text(x + WIDE / 2, middle, "–", color=MUTED, anchor="middle")
                )
        parts.append(text(LEFT + 5 * WIDE + 22, middle, NEXT[row]))
    return picture(
        "causal-mask",
        "What each token may look at",
        "A table with a row and a column for each token of: the cat sat on the. The first token "
        "may look at itself only, the second at the first two, and so on; the last may look at "
        "all five. The cells above the diagonal are closed. Beside each row stands what that "
        "token has to predict: cat, sat, on, the, mat. In every row but the last that token "
        "stands in a closed column.",
        (520, TOP + 5 * HIGH + 10),
        parts,
    )
