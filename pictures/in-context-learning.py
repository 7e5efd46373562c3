"""Two heads that continue a pattern: what came before each token, and where the last one looks."""

from glossary.site import draw as d

TOKENS = ["wug", "dax", "fep", "wug"]
LEFT, STEP, WIDE = 120, 96, 78


def center(i: int) -> float:
    """Middle of a token's column."""
    return LEFT + STEP * i + WIDE / 2


def draw() -> str:
    """Tokens, below them their predecessors, and the copy."""
    last = len(TOKENS) - 1
    found = [i for i in range(1, last) if TOKENS[i - 1] == TOKENS[last]]
    parts = [d.text(LEFT - 12, 77, "prompt", color=d.MUTED, anchor="end")]
    parts.append(d.text(LEFT - 12, 157, "came before", color=d.MUTED, anchor="end"))
    for i, token in enumerate(TOKENS):
        x = LEFT + STEP * i
        parts.append(d.box(x, 56, WIDE, 32, "frozen", radius=4))
        parts.append(d.text(center(i), 78, token, 16, d.ON_FROZEN, "middle"))
        fill, ink = ("trained", d.ON_TRAINED) if i in found else ("surface", d.INK)
        parts.append(d.box(x, 136, WIDE, 32, fill, "line", 4))
        before = TOKENS[i - 1] if i else "–"
        parts.append(d.text(center(i), 158, before, 16, ink, "middle"))
        if i:
            parts.append(d.arrow((center(i - 1) + 8, 92), (center(i) - 8, 132)))
    at = found[0]
    y = 196
    right = LEFT + STEP * last + WIDE  # of the last token, which asks
    path = [(right, 72), (right + 18, 72), (right + 18, y), (center(at), y)]
    parts += [
        d.line(path, "accent"),
        d.arrow((center(at), y), (center(at), 172), "accent"),
    ]
    asks = "head 2, layer 2: what followed wug?"
    parts.append(d.text(right + 18, y + 22, asks, anchor="end"))
    parts.append(d.text(LEFT, 28, "head 1, layer 1: each token looks one back"))
    parts.append(d.text(LEFT, 254, f"next token: {TOKENS[at]}", bold=True))
    return d.picture(
        "in-context-learning",
        "Two heads continue a pattern",
        f"The prompt is {' '.join(TOKENS)}. Below each token stands the one before it, which "
        "the first head has written there. The second head, in the next layer, looks from the "
        f"last token, {TOKENS[last]}, for a position whose predecessor is {TOKENS[last]}, finds "
        f"{TOKENS[at]}, and makes {TOKENS[at]} the next token.",
        (520, 270),
        parts,
    )
