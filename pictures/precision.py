"""The bits of 0.1 in fp32, fp16 and bf16, one box a bit."""

import numpy as np

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


def draw() -> str:
    number = np.float32(0.1)
    half = np.float16(number)
    upper = (number.view(np.uint32) + np.uint32(0x8000)) >> 16
    brain = (np.uint32(upper) << np.uint32(16)).view(np.float32)
    rows = [
        ("fp32", f"{int(number.view(np.uint32)):032b}", 8, number),
        ("fp16", f"{int(half.view(np.uint16)):016b}", 5, half),
        ("bf16", f"{int(upper):016b}", 8, brain),
    ]
    side, parts = 15.6, []
    for row, (name, bits, size, value) in enumerate(rows):
        top = 34 + 92 * row
        parts.append(text(10, top - 10, f"{name}: {len(bits)} bits", 16, bold=True))
        parts.append(text(510, top - 10, f"0.1 becomes {value:.10f}", 15, anchor="end"))
        for place, bit in enumerate(bits):
            x = 10 + side * place
            if place == 0:
                fill, color = "surface", "ink"
            elif place <= size:
                fill, color = TRAINED, ON_TRAINED
            else:
                fill, color = FROZEN, ON_FROZEN
            parts.append(box(x, top, side - 1, 30, fill, MUTED))
            parts.append(text(x + side / 2 - 0.5, top + 21, bit, 15, color, "middle"))
        digits = len(bits) - 1 - size
        middle = 10 + side * (1 + size / 2)
        parts.append(text(middle, top + 48, f"size: {size}", 15, anchor="middle"))
        end = 10 + side * (1 + size + digits / 2)
        parts.append(text(end, top + 48, f"digits: {digits}", 15, anchor="middle"))
    return picture(
        "precision",
        "The bits of 0.1 in three formats",
        "Three rows of boxes with a 0 or 1 in each. fp32 has 32 bits: 1 for the sign, 8 for the "
        "size, 23 for the digits, and holds 0.1 as 0.1000000015. fp16 has 16 bits: 1, 5 and 10, "
        "and holds 0.0999755859. bf16 has 16 bits: 1, 8 and 7, and holds 0.1000976562; its first 9 "
        "bits are those of fp32.",
        (520, 290),
        parts,
    )
