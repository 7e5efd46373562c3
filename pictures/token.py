"""How GPT-2 tokenizes a question; the pieces and numbers are those of its encoder.json."""

from glossary.site.draw import ACCENT, MUTED, ON_FROZEN, box, picture, text

QUESTION = [
    ("How", 2437),
    ("·many", 867),
    ("·r", 374),
    ("'s", 338),
    ("·are", 389),
    ("·in", 287),
    ("·strawberry", 41236),
    ("?", 30),
]
ALONE = [("st", 301), ("raw", 1831), ("berry", 8396)]
LETTER, ROW = 11, 74


def pieces(tokens, x, y):
    """A row of boxes, each with its piece and the number under it."""
    parts = []
    for piece, number in tokens:
        width = max(LETTER * len(piece) + 14, 10 * len(str(number)) + 4, 40)
        parts.append(box(x, y, width, 34, radius=4))
        parts.append(text(x + width / 2, y + 23, piece, 18, ON_FROZEN, "middle"))
        parts.append(text(x + width / 2, y + 53, str(number), 16, ACCENT, "middle"))
        x += width + 6
    return parts


def draw():
    parts = [text(0, 18, "How many r's are in strawberry?", 18, bold=True)]
    parts += pieces(QUESTION[:6], 0, 32) + pieces(QUESTION[6:], 0, 32 + ROW)
    parts.append(text(0, 210, "strawberry, at the beginning of a text", 18, bold=True))
    parts += pieces(ALONE, 0, 224)
    parts.append(text(250, 246, "· is a space", 16, MUTED))
    told = ", ".join(f"{piece} {number}" for piece, number in QUESTION)
    alone = ", ".join(f"{piece} {number}" for piece, number in ALONE)
    return picture(
        "token",
        "How GPT-2 tokenizes a question",
        f"The question: How many r's are in strawberry? GPT-2 makes 8 tokens of it, each with its "
        f"ID; a dot stands for a space: {told}. The word strawberry without a space before it "
        f"is three tokens: {alone}.",
        (420, 284),
        parts,
    )
