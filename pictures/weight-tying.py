"""One matrix on the way in and on the way out."""

from glossary.site.draw import (
    ACCENT,
    INK,
    MUTED,
    ON_FROZEN,
    TRAINED,
    arrow,
    box,
    picture,
    text,
)


def draw():
    parts = [
        text(75, 308, "token 2", 17, INK, "middle", bold=True),
        arrow((75, 288), (75, 262)),
        text(86, 281, "picks", 16, MUTED),
        box(20, 136, 110, 120, TRAINED, radius=6),
        *[box(30, 148 + 25 * i, 90, 19, "surface", radius=2) for i in range(4)],
        box(30, 148 + 50, 90, 19, "frozen", radius=2),
        text(75, 163 + 50, "row 2", 15, ON_FROZEN, "middle"),
        arrow((75, 130), (75, 86)),
        box(20, 40, 390, 40, radius=6),
        text(215, 66, "the blocks of the model", 17, ON_FROZEN, "middle", bold=True),
        arrow((355, 86), (355, 130)),
        text(345, 112, "result", 16, MUTED, "end"),
        box(300, 136, 110, 120, TRAINED, radius=6),
        *[box(310, 148 + 25 * i, 90, 19, "surface", radius=2) for i in range(4)],
        *[text(355, 163 + 25 * i, f"row {i}", 15, INK, "middle") for i in range(4)],
        arrow((355, 262), (355, 288)),
        text(355, 308, "four logits", 17, INK, "middle", bold=True),
        text(215, 180, "one", 17, ACCENT, "middle", bold=True),
        text(215, 202, "parameter", 17, ACCENT, "middle", bold=True),
        arrow((172, 220), (138, 220), ACCENT),
        arrow((258, 220), (292, 220), ACCENT),
        text(75, 24, "way in", 17, INK, "middle"),
        text(355, 24, "way out", 17, INK, "middle"),
    ]
    return picture(
        "weight-tying",
        "One matrix, used twice",
        "On the left, the way in: token 2 picks row 2 of a matrix, which goes into the blocks of "
        "the model. On the right, the way out: the dot product of their result with every "
        "row of a matrix gives a logit for each row. Both matrices are one parameter.",
        (430, 318),
        [part for part in parts if part],
    )
