"""The way of a text through a tokenizer and a model, and back; the numbers are GPT-2's."""

from glossary.site.draw import (
    ACCENT,
    INK,
    MUTED,
    ON_FROZEN,
    ON_TRAINED,
    TRAINED,
    arrow,
    box,
    picture,
    text,
)

CENTER = 210
TOKENS = [("low", 9319), ("est", 395), ("·price", 2756), ("!", 0)]


def row(words, y, numbers=None):
    """Boxes in the middle of the picture, or the token IDs in their places."""
    widths = [11 * len(word) + 16 for word in words]
    x, parts = CENTER - (sum(widths) + 8 * (len(words) - 1)) / 2, []
    for at, (word, width) in enumerate(zip(words, widths, strict=True)):
        middle = x + width / 2
        if numbers is None:
            parts.append(box(x, y, width, 32, radius=4))
            parts.append(text(middle, y + 22, word, 18, ON_FROZEN, "middle"))
        else:
            parts.append(text(middle, y + 26, str(numbers[at]), 17, ACCENT, "middle"))
        x += width + 8
    return parts


def draw():
    parts = [text(CENTER, 20, "lowest price!", 18, INK, "middle", bold=True)]
    parts.append(arrow((CENTER, 30), (CENTER, 62)))
    parts.append(text(CENTER + 14, 52, "split by a rule", 16, MUTED))
    parts += row(["lowest", "·price", "!"], 68)
    parts.append(arrow((CENTER, 106), (CENTER, 138)))
    parts.append(text(CENTER + 14, 128, "tokens of each piece", 16, MUTED))
    parts += row([piece for piece, _ in TOKENS], 144)
    parts.append(arrow((CENTER, 182), (CENTER, 214)))
    parts.append(text(CENTER + 14, 204, "their token IDs", 16, MUTED))
    parts += row([piece for piece, _ in TOKENS], 212, numbers=[n for _, n in TOKENS])
    parts.append(arrow((CENTER, 248), (CENTER, 272)))
    parts.append(box(CENTER - 70, 278, 140, 38, TRAINED, radius=6))
    parts.append(text(CENTER, 303, "the model", 18, ON_TRAINED, "middle", bold=True))
    parts.append(arrow((CENTER, 322), (CENTER, 354)))
    parts.append(text(CENTER + 14, 344, "token IDs, one at a time", 16, MUTED))
    parts.append(text(CENTER, 376, "joined as bytes, read as text", 18, INK, "middle"))
    return picture(
        "tokenizer",
        "From text to token IDs and back",
        "The text lowest price! is split by a rule into lowest, space price, and an "
        "exclamation mark. The first piece becomes two tokens, low and est, the others one "
        "each. Their IDs in GPT-2's vocabulary are 9319, 395, 2756 and 0. The model reads these "
        "and generates IDs, whose bytes are joined and read as text.",
        (420, 388),
        parts,
    )
