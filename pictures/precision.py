"""The bits of 0.1 in six formats, one box a bit."""

from glossary.site.draw import (
    FROZEN,
    MUTED,
    ON_FROZEN,
    ON_TRAINED,
    TRAINED,
    box,
    picture,
    text,
)

FORMATS = {  # bits of exponent and fraction
    "fp32": (8, 23),
    "fp16": (5, 10),
    "bf16": (8, 7),
    "FP8 E5M2": (5, 2),
    "FP8 E4M3": (4, 3),
    "FP4 E2M1": (2, 1),
}


def decode(code: int, exponent_bits: int, fraction_bits: int) -> float:
    """The positive number that a code stands for."""
    bias = 2 ** (exponent_bits - 1) - 1
    exponent, fraction = divmod(code, 2**fraction_bits)
    if exponent == 0:
        return 2.0 ** (1 - bias) * fraction / 2**fraction_bits
    return 2.0 ** (exponent - bias) * (1 + fraction / 2**fraction_bits)


def nearest(value: float, exponent_bits: int, fraction_bits: int) -> int:
    """The code of the positive number nearest to a value."""
    low, high = 0, 2 ** (exponent_bits + fraction_bits) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if decode(middle, exponent_bits, fraction_bits) <= value:
            low = middle
        else:
            high = middle
    return min(
        (low, high),
        # In the middle between two, the one whose last bit is 0, as the standard says.
        key=lambda code: (
            abs(decode(code, exponent_bits, fraction_bits) - value),
            code % 2,
        ),
    )


value = 0.1  # knob: 0.1 to 6.0 by 0.1


def draw(value: float = value) -> str:
    side, parts, said, codes = 15.6, [], [], {}
    for row, (name, bits) in enumerate(FORMATS.items()):
        exponent_bits, fraction_bits = bits
        code = codes[name] = nearest(value, *bits)
        held = decode(code, *bits)
        written = f"0{code:0{exponent_bits + fraction_bits}b}"
        top = 32 + 70 * row
        shares = f"{name}: exponent {exponent_bits}, fraction {fraction_bits}"
        parts.append(text(10, top - 9, shares, 16, bold=True))
        parts.append(text(510, top - 9, f"{value:g} is {held:.9g}", 16, anchor="end"))
        for place, bit in enumerate(written):
            x = 10 + side * place
            if place == 0:
                fill, color = "surface", "ink"
            elif place <= exponent_bits:
                fill, color = TRAINED, ON_TRAINED
            else:
                fill, color = FROZEN, ON_FROZEN
            parts.append(box(x, top, side - 1, 30, fill, MUTED))
            parts.append(text(x + side / 2 - 0.5, top + 21, bit, 15, color, "middle"))
        said.append(f"{shares}; {value:g} is held as {held:.9g}")
    x, top = 10, 32 + 70 * len(FORMATS)
    for fill, words in (
        ("surface", "sign"),
        (TRAINED, "exponent"),
        (FROZEN, "fraction"),
    ):
        parts += [box(x, top - 14, 22, 18, fill, MUTED), text(x + 30, top, words, 16)]
        x += 30 + 9 * len(words) + 30
    alike = codes["fp32"] >> 23 == codes["bf16"] >> 7
    beginning = " The first 9 bits of bf16 are those of fp32." if alike else ""
    return picture(
        "precision",
        f"The bits of {value:g} in six formats",
        "Six rows of boxes with a 0 or 1 in each: one bit for the sign, then those of the "
        f"exponent, then those of the fraction. {'. '.join(said)}.{beginning}",
        (520, 464),
        parts,
    )
