"""What each token of three texts weighs: in one batch, and in a mean of their means."""

from glossary.site import draw as d

TEXTS = (2, 7, 1)
LEFT, WIDTH, STEP, GAP = 20, 36, 40, 16


def row(base: float, weights: list[float], color: str) -> list[str]:
    """A column for each token, as high as its weight, with the weight of each text's tokens."""
    parts, x = [], float(LEFT)
    for count, weight in zip(TEXTS, weights, strict=True):
        height = 300 * weight
        start = x
        for _ in range(count):
            parts.append(d.box(x, base - height, WIDTH, height, color))
            x += STEP
        middle = (start + x - STEP + WIDTH) / 2
        parts.append(
            d.text(middle, base - height - 8, f"{weight:.2f}", anchor="middle")
        )
        x += GAP
    parts.append(d.line([(LEFT, base), (x - GAP, base)], "muted", 1))
    return parts


def draw() -> str:
    """Two rows of ten columns: all alike above, and by text below."""
    tokens = sum(TEXTS)
    alike = [1 / tokens for _ in TEXTS]
    means = [1 / (len(TEXTS) * count) for count in TEXTS]
    parts = [d.text(LEFT, 22, "one batch, or divided by all tokens", bold=True)]
    parts += row(90, alike, d.ACCENT)
    parts.append(d.text(LEFT, 130, "the mean of three means", bold=True))
    parts += row(262, means, d.MUTED)
    x = float(LEFT)
    for name, count in zip("ABC", TEXTS, strict=True):
        middle = x + (count * STEP - STEP + WIDTH) / 2
        parts.append(d.text(middle, 284, f"text {name}", anchor="middle"))
        x += count * STEP + GAP
    told = ", ".join(
        f"{weight:.2f} for each of {count} in text {name}"
        for name, count, weight in zip("ABC", TEXTS, means, strict=True)
    )
    return d.picture(
        "gradient-accumulation",
        "The weight of each token, in two ways of accumulating",
        f"Ten columns for the tokens of three texts. Above, each token weighs {alike[0]:.2f}. "
        f"Below, in a mean of the three texts' means, it weighs: {told}.",
        (480, 296),
        parts,
    )
