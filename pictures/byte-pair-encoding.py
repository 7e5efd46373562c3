"""How merges built one token, as a tree; computed as on the page."""

from collections import Counter
from itertools import pairwise

from glossary.site.draw import (
    ACCENT,
    INK,
    MUTED,
    ON_FROZEN,
    ON_TRAINED,
    TRAINED,
    box,
    line,
    picture,
    text,
)

COUNTS = {"low": 5, "lower": 2, "newest": 6, "widest": 3}
WORD, N_MERGES = "newest", 8


def join(parts, pair):
    out = []
    for part in parts:
        if out and (out[-1], part) == pair:
            out[-1] += part
        else:
            out.append(part)
    return out


def train():
    """Merges in the order learned; ties go to the lower numbers, as on the page."""
    words = {word: list(word) for word in COUNTS}
    number = {chr(b): b for b in range(256)}
    merges = []
    for new in range(256, 256 + N_MERGES):
        pairs = Counter()
        for word, parts in words.items():
            for pair in pairwise(parts):
                pairs[pair] += COUNTS[word]
        best = min(pairs, key=lambda p: (-pairs[p], [number[part] for part in p]))
        merges.append((best, pairs[best]))
        number["".join(best)] = new
        words = {word: join(parts, best) for word, parts in words.items()}
    return merges


def draw():
    size, gap, top, step = 52, 16, 40, 62
    centers = [26 + i * (size + gap) for i in range(len(WORD))]
    nodes = [(letter, centers[i], 0) for i, letter in enumerate(WORD)]
    lines, boxes, told = [], [], []
    base = top + 4 * step
    for order, ((first, second), count) in enumerate(train(), start=1):
        for at in range(len(nodes) - 1):
            (a, xa, ha), (b, xb, hb) = nodes[at], nodes[at + 1]
            if (a, b) != (first, second):
                continue
            x, height = (xa + xb) / 2, max(ha, hb) + 1
            for old, level in ((xa, ha), (xb, hb)):
                lines.append(
                    line([(old, base - level * step), (x, base - height * step)])
                )
            nodes[at : at + 2] = [(a + b, x, height)]
            told.append(f"merge {order} joins {a} and {b}, seen {count} times")
            width = 11 * len(a + b) + 18
            y = base - height * step
            boxes.append(box(x - width / 2, y - 17, width, 34, TRAINED, radius=4))
            boxes.append(text(x, y + 6, a + b, 18, ON_TRAINED, "middle"))
            boxes.append(
                text(x + width / 2 + 6, y - 2, f"{order}.", 17, ACCENT, bold=True)
            )
            boxes.append(text(x + width / 2 + 6, y + 16, f"{count}×", 15, MUTED))
            break
    for i, letter in enumerate(WORD):
        boxes.append(box(centers[i] - 18, base - 17, 36, 34, radius=4))
        boxes.append(text(centers[i], base + 6, letter, 18, ON_FROZEN, "middle"))
    parts = [text(0, 18, "newest, from six letters to one token", 17, INK, bold=True)]
    return picture(
        "byte-pair-encoding",
        "Merges that build one token",
        "A tree over the letters n, e, w, e, s, t, with the five merges that this word "
        f"needs, numbered as training learned them: {'; '.join(told)}.",
        (410, base + 26),
        parts + lines + boxes,
    )
