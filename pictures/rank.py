"""Singular values of three matrices: of rank 12, of rank 3, and of rank 3 with noise."""

import numpy as np

from glossary.site.draw import INK, MUTED, TRAINED, box, line, picture, scale, text

rank = 3  # the inner dimension; knob: 1 to 6
noise = 0.05  # its standard deviation; knob: 0.05 to 0.50 by 0.05


def draw(rank: int = rank, noise: float = noise) -> str:
    rng = np.random.default_rng(0)
    rows, columns = 12, 20
    normal = rng.normal(size=(rows, columns))
    product = 0.5 * rng.normal(size=(rows, rank)) @ rng.normal(size=(rank, columns))
    more = "a little noise" if noise == 0.05 else f"noise of {noise:g}"
    matrices = {
        "random numbers: rank 12": normal,
        f"product with inner dimension {rank}: rank {rank}": product,
        f"the same and {more}: rank 12 again": product + noise * normal,
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
