"""Which tokens each token may look at, and what it has to predict."""

from glossary.site.draw import MUTED, ON_FROZEN, box, picture, text

WORDS = ["the", "cat", "sat", "on", "the"]
NEXT = [*WORDS[1:], "mat"]
LEFT, TOP, WIDE, HIGH = 74, 74, 60, 44

causal = True  # nothing behind a token is seen; knob: True, False
window = 5  # tokens, itself included; knob: 1 to 5


def draw(causal: bool = causal, window: int = window) -> str:
    seen: list[list[str]] = []
    parts = [
        text(LEFT + 2.5 * WIDE, 20, "may look at", color=MUTED, anchor="middle"),
        text(LEFT + 5 * WIDE + 22, 54, "predicts", color=MUTED),
    ]
    for row, word in enumerate(WORDS):
        middle = TOP + row * HIGH + 27
        seen.append([])
        parts.append(text(LEFT + (row + 0.5) * WIDE, 54, word, anchor="middle"))
        parts.append(text(LEFT - 12, middle, word, anchor="end", bold=True))
        for column in range(len(WORDS)):
            x, y = LEFT + column * WIDE, TOP + row * HIGH
            if (column <= row or not causal) and abs(row - column) < window:
                seen[row].append(WORDS[column])
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
    if causal and window == len(WORDS):
        told = (
            "The first token may look at itself only, the second at the first two, and so on; the "
            "last may look at all five. The cells above the diagonal are closed."
        )
    else:
        rows = [
            f"token {row + 1} at {', '.join(words)}" for row, words in enumerate(seen)
        ]
        told = f"It may look at what is open in its row: {'; '.join(rows)}."
    closed = "In every row but the last that token stands in a closed column."
    open_ = "In every row but the last that token stands in an open column: it need only be copied."
    leak = closed if causal or window == 1 else open_
    return picture(
        "causal-mask",
        "What each token may look at",
        "A table with a row and a column for each token of: the cat sat on the. "
        f"{told} Beside each row stands what that token has to predict: cat, sat, on, the, mat. "
        f"{leak}",
        (520, TOP + 5 * HIGH + 10),
        parts,
    )
