"""A small model's loss in pre-training, and what counting alone would reach."""

from collections import Counter

import numpy as np

from glossary.site.draw import (
    ACCENT,
    INK,
    LINE,
    LINK,
    MUTED,
    dot,
    line,
    picture,
    scale,
    text,
)

STEPS = 3000


def curve():
    """Losses of 3,001 steps, and what counting after 0 to 3 letters reaches."""
    rhyme, rest = "", "house that jack built. "
    for new in "", "malt that lay in the ", "rat that ate the ", "cat that killed the ":
        rest = new + rest
        rhyme += "this is the " + rest
    vocab, context, lr = sorted(set(rhyme)), 3, 4.0
    ids = np.array([vocab.index(letter) for letter in rhyme])
    ends = range(context, len(rhyme))
    heights = [np.log(len(vocab))]
    for n in range(context + 1):
        before, both = (Counter(rhyme[i - n : i + k] for i in ends) for k in (0, 1))
        each = [before[rhyme[i - n : i]] / both[rhyme[i - n : i + 1]] for i in ends]
        heights.append(np.log(each).mean())
    hot = np.eye(len(vocab))[ids]
    x = np.concatenate([hot[k : k - context] for k in range(context)], axis=1)
    y = hot[context:]
    W, losses = np.zeros((x.shape[1], len(vocab))), []
    for _ in range(STEPS + 1):
        logits = x @ W
        probs = np.exp(logits - logits.max(axis=1, keepdims=True))
        probs /= probs.sum(axis=1, keepdims=True)
        losses.append(-np.log((probs * y).sum(axis=1)).mean())
        W -= lr * x.T @ (probs - y) / len(x)
    return losses, heights


def draw() -> str:
    losses, heights = curve()
    left, right, top, bottom = 44, 500, 40, 330

    def at(step, loss):
        across = scale(np.log10(step + 1), 0, np.log10(STEPS + 1), left, right)
        return across, scale(loss, 0, 3.2, bottom, top)

    parts = [
        line([(left, top - 14), (left, bottom), (right, bottom)], LINE),
        text(left, 20, "loss", 17, MUTED),
        text(right, bottom + 50, "step of training", 17, MUTED, "end"),
    ]
    for step in (0, 3, 30, 300, 3000):
        x, _ = at(step, 0)
        parts += [
            line([(x, bottom), (x, bottom + 6)], MUTED),
            text(x, bottom + 26, str(step), 16, MUTED, "middle"),
        ]
    for number in (0, 1, 2, 3):
        _, y = at(0, number)
        parts.append(text(left - 10, y + 5, str(number), 16, MUTED, "end"))
    names = ["guessing", "counting single letters"]
    names += [
        f"counting after {n} letter{'s' * (n > 1)}" for n in range(1, len(heights) - 1)
    ]
    for height, words in zip(heights, names, strict=True):
        _, y = at(0, height)
        parts.append(line([(left, y), (right, y)], LINK, 1.5, "6 4"))
        words = f"{words}: {height:.2f}"
        if height > 0.5:
            parts.append(text(right, y - 7, words, 16, INK, "end"))
        else:  # two lines are close: one name above, one below, where the curve is high
            words = words.removeprefix("counting ")
            below = height == heights[-1]
            parts.append(text(left + 8, y + (16 if below else -6), words, 16, INK))
    parts.append(line([at(s, loss) for s, loss in enumerate(losses)], ACCENT, 3))
    x, y = at(STEPS, losses[-1])
    parts.append(dot(x, y, 5))
    counts = ", ".join(f"{h:.2f} after {n}" for n, h in enumerate(heights[1:]))
    below = [next(i for i, loss in enumerate(losses) if loss < h) for h in heights[1:4]]
    description = (
        f"A curve of the loss over {STEPS:,} steps, with the first steps stretched wide. It "
        f"begins at {heights[0]:.2f}, the height of guessing among 20 letters, and ends at "
        f"{losses[-1]:.2f}. Lines show what counting reaches: {counts} letters. The curve falls "
        f"below the first three at steps {below[0]}, {below[1]} and {below[2]}, and comes down to "
        "the last."
    )
    return picture(
        "pre-training",
        "The loss of a small model in pre-training",
        description,
        (520, 390),
        parts,
    )
