"""Singular values of three matrices: of rank 12, of rank 3, and of rank 3 with noise."""

import numpy as np

from glossary.site.draw import INK, MUTED, TRAINED, box, line, picture, scale, text


def draw() -> str:
    rng = np.random.default_rng(0)
    rows, columns, rank = 12, 20, 3
    noise = rng.normal(size=(rows, columns))
    product = 0.5 * rng.normal(size=(rows, rank)) @ rng.normal(size=(rank, columns))
    matrices = {
        "random numbers: rank 12": noise,
        "product with inner dimension 3: rank 3": product,
        "the same and a little noise: rank 12 again": product + 0.05 * noise,
    }
    parts, described = [], []
    for place, (name, matrix) in enumerate(matrices.items()):
        values = np.linalg.svd(matrix, compute_uv=False)
        bottom = 160 + 175 * place
        parts.append(text(10, bottom - 130, name))
        for at, value in enumerate(values):
            if value < 1e-9:
                continue
            height = scale(value, 0, 13, 0, 100)
            parts.append(box(14 + 41 * at, bottom - height, 30, height, TRAINED))
            parts.append(
                text(
                    29 + 41 * at, bottom - height - 4, f"{value:.1f}", 14, INK, "middle"
                )
            )
        parts.append(line([(10, bottom), (500, bottom)], MUTED))
        shown = ", ".join(f"{s:.1f}" for s in values)
        described.append(f"{name}: {shown}.")
    parts.append(
        text(10, 544, "one bar for each singular value, largest first", 16, INK)
    )
    return picture(
        "rank",
        "Singular values of three matrices of 12 rows and 20 columns",
        "Three rows of twelve bars. " + " ".join(described),
        (520, 556),
        parts,
    )
