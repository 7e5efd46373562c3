"""A small model's loss in pre-training, and what counting alone would reach."""

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
    scale,
    text,
)


def curve():
    """Losses of 301 steps, and the three heights to compare them with."""
    rhyme, rest = "", "house that jack built. "
    for new in "", "malt that lay in the ", "rat that ate the ", "cat that killed the ":
        rest = new + rest
        rhyme += "this is the " + rest
    vocab, context, lr = sorted(set(rhyme)), 3, 4.0
    ids = np.array([vocab.index(letter) for letter in rhyme])
    hot = np.eye(len(vocab))[ids]
    last = len(ids) - context
    x = np.concatenate([hot[k : last + k] for k in range(context)], axis=1)
    y = hot[context:]
    pairs = hot[context - 1 : -1].T @ y
    shares = pairs / np.maximum(pairs.sum(1, keepdims=True), 1)
    follows = shares[ids[context - 1 : -1], ids[context:]]
    letters = -np.log(y.mean(0)[ids[context:]]).mean()
    heights = np.log(len(vocab)), letters, -np.log(follows).mean()
    W, losses = np.zeros((x.shape[1], len(vocab))), []
    for _ in range(301):
        exps = np.exp(x @ W)
        probs = exps / exps.sum(1, keepdims=True)
        losses.append(-np.log((probs * y).sum(1)).mean())
        W -= lr * x.T @ (probs - y) / last
    return losses, heights


def draw() -> str:
    losses, (guess, letters, pairs) = curve()
    left, right, top, bottom = 44, 500, 40, 330

    def at(step, loss):
        across = scale(np.log10(step + 1), 0, np.log10(301), left, right)
        return across, scale(loss, 0, 3.2, bottom, top)

    parts = [
        line([(left, top - 14), (left, bottom), (right, bottom)], LINE),
        text(left, 20, "loss", 17, MUTED),
        text(right, bottom + 50, "step of training", 17, MUTED, "end"),
    ]
    for step in (0, 3, 30, 300):
        x, _ = at(step, 0)
        parts += [
            line([(x, bottom), (x, bottom + 6)], MUTED),
            text(x, bottom + 26, str(step), 16, MUTED, "middle"),
        ]
    for number in (1, 2, 3):
        _, y = at(0, number)
        parts.append(text(left - 10, y + 5, str(number), 16, MUTED, "end"))
    for height, words in (
        (guess, "guessing"),
        (letters, "counting letters"),
        (pairs, "counting pairs"),
    ):
        _, y = at(0, height)
        parts += [
            line([(left, y), (right, y)], LINK, 1.5, "6 4"),
            text(right, y - 7, f"{words}: {height:.2f}", 16, INK, "end"),
        ]
    parts.append(line([at(s, loss) for s, loss in enumerate(losses)], ACCENT, 3))
    x, y = at(300, losses[-1])
    parts += [
        dot(x, y, 5),
        arrow((x - 74, y - 24), (x - 10, y - 4), MUTED),
        text(x - 80, y - 26, f"{losses[-1]:.2f}", 16, INK, "end", bold=True),
    ]
    below = [next(i for i, n in enumerate(losses) if n < h) for h in (letters, pairs)]
    description = (
        "A curve of the loss over 300 steps, with the first steps stretched wide. It begins "
        f"at {guess:.2f}, the height of guessing among 20 letters. From step {below[0]} on it "
        f"is below {letters:.2f}, what counting letters reaches, from step {below[1]} on "
        f"below {pairs:.2f}, what counting pairs reaches. It ends at {losses[-1]:.2f}."
    )
    return picture(
        "pre-training",
        "The loss of a small model in pre-training",
        description,
        (520, 390),
        parts,
    )
