"""The whole machine: from text to the next token, with the shape of what flows."""

from glossary.site.draw import (
    ACCENT,
    MUTED,
    ON_FROZEN,
    ON_TRAINED,
    arrow,
    box,
    line,
    picture,
    text,
)

MIDDLE, WIDE, HIGH = 170, 220, 34
SHAPE = 330


def stage(y: float, words: str, fill: str = "frozen") -> list[str]:
    """A step: a box with its name."""
    color = {"frozen": ON_FROZEN, "trained": ON_TRAINED}.get(fill, "ink")
    stroke = None if fill in ("frozen", "trained") else "line"
    return [
        box(MIDDLE - WIDE / 2, y, WIDE, HIGH, fill, stroke, 5),
        text(MIDDLE, y + 23, words, 16, color, "middle", bold=fill != "surface"),
    ]


def between(y: float, shape: str = "") -> list[str]:
    """An arrow to the next step, and the shape of what it carries."""
    parts = [arrow((MIDDLE, y), (MIDDLE, y + 24))]
    return parts + ([text(SHAPE, y + 18, shape, 15, MUTED)] if shape else [])


def plus(y: float) -> str:
    """An addition on the line."""
    return (
        f'<circle cx="{MIDDLE}" cy="{y}" r="12" fill="var(--g-paper)" '
        f'stroke="var(--g-ink)" stroke-width="2"/>'
        + line([(MIDDLE - 6, y), (MIDDLE + 6, y)], "ink")
        + line([(MIDDLE, y - 6), (MIDDLE, y + 6)], "ink")
    )


def branch(y: float, name: str, fill: str) -> list[str]:
    """Norm and one step, beside the line that goes past them and is added."""
    left = MIDDLE - WIDE / 2 - 26
    return [
        line([(MIDDLE, y), (left, y), (left, y + 112), (MIDDLE - 12, y + 112)]),
        arrow((MIDDLE, y), (MIDDLE, y + 14)),
        *stage(y + 14, "norm", "surface"),
        line([(MIDDLE, y + 48), (MIDDLE, y + 54)]),
        *stage(y + 54, name, fill),
        line([(MIDDLE, y + 88), (MIDDLE, y + 100)]),
        plus(y + 112),
        line([(MIDDLE, y + 124), (MIDDLE, y + 136)]),
    ]


def draw() -> str:
    parts = [
        text(MIDDLE, 20, "“the cat sat”", 17, anchor="middle"),
        text(SHAPE, 20, "text", 15, MUTED),
        *between(28),
        *stage(54, "tokenizer: ids", "surface"),
        *between(88, "(seq_len,)"),
        *stage(114, "embedding + position"),
        *between(148, "(seq_len, d_model)"),
        box(14, 172, 300, 296, "paper", "line", 8),
        text(SHAPE, 300, "one block", 17, bold=True),
        text(SHAPE, 322, "N of these, each with", 15, MUTED),
        text(SHAPE, 341, "weights of its own", 15, MUTED),
        line([(MIDDLE, 172), (MIDDLE, 184)]),
        *branch(184, "attention", "trained"),
        *branch(320, "feed-forward layer", "frozen"),
        line([(MIDDLE, 456), (MIDDLE, 468)]),
        *between(468, "(seq_len, d_model)"),
        *stage(494, "norm", "surface"),
        *between(528),
        *stage(554, "output layer: logits"),
        *between(588, "(seq_len, vocab_size)"),
        *stage(614, "softmax: probabilities", "surface"),
        *between(648, "(vocab_size,)"),
        *stage(674, "draw one token", "surface"),
        line([(MIDDLE, 708), (MIDDLE, 724), (506, 724), (506, 14)], ACCENT),
        arrow((506, 14), (376, 14), ACCENT),
        text(MIDDLE + 12, 746, "appended, and the pass begins again", 15, MUTED),
    ]
    return picture(
        "transformer",
        "A GPT-style transformer, from text to the next token",
        "From top to bottom. The text “the cat sat” goes through the tokenizer and becomes ids, "
        "one a token. Embedding plus position makes a vector of d_model numbers for each. Then "
        "come N blocks, each with weights of its own: a norm and attention, whose result is "
        "added to the line that goes past them; a norm and a feed-forward layer, whose result is "
        "added too. After the last block a norm and the output layer give the logits, vocab_size "
        "numbers for each token. Softmax turns the last row into probabilities, and one token is "
        "drawn. It is appended to the text, and the pass begins again.",
        (520, 756),
        parts,
    )
