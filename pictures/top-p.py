"""What top-p, top-k and min-p keep of a sure and of an unsure distribution."""

import numpy as np

from glossary.site import draw as d

PANELS = {"sure": [0.9, 0.04, 0.03, 0.02, 0.01], "unsure": [0.3, 0.25, 0.2, 0.15, 0.1]}
TOP, BOTTOM, WIDE = 46, 236, 44

top_p = 0.85  # knob: 0.05 to 1.00 by 0.05
top_k = 2  # knob: 1 to 5
min_p = 0.20  # knob: 0.05 to 0.50 by 0.05


def draw(top_p: float = top_p, top_k: int = top_k, min_p: float = min_p) -> str:
    """Two panels of bars, most probable first, with the cumulative sum below each."""
    parts, told = [], []
    for i, (name, values) in enumerate(PANELS.items()):
        probs = np.array(values)
        sums = probs.cumsum()
        left = 20 + 256 * i
        right = left + WIDE * len(probs)
        kept = (sums - probs).round(9) < top_p
        highest = probs.max()

        def y(q: float, highest: float = highest) -> float:
            return d.scale(q, 0, highest, BOTTOM, TOP)

        parts.append(d.text(left, 22, f"the model is {name}", bold=True))
        for j, (q, total) in enumerate(zip(probs, sums, strict=True)):
            x = left + WIDE * j
            fill = "trained" if kept[j] else "line"
            parts.append(d.box(x + 3, y(q), WIDE - 6, BOTTOM - y(q), fill, radius=0))
            parts.append(d.text(x + WIDE / 2, BOTTOM + 20, f"{q:g}", anchor="middle"))
            parts.append(
                d.text(x + WIDE / 2, BOTTOM + 42, f"{total:.2f}", 16, d.MUTED, "middle")
            )
        k_at, min_at = left + WIDE * top_k, y(min_p * highest)
        parts += [
            d.line([(left, BOTTOM), (right, BOTTOM)], "ink", 1),
            d.line([(k_at, TOP - 8), (k_at, BOTTOM)], "link", 2, "8 5"),
            d.text(
                k_at + (6 if top_k < 4 else -6),
                TOP + 6,
                f"top-k {top_k}",
                color=d.LINK,
                anchor="start" if top_k < 4 else "end",
            ),
            d.line([(left, min_at), (right, min_at)], "ink", 2, "2 4"),
        ]
        beside = 1.2 if top_k in (3, 4) else 2.5
        if i == 0:  # where no bar is in the way
            parts.append(d.text(left + beside * WIDE, min_at - 8, f"min-p {min_p:g}"))
        counts = kept.sum(), (probs >= (min_p * highest).round(9)).sum()
        told.append(
            f"{name}, probabilities {', '.join(f'{q:g}' for q in probs)}: top-p {top_p:g} keeps "
            f"{counts[0]} with {sums[counts[0] - 1]:.2f} together, top-k {top_k} keeps {top_k}, "
            f"min-p {min_p:g} keeps {counts[1]}"
        )
        parts.append(d.text(left, BOTTOM + 68, f"top-p {top_p:g} keeps {counts[0]}"))
    return d.picture(
        "top-p",
        "What three rules keep",
        f"Two bar charts. {'; '.join(told)}. Below each bar its probability and the sum up to it.",
        (520, BOTTOM + 80),
        parts,
    )
