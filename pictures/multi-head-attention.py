"""What the nine heads of one layer of SmolLM2-135M gather for one word.

Where the numbers come from: as in pictures/attention.py, from the same sentence and layer; here all
nine heads and the row of "it". tests/reference/test_attention.py computes them again.
"""

from glossary.site.draw import MUTED, box, line, picture, text

LAYER, GROUP = 13, 3
WORDS = ["Ann", "gave", "Tom", "a", "cup", "and", "he", "drank", "it"]
PERCENT = [
    [39, 1, 0, 3, 2, 4, 3, 12, 35],
    [42, 1, 0, 0, 1, 8, 23, 18, 7],
    [39, 2, 0, 1, 3, 2, 8, 32, 12],
    [63, 5, 1, 5, 2, 12, 6, 4, 2],
    [10, 0, 0, 2, 4, 13, 2, 65, 3],
    [20, 3, 1, 1, 6, 47, 13, 8, 1],
    [32, 1, 1, 2, 15, 5, 2, 28, 15],
    [24, 6, 1, 11, 17, 24, 3, 6, 8],
    [6, 2, 1, 2, 82, 2, 1, 0, 4],
]
LEFT, TOP, WIDE, HIGH = 84, 60, 47, 32


def draw() -> str:
    parts = [text(LEFT, 20, "the word it gathers from", color=MUTED)]
    rows = []
    for head, weights in enumerate(PERCENT):
        y = TOP + head * HIGH + head // GROUP * 12
        parts.append(text(LEFT - 22, y + 22, f"head {head + 1}", anchor="end"))
        if head % GROUP == 0:
            low, high = y + 3, y + GROUP * HIGH - 3
            x = LEFT - 8
            parts.append(line([(x, low), (x - 6, low), (x - 6, high), (x, high)]))
        for column, percent in enumerate(weights):
            x = LEFT + column * WIDE
            if head == 0:
                parts.append(
                    text(x + WIDE / 2, TOP - 10, WORDS[column], anchor="middle")
                )
            parts.append(box(x + 1, y + 1, WIDE - 2, HIGH - 2, "surface"))
            parts.append(
                box(x + 1, y + 1, WIDE - 2, HIGH - 2, "trained", opacity=percent / 100)
            )
            strong = percent == max(weights)
            parts.append(
                text(
                    x + WIDE / 2,
                    y + 22,
                    str(percent),
                    anchor="middle",
                    bold=strong,
                )
            )
        most = max(weights)
        words = " and ".join(
            f"“{word}”" for word, of in zip(WORDS, weights, strict=True) if of == most
        )
        rows.append(f"head {head + 1} most from {words}, {most}")
    return picture(
        "multi-head-attention",
        "Nine heads, one word, in percent",
        "A table with a row for each of nine heads and a column for each word of: Ann gave Tom a "
        "cup and he drank it. Each row says, in percent, from where that head gathers for the "
        f"word it: {'; '.join(rows)}. Brackets join heads 1 to 3, 4 to 6 and 7 to 9: each three "
        "share their keys and values.",
        (520, TOP + 9 * HIGH + 2 * 12 + 8),
        parts,
    )
