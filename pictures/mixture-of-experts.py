"""Which of 16 experts eight tokens choose, and what they need together."""

import numpy as np

from glossary.site import draw as d

TOKENS, EXPERTS, D_MODEL = 8, 16, 12
LEFT, TOP, WIDE, HIGH = 104, 52, 25, 25
COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight"]

active = 2  # experts for each token; knob: 1 to 8


def draw(active: int = active) -> str:
    """A grid of tokens and experts with the choices of a random router, and two sums below."""
    rng = np.random.default_rng(1)
    scores = rng.normal(size=(TOKENS, D_MODEL)) @ rng.normal(size=(D_MODEL, EXPERTS))
    chosen = [set(row[:active].tolist()) for row in np.argsort(-scores, axis=-1)]
    together = set().union(*chosen)
    parts = [d.text(LEFT, 20, f"{EXPERTS} experts of one layer", color=d.MUTED)]
    rows = [(f"token {i}", choice) for i, choice in enumerate(chosen)]
    sums = [("one token", chosen[0]), ("all eight", together)]
    for i, (name, choice) in enumerate([*rows, *sums]):
        y = TOP + i * HIGH + (18 if i >= TOKENS else 0)
        parts.append(d.text(LEFT - 10, y + 18, name, anchor="end"))
        for expert in range(EXPERTS):
            x = LEFT + expert * WIDE
            fill = (
                "surface"
                if expert not in choice
                else "trained"
                if i < TOKENS
                else "accent"
            )
            parts.append(d.box(x + 2, y + 2, WIDE - 4, HIGH - 4, fill, radius=3))
    bottom = TOP + (TOKENS + 2) * HIGH + 18
    parts.append(
        d.text(
            LEFT,
            bottom + 26,
            f"read: {active} for one token, {len(together)} for all eight",
        )
    )
    told = "; ".join(
        f"token {i}: {', '.join(map(str, sorted(c)))}" for i, c in enumerate(chosen)
    )
    cells = f"{COUNTS[active]} cell{'s' * (active > 1)}"
    are = "are" if active > 1 else "is"
    return d.picture(
        "mixture-of-experts",
        f"Eight tokens choose {COUNTS[active]} of sixteen experts each",
        f"A grid with a row for each token and a column for each expert; {cells} of each row "
        f"{are} filled. {told}. Below, the experts that one token needs and the "
        f"{len(together)} that all eight need together.",
        (520, bottom + 42),
        parts,
    )
