"""One random number falls to other tokens as temperature and top-p change their probabilities."""

import numpy as np

from glossary.site import draw as d

WORDS = ["coffee", "tea", "water", "juice", "soup"]
LOGITS = np.array([3.0, 2.2, 1.5, 0.4, -1.0])
LEFT, RIGHT, TOP, HIGH, STEP = 10, 510, 62, 44, 92
FILLS = ["trained", "frozen", "surface", "frozen", "surface"]
INKS = {"trained": d.ON_TRAINED, "frozen": d.ON_FROZEN, "surface": d.INK}

temperature = 0.5  # knob: 0.1 to 2.0 by 0.1
top_p = 0.75  # knob: 0.05 to 1.00 by 0.05
u = 0.90  # the random number; knob: 0.00 to 0.99 by 0.01


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities of scores."""
    exps = np.exp(scores - scores.max())
    return exps / exps.sum()


def rows(temperature: float, top_p: float) -> dict[str, np.ndarray]:
    """The probabilities as the model has them, then changed in two steps."""
    model, cold = softmax(LOGITS), softmax(LOGITS / temperature)
    kept = np.where(cold.cumsum() - cold < top_p, cold, 0)
    return {
        "the model's probabilities": model,
        f"divided by temperature {temperature:g}": cold,
        f"and cut by top-p {top_p:g}": kept / kept.sum(),
    }


def draw(temperature: float = temperature, top_p: float = top_p, u: float = u) -> str:
    """Three bars of length 1, each cut into probabilities, and one random number through all."""
    parts, told = [], []
    pieces = [TOP - 8]  # where the line of the number begins and ends, to spare a word
    at = d.scale(u, 0, 1, LEFT, RIGHT)
    for i, (name, probs) in enumerate(rows(temperature, top_p).items()):
        y = TOP + STEP * i
        edges = np.concatenate([[0.0], probs.cumsum()])
        drawn = WORDS[int((probs.cumsum() <= u).sum())]
        parts.append(d.text(LEFT, y - 10, f"{name}: {drawn}"))
        if i and at < LEFT + 8.6 * len(f"{name}: {drawn}"):
            pieces += [y - 28, y - 4]
        for word, fill, start, end in zip(
            WORDS, FILLS, edges[:-1], edges[1:], strict=True
        ):
            x, right = (d.scale(edge, 0, 1, LEFT, RIGHT) for edge in (start, end))
            if right - x < 0.5:
                continue
            parts.append(d.box(x, y, right - x, HIGH, fill, radius=0))
            if right - x > 50:
                parts.append(d.text(x + 8, y + 28, word, 16, INKS[fill]))
                if x < at < x + 12 + 9.3 * len(word):
                    pieces += [y + 12, y + 34]
        shares = ", ".join(f"{w} {p:.2f}" for w, p in zip(WORDS, probs, strict=True))
        told.append(f"{name}: {shares}; {u:g} falls to {drawn}")
    bottom = TOP + 2 * STEP + HIGH
    pieces.append(bottom + 12)
    parts += [
        *(
            d.line([(at, start), (at, end)], "ink", 2, "6 4")
            for start, end in zip(pieces[::2], pieces[1::2], strict=True)
        ),
        *([d.text(LEFT, bottom + 30, "0", anchor="start")] if at > LEFT + 36 else []),
        d.text(
            min(max(at, LEFT + 16), RIGHT - 16),
            bottom + 30,
            f"{u:g}",
            anchor="middle",
            bold=True,
        ),
        *([d.text(RIGHT, bottom + 30, "1", anchor="end")] if at < RIGHT - 36 else []),
    ]
    return d.picture(
        "sampling",
        "One random number, three draws",
        "Three bars from 0 to 1, each divided among the tokens by their probability. "
        + ". ".join(told)
        + ".",
        (520, bottom + 44),
        parts,
    )
