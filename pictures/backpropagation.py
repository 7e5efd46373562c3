"""The graph of a_tiny_engine.py, with values forward and gradients backward."""

from glossary.site.draw import ACCENT, INK, MUTED, arrow, box, picture, text

W, X, B = 0.5, 2.0, -0.2


def draw() -> str:
    product, square_w = W * X, W * W
    y = product + B
    square_y = y * y
    loss = square_y + square_w
    to_y = 2 * y
    gradients = {"w": to_y * X + 2 * W, "x": to_y * W, "b": to_y}
    nodes = {  # name: column, row, value, gradient
        "w": (0, 0, W, gradients["w"]),
        "x": (0, 1, X, gradients["x"]),
        "b": (0, 2, B, gradients["b"]),
        "w · x": (1, 1, product, to_y),
        "y = w · x + b": (1, 2, y, to_y),
        "w · w": (2, 0, square_w, 1.0),
        "y · y": (2, 2, square_y, 1.0),
        "loss": (2, 1, loss, 1.0),
    }
    places = {n: (90 + 170 * c, 62 + 136 * r) for n, (c, r, _, _) in nodes.items()}
    edges = [
        ("w", "w · w"),  # twice, one for each factor
        ("w", "w · w"),
        ("w", "w · x"),
        ("x", "w · x"),
        ("w · x", "y = w · x + b"),
        ("b", "y = w · x + b"),
        ("y = w · x + b", "y · y"),  # twice
        ("y = w · x + b", "y · y"),
        ("y · y", "loss"),
        ("w · w", "loss"),
    ]
    parts = []
    for index, (start, end) in enumerate(edges):
        (x0, y0), (x1, y1) = places[start], places[end]
        if x0 == x1:
            sign = 1 if y1 > y0 else -1
            ends = (x0, y0 + 38 * sign), (x1, y1 - 38 * sign)
        elif y0 == y1:
            offset = 0
            if edges.count((start, end)) == 2:  # side by side
                offset = -12 if edges.index((start, end)) == index else 12
            ends = (x0 + 70, y0 + offset), (x1 - 70, y1 + offset)
        else:
            ends = (x0 + 70, y0 + 20), (x1 - 70, y1 - 20)
        parts.append(arrow(*ends, MUTED))
    for name, (_, _, value, gradient) in nodes.items():
        x, y0 = places[name]
        parts += [
            box(x - 68, y0 - 36, 136, 72, "paper", MUTED, 8),
            text(x, y0 - 14, name, 17, INK, "middle", bold=True),
            text(x, y0 + 7, f"value {value:.2f}", 15, INK, "middle"),
            text(
                x, y0 + 27, f"gradient {gradient:.1f}", 15, ACCENT, "middle", bold=True
            ),
        ]
    parts += [
        text(20, 400, "values: forward pass, along the arrows", 16),
        text(20, 424, "gradients: backward pass, against the arrows", 16, ACCENT),
    ]
    return picture(
        "backpropagation",
        "Values forward, gradients backward",
        "Boxes joined by arrows. w is 0.5, x is 2, b is -0.2. w times x is 1, plus b gives "
        "y, 0.8; y times y is 0.64; w times w is 0.25; both added give the loss, 0.89. Each box "
        "also has a gradient, computed from the loss backward: 1 for the loss and both squares, "
        "1.6 for y, for w times x and for b, 0.8 for x, and 4.2 for w, reached on four paths: two "
        "through w times w and two through y times y, since each square has two arrows.",
        (520, 436),
        parts,
    )
