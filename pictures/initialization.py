"""How large values are, layer by layer, for three sizes of the first weights."""

import numpy as np

from glossary.site.draw import (
    ACCENT,
    INK,
    LINE,
    LINK,
    MUTED,
    line,
    picture,
    scale,
    text,
)

D_MODEL, N_LAYERS = 128, 40

variance = 2.0  # times d, of the middle line; knob: 1.5 to 2.6 by 0.1


def powers(variance):
    """Power of ten of the values behind each layer."""
    rng = np.random.default_rng(0)
    h = rng.normal(size=(64, D_MODEL))
    found = [np.log10(np.sqrt((h**2).mean()))]
    for _ in range(N_LAYERS):
        W = rng.normal(size=(D_MODEL, D_MODEL)) * np.sqrt(variance / D_MODEL)
        h = np.maximum(0, h @ W.T)
        found.append(np.log10(np.sqrt((h**2).mean())))
    return found


def draw(variance: float = variance):
    sizes = (
        ("too large", 3.2, ACCENT, "10 5"),
        ("right" if variance == 2 else "chosen", variance, INK, ""),
        ("too small", 1.2, LINK, "2 5"),
    )
    parts, told = [], []

    def place(layer, power):
        return scale(layer, 0, N_LAYERS, 80, 400), scale(power, -6, 6, 300, 30)

    for power in (-4, 0, 4):
        (x, y), (end, _) = place(0, power), place(N_LAYERS, power)
        parts.append(line([(x, y), (end, y)], LINE, 1.5))
        name = {-4: "0.0001", 0: "1", 4: "10,000"}[power]
        parts.append(text(x - 8, y + 5, name, 15, MUTED, "end"))
    for name, of_line, color, dashes in sizes:
        found = powers(of_line)
        points = [place(layer, power) for layer, power in enumerate(found)]
        parts.append(line(points, color, 3, dashes))
        parts.append(
            text(points[-1][0] + 10, points[-1][1] + 5, name, 17, color, bold=True)
        )
        size = f"√({of_line:g}/d)"
        parts.append(text(points[-1][0] + 10, points[-1][1] + 25, size, 15, color))
        told.append(f"{name}, {size}: 10 to the power of {round(found[-1]) + 0}")
    x, y = place(N_LAYERS / 2, -6)
    parts.append(text(x, y + 30, f"layer 0 to {N_LAYERS}", 16, MUTED, "middle"))
    parts.append(text(80, 16, "root mean square of the values", 15, MUTED))
    return picture(
        "initialization",
        "Size of the values, layer by layer",
        f"Three lines over {N_LAYERS} layers with ReLU, on a scale of powers of ten, all "
        "beginning at 1. Standard deviation of the weights of width d, and size of the values "
        "behind the last layer: " + "; ".join(told) + ".",
        (520, 340),
        parts,
    )
