"""Which tokens of a chat are scored, and which pairs of tokens packed chats may use."""

from glossary.site import draw as d

CHAT = ["<user>", "who", "wrote", "emma", "<assistant>", "austen", "<end>"]
WIDTHS = [60, 46, 56, 58, 104, 66, 56]
FIRST_SCORED = 5
LENGTHS = (5, 3)
CELL = 22


def draw() -> str:
    """A chat with its scored tokens in color; below it the mask of two packed chats."""
    parts = [d.text(16, 26, "read: all; scored: the answer and its end", bold=True)]
    x = 16
    for i, (token, width) in enumerate(zip(CHAT, WIDTHS, strict=True)):
        scored = i >= FIRST_SCORED
        parts.append(
            d.box(x, 42, width, 34, "trained" if scored else "frozen", radius=4)
        )
        color = d.ON_TRAINED if scored else d.INK
        parts.append(d.text(x + width / 2, 65, token, 14, color, "middle"))
        x += width + 6
    parts.append(d.text(16, 122, "two chats in one row", bold=True))
    total, left, top = sum(LENGTHS), 64, 136
    chat = [n for n, length in enumerate(LENGTHS) for _ in range(length)]
    for row in range(total):
        position = row - (0 if chat[row] == 0 else LENGTHS[0])
        y = top + CELL * row
        parts.append(d.text(left - 10, y + 17, str(position), 14, d.MUTED, "end"))
        for column in range(row + 1):
            if chat[row] == chat[column]:
                square = d.box(left + CELL * column, y, CELL - 3, CELL - 3, "muted")
                parts.append(square)
    side = CELL * total
    parts.append(
        d.line([(left, top), (left, top + side), (left + side, top + side)], "muted", 1)
    )
    parts.append(d.text(left + side + 20, top + 60, "first chat: 5 tokens"))
    parts.append(d.text(left + side + 20, top + 150, "second chat: 3 tokens,"))
    parts.append(d.text(left + side + 20, top + 172, "positions restart at 0"))
    return d.picture(
        "instruction-tuning",
        "What is scored, and what packed chats may read",
        f"A chat of the tokens {' '.join(CHAT)}: all are read, and {CHAT[5]} and {CHAT[6]} are "
        f"scored. Below, the mask of two packed chats of {LENGTHS[0]} and {LENGTHS[1]} tokens: "
        "each token may attend to itself and earlier tokens of its own chat; positions restart.",
        (520, 330),
        parts,
    )
