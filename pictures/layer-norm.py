"""Two tokens' numbers before a norm, after layer norm and after RMSNorm."""

import numpy as np

from glossary.site.draw import (
    ACCENT,
    INK,
    LINK,
    MUTED,
    box,
    dot,
    line,
    picture,
    scale,
    text,
)

TOKENS = {
    "first": np.array([1.0, 2.0, 4.0, 5.0]),
    "second": np.array([10.0, 18.0, 24.0, 40.0]),
}
LEFT, RIGHT = 96, 500

shift = 0  # added to the first token; knob: 0 to 35
factor = 1.0  # times the second token; knob: 0.1 to 1.0 by 0.1


def layer_norm(x):
    return (x - x.mean()) / np.sqrt(((x - x.mean()) ** 2).mean() + 1e-5)


def rms_norm(x):
    return x / np.sqrt((x**2).mean() + 1e-5)


PANELS = (
    ("as they come", lambda x: x, (0, 40), (0, 10, 20, 30, 40)),
    (
        "after layer norm: mean 0, standard deviation 1",
        layer_norm,
        (-2, 2),
        (-2, -1, 0, 1, 2),
    ),
    (
        "after RMSNorm: root mean square 1, mean above 0",
        rms_norm,
        (-2, 2),
        (-2, -1, 0, 1, 2),
    ),
)


def draw(shift: int = shift, factor: float = factor) -> str:
    tokens = {"first": TOKENS["first"] + shift, "second": TOKENS["second"] * factor}
    parts = []
    for panel, (name, norm, (low, high), ticks) in enumerate(PANELS):
        top = panel * 146
        parts.append(text(10, top + 20, name, 17, bold=True))
        for row, (token, x) in enumerate(tokens.items()):
            y = top + 48 + row * 32
            parts.append(text(10, y + 6, token, 16, MUTED))
            parts.append(line([(LEFT, y), (RIGHT, y)], "line", 1))
            for value in norm(x):
                at = scale(value, low, high, LEFT, RIGHT)
                if row == 0:
                    parts.append(dot(at, y, 7, LINK))
                else:
                    parts.append(box(at - 6, y - 6, 12, 12, ACCENT))
        for tick in ticks:
            at = scale(tick, low, high, LEFT, RIGHT)
            parts.append(line([(at, top + 98), (at, top + 104)], "muted", 1))
            sign = "−" if tick < 0 else ""
            parts.append(text(at, top + 122, f"{sign}{abs(tick)}", 15, INK, "middle"))
    numbers = "; ".join(
        f"the {token} token has {', '.join(f'{v:g}' for v in x)}, after layer norm "
        f"{', '.join(f'{v:.1f}' for v in layer_norm(x))}, after RMSNorm "
        f"{', '.join(f'{v:.1f}' for v in rms_norm(x))}"
        for token, x in tokens.items()
    )
    return picture(
        "layer-norm",
        "Two tokens before and after a norm",
        "Three scales, one below the other, each with the four numbers of two tokens: "
        f"{numbers}.",
        (520, 434),
        parts,
    )
