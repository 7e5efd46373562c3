"""Loss against operations in training: models of 20 tokens a parameter, and over-trained ones."""

import numpy as np

from glossary.site import draw as d

# Cerebras-GPT: operations, loss on the Pile.
OPTIMAL = d.from_script(
    "scaling-law/a_law_fitted_to_small_models_predicts_larger_ones.py"
)["models"]
OVER_TRAINED = {  # Pythia, 300 billion tokens each
    "70M": (1.6e20, 2.504),
    "160M": (4.1e20, 2.186),
    "410M": (1.1e21, 1.971),
    "1B": (2.2e21, 1.845),
    "2.8B": (6.1e21, 1.720),
    "12B": (2.4e22, 1.582),
}
LEFT, RIGHT, TOP, BOTTOM = 56, 500, 30, 300


def place(compute: float, loss: float) -> tuple[float, float]:
    """Both axes are logarithmic."""
    return (
        d.scale(np.log10(compute), 17.6, 22.7, LEFT, RIGHT),
        d.scale(np.log(loss), np.log(1.5), np.log(2.7), BOTTOM, TOP),
    )


def draw() -> str:
    """A nearly straight line of seven models, and six that lie above it."""
    parts = [d.line([(LEFT, TOP), (LEFT, BOTTOM), (RIGHT, BOTTOM)], "muted", 1)]
    for loss in (1.6, 2.0, 2.5):
        _, y = place(1e18, loss)
        parts.append(d.text(LEFT - 8, y + 5, f"{loss:g}", anchor="end", color=d.MUTED))
    for power in (18, 20, 22):
        x, _ = place(10.0**power, 2)
        parts.append(
            d.text(x, BOTTOM + 20, f"1e{power}", anchor="middle", color=d.MUTED)
        )
    parts.append(d.text(LEFT, 16, "loss", color=d.MUTED))
    parts.append(
        d.text(RIGHT, BOTTOM + 40, "FLOPs in training", anchor="end", color=d.MUTED)
    )
    parts.append(d.line([place(*p) for p in OPTIMAL.values()], "accent", 1.5))
    for models, color in ((OPTIMAL, "accent"), (OVER_TRAINED, "muted")):
        for name, point in models.items():
            x, y = place(*point)
            parts.append(d.dot(x, y, 4, color))
            if models is OPTIMAL:
                parts.append(d.text(x - 7, y + 16, name, anchor="end"))
            elif name not in ("2.8B", "12B"):
                parts.append(d.text(x + 8, y - 4, name, color=d.MUTED))
    told = [
        ", ".join(f"{name} {loss:.2f}" for name, (_, loss) in models.items())
        for models in (OPTIMAL, OVER_TRAINED)
    ]
    return d.picture(
        "scaling-law",
        "Loss falls as a power of the operations in training",
        "Both axes are logarithmic. Seven models with 20 tokens a parameter lie nearly on a "
        f"falling straight line: {told[0]}. Models of the same text that all read 300 billion "
        f"tokens lie above it, the smaller the farther: {told[1]}.",
        (520, 350),
        parts,
    )
