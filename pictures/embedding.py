"""Vectors of words before and after training on the next word; the training of the page."""

import numpy as np

from glossary.site.draw import (
    ACCENT,
    INK,
    LINE,
    LINK,
    MUTED,
    arrow,
    dot,
    line,
    picture,
    text,
)

TEXT = "a cat sat . a dog sat . a cat ran . a dog ran . a kite flew . a kite fell ."
SHOWN = ("cat", "dog", "kite")
SIDES = (  # where each word is written, beside the tip of its arrow
    {"cat": "middle", "dog": "end", "kite": "start"},
    {"cat": "start", "dog": "end", "kite": "start"},
)


def train():
    """Embedding of the script on the page, before and after its 500 steps."""
    words = TEXT.split()
    vocab = sorted(set(words))
    ids = np.array([vocab.index(word) for word in words])
    now, following = ids[:-1], ids[1:]
    table, head = np.random.default_rng(0).normal(size=(2, len(vocab), 3))
    before = table.copy()
    for _ in range(500):
        exps = np.exp(table[now] @ head.T)
        error = (exps / exps.sum(axis=1, keepdims=True) - np.eye(9)[following]) / len(
            now
        )
        grad_head, grad_rows = error.T @ table[now], error @ head
        head -= grad_head
        np.subtract.at(table, now, grad_rows)
    rows = [vocab.index(word) for word in SHOWN]
    return before[rows], table[rows]


def angles(rows):
    """Angle of each row to the row of cat, in degrees."""
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return np.degrees(np.arccos(np.clip(unit @ unit[0], -1, 1)))


def draw():
    parts, told = [], []
    for column, (when, rows) in enumerate(
        zip(("before", "after"), train(), strict=True)
    ):
        cx, cy, radius = 102 + column * 203, 150, 74
        parts.append(text(cx, 20, f"{when} training", 17, INK, "middle", bold=True))
        circle = np.linspace(0, 2 * np.pi, 61)
        ring = [(cx + radius * np.cos(a), cy + radius * np.sin(a)) for a in circle]
        parts.append(line(ring, LINE, 1.5))
        parts.append(dot(cx, cy, 3, MUTED))
        degrees = angles(rows)
        turned = {"cat": 0.0, "dog": degrees[1], "kite": -degrees[2]}
        for word, color in zip(SHOWN, (INK, LINK, ACCENT), strict=True):
            a = np.radians(turned[word] + 90)
            end = (cx + radius * np.cos(a), cy - radius * np.sin(a))
            parts.append(arrow((cx, cy), end, color))
            x, y = cx + (radius + 12) * np.cos(a), cy - (radius + 12) * np.sin(a) + 6
            side = SIDES[column][word]
            parts.append(
                text(
                    x + {"start": 4, "end": -4, "middle": 0}[side],
                    y,
                    word,
                    17,
                    color,
                    side,
                )
            )
        told.append(
            f"{when} training, the vector of cat makes an angle of {degrees[1]:.0f} degrees "
            f"with that of dog and of {degrees[2]:.0f} degrees with that of kite"
        )
        for i, word in enumerate(("dog", "kite")):
            parts.append(
                text(
                    cx,
                    272 + 22 * i,
                    f"cat and {word}: {degrees[i + 1]:.0f}°",
                    16,
                    MUTED,
                    "middle",
                )
            )
    return picture(
        "embedding",
        "Vectors of words before and after training",
        f"Two circles with arrows for the words cat, dog and kite. {told[0].capitalize()}. "
        f"{told[1].capitalize()}. The vectors have three numbers; the drawing keeps the angles "
        "to the vector of cat.",
        (456, 304),
        parts,
    )
