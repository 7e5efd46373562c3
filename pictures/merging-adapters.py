"""Two updates of rank 1, their sum, and the product of their added tables."""

import numpy as np

from glossary.site.draw import LINE, TRAINED, box, picture, text


def draw() -> str:
    B1, A1 = np.array([3, 2, 1, 0, 0, 0]), np.array([3, 2, 2, 0, 0, 0])
    B2, A2 = np.array([0, 0, 0, 1, 2, 3]), np.array([0, 0, 0, 1, 3, 2])
    tables = {
        "B1 A1": np.outer(B1, A1),
        "B2 A2": np.outer(B2, A2),
        "B1 A1 + B2 A2": np.outer(B1, A1) + np.outer(B2, A2),
        "(B1 + B2)(A1 + A2)": np.outer(B1 + B2, A1 + A2),
    }
    parts, described, cell = [], [], 30
    for at, (name, table) in enumerate(tables.items()):
        left, top = 20 + 270 * (at % 2), 36 + 242 * (at // 2)
        parts.append(text(left, top - 10, name, 17, bold=True))
        for (row, column), value in np.ndenumerate(table):
            x, y = left + cell * column, top + cell * row
            parts.append(box(x, y, cell, cell, "paper", stroke=LINE))
            if value:
                parts.append(
                    box(x, y, cell, cell, TRAINED, opacity=0.15 + 0.045 * value)
                )
                parts.append(
                    text(x + cell / 2, y + 20, str(value), 15, anchor="middle")
                )
        rows = "; ".join(" ".join(str(value) for value in row) for row in table)
        described.append(f"{name}: {rows}.")
    return picture(
        "merging-adapters",
        "The sum of two products, and the product of two sums",
        "Four tables of six rows and six columns, darker for larger numbers. The first update "
        "fills the upper left quarter, the second the lower right. Their sum fills these two. "
        "The product of the added tables fills all four. " + " ".join(described),
        (480, 466),
        parts,
    )
