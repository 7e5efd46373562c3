"""Singular values of three tables: of rank 12, of rank 3, and of rank 3 with noise."""

import numpy as np

from glossary.site.draw import INK, MUTED, TRAINED, box, line, picture, scale, text


def draw() -> str:
    rng = np.random.default_rng(0)
    rows, columns, rank = 12, 20, 3
    noise = rng.normal(size=(rows, columns))
    product = 0.5 * rng.normal(size=(rows, rank)) @ rng.normal(size=(rank, columns))
    tables = {
        "random numbers: rank 12": noise,
        "product through a gap of 3: rank 3": product,
        "the same and a little noise: rank 12 again": product + 0.2 * noise,
    }
    parts, described = [], []
    for place, (name, table) in enumerate(tables.items()):
        strengths = np.linalg.svd(table, compute_uv=False)
        bottom = 150 + 165 * place
        parts.append(text(10, bottom - 114, name))
        for at, value in enumerate(strengths):
            if value < 1e-9:
                continue
            height = scale(value, 0, 13, 0, 100)
            parts.append(box(14 + 41 * at, bottom - height, 30, height, TRAINED))
        parts.append(line([(10, bottom), (500, bottom)], MUTED))
        shown = ", ".join(f"{s:.1f}" for s in strengths)
        described.append(f"{name}: {shown}.")
    parts.append(
        text(10, 508, "one bar for each singular value, largest first", 16, INK)
    )
    return picture(
        "rank",
        "Singular values of three tables of 12 rows and 20 columns",
        "Three rows of twelve bars. " + " ".join(described),
        (520, 520),
        parts,
    )
