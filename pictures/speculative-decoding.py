"""How kept tokens and what is drawn again add up to the target model's probabilities."""

import numpy as np

from glossary.site import draw as d

WORDS = ["cat", "dog", "cow", "hen"]
P = np.array([0.4, 0.3, 0.2, 0.1])
Q = np.array([0.1, 0.5, 0.3, 0.1])
LEFT, TOP, BOTTOM, STEP, WIDE = 40, 30, 250, 76, 52


def draw() -> str:
    """One bar for each token: the kept part below, the part that is drawn again on top."""

    def y(probability: float) -> float:
        return d.scale(probability, 0, 0.5, BOTTOM, TOP)

    parts, told = [], []
    for level in (0, 0.1, 0.2, 0.3, 0.4, 0.5):
        parts.append(d.line([(LEFT, y(level)), (350, y(level))], "line", 1))
        parts.append(d.text(LEFT - 6, y(level) + 5, f"{level:g}", 16, d.MUTED, "end"))
    for i, (word, p, q) in enumerate(zip(WORDS, P, Q, strict=True)):
        x = LEFT + 14 + STEP * i
        kept = min(p, q)
        parts.append(d.box(x, y(kept), WIDE, y(0) - y(kept), "frozen", radius=0))
        if p > q:
            parts.append(d.box(x, y(p), WIDE, y(q) - y(p), "trained", radius=0))
        if q > p:
            edge = [(x, y(p)), (x, y(q)), (x + WIDE, y(q)), (x + WIDE, y(p))]
            parts.append(d.line(edge, "muted", 2, "5 4"))
        parts.append(d.text(x + WIDE / 2, BOTTOM + 22, word, anchor="middle"))
        told.append(f"{word}: target model {p:g}, draft model {q:g}, kept {kept:g}")
    legend = (
        ("trained", "drawn again", f"{np.maximum(P - Q, 0).sum():.1f} in all"),
        ("", "refused", f"{np.maximum(Q - P, 0).sum():.1f} in all"),
        ("frozen", "kept", f"{np.minimum(P, Q).sum():.1f} in all"),
    )
    for row, (fill, name, total) in enumerate(legend):
        top = 66 + 60 * row
        if fill:
            parts.append(d.box(366, top - 14, 18, 18, fill, radius=0))
        else:
            corners = [(366, top + 4), (366, top - 14), (384, top - 14), (384, top + 4)]
            parts.append(d.line(corners, "muted", 2, "5 4"))
        parts += [d.text(392, top, name), d.text(392, top + 22, total, 16, d.MUTED)]
    return d.picture(
        "speculative-decoding",
        "Kept tokens and what is drawn again add up to the target model",
        f"Bars for four tokens. {'; '.join(told)}. Where the target model has more than the "
        "draft model, the rest is drawn again; where it has less, a part of the drafted tokens "
        "is refused.",
        (520, BOTTOM + 36),
        parts,
    )
