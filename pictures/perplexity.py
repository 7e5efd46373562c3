"""Probabilities of the tokens that came, and the even choice that would be as hard."""

from math import exp, log

from glossary.site import draw as p

WORDS = ["the", "cat", "sat", "on", "it"]
OTHERS = [0.5, 0.1, 0.4, 0.8]

last = 0.05  # probability of the last token; knob: 0.01 to 1.00 by 0.01


def draw(last: float = last) -> str:
    """Five bars, and a line at the share that an even choice would give each token."""
    probs = [*OTHERS, last]
    loss = sum(-log(q) for q in probs) / len(probs)
    perplexity = exp(loss)
    shown = f"{perplexity:.1f}"
    bottom, top = 232, 52
    parts = [p.text(0, 22, "probability that the model gave to the token that came")]
    for i, (word, q) in enumerate(zip(WORDS, probs, strict=True)):
        x, height = 20 + 96 * i, (bottom - top) * q
        parts += [
            p.box(x, bottom - height, 60, height, "frozen"),
            p.text(x + 30, bottom - height - 8, f"{q:.2f}", anchor="middle"),
            p.text(x + 30, bottom + 22, word, anchor="middle", bold=True),
        ]
    y = bottom - (bottom - top) / perplexity
    parts += [
        p.line([(0, bottom), (500, bottom)], "ink", 2),
        p.line([(0, y), (500, y)], "accent", 3, "8 5"),
        p.text(
            0,
            bottom + 56,
            f"dashed: {1 / perplexity:.2f}, one in {shown}",
            17,
            "accent",
        ),
        p.text(
            0,
            bottom + 80,
            f"perplexity {shown}: as hard as {shown} equal choices",
        ),
    ]
    said = ", ".join(f"{word} {q:.2f}" for word, q in zip(WORDS, probs, strict=True))
    return p.picture(
        "perplexity",
        "As hard as an even choice",
        f"Five bars show the probability that a model gave to each token that really came: {said}. "
        f"A dashed line at {1 / perplexity:.2f} is their geometric mean. A model that gave every "
        f"token one chance in {perplexity:.1f} would have the same mean loss, so the perplexity "
        f"is {perplexity:.1f}.",
        (520, 322),
        parts,
    )
