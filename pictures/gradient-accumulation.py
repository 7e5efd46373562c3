"""What each token of three texts weighs: in one batch, and in a mean of their means."""

from glossary.site import draw as d

LEFT, WIDTH, STEP, GAP = 20, 36, 40, 16

COUNTS = {7: "Seven", 8: "Eight", 9: "Nine", 10: "Ten"}

long = 7  # tokens of text B; knob: 4 to 7


def row(
    texts: tuple[int, ...], base: float, weights: list[float], color: str
) -> list[str]:
    """A column for each token, as high as its weight, with the weight of each text's tokens."""
    parts, x = [], float(LEFT)
    for count, weight in zip(texts, weights, strict=True):
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


def draw(long: int = long) -> str:
    """Two rows of ten columns: all alike above, and by text below."""
    texts = (2, long, 1)
    tokens = sum(texts)
    alike = [1 / tokens for _ in texts]
    means = [1 / (len(texts) * count) for count in texts]
    parts = [d.text(LEFT, 22, "one batch, or divided by all tokens", bold=True)]
    parts += row(texts, 90, alike, d.ACCENT)
    parts.append(d.text(LEFT, 130, "the mean of three means", bold=True))
    parts += row(texts, 262, means, d.MUTED)
    x = float(LEFT)
    for name, count in zip("ABC", texts, strict=True):
        middle = x + (count * STEP - STEP + WIDTH) / 2
        parts.append(d.text(middle, 284, f"text {name}", anchor="middle"))
        x += count * STEP + GAP
    told = ", ".join(
        f"{weight:.2f} for each of {count} in text {name}"
        for name, count, weight in zip("ABC", texts, means, strict=True)
    )
    return d.picture(
        "gradient-accumulation",
        "The weight of each token, in two ways of accumulating",
        f"{COUNTS[tokens]} columns for the tokens of three texts. Above, each token weighs "
        f"{alike[0]:.2f}. Below, in a mean of the three texts' means, it weighs: {told}.",
        (480, 296),
        parts,
    )
