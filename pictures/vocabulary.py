"""One list, a row and a logit for each token: what the number of tokens decides."""

from glossary.site.draw import (
    ACCENT,
    INK,
    LINE,
    MUTED,
    ON_FROZEN,
    TRAINED,
    arrow,
    box,
    picture,
    text,
)

LIST = ["0  !", '1  "', "2  #", "…", "50255", "50256"]


def draw():
    parts, height, top = [], 30, 60
    parts.append(text(60, 22, "vocabulary", 17, INK, "middle", bold=True))
    parts.append(text(60, 43, "50,257 tokens", 15, MUTED, "middle"))
    parts.append(text(222, 22, "embedding", 17, INK, "middle", bold=True))
    parts.append(text(222, 43, "a row for each", 15, MUTED, "middle"))
    parts.append(text(370, 22, "logits", 17, INK, "middle", bold=True))
    parts.append(text(370, 43, "one for each", 15, MUTED, "middle"))
    for i, entry in enumerate(LIST):
        y = top + i * (height + 4)
        parts.append(box(10, y, 100, height, radius=3))
        parts.append(text(24, y + 21, entry, 16, ON_FROZEN))
        if entry == "…":
            parts.append(text(222, y + 20, "…", 16, MUTED, "middle"))
            parts.append(text(370, y + 20, "…", 16, MUTED, "middle"))
            continue
        for j in range(5):
            parts.append(box(167 + 23 * j, y + 4, 19, height - 8, TRAINED, radius=2))
        parts.append(box(354, y + 4, 32, height - 8, "surface", LINE, radius=2))
        parts.append(arrow((116, y + height / 2), (158, y + height / 2)))
    y = top + 6 * (height + 4) + 4
    parts.append(box(10, y, 100, height, "surface", ACCENT, radius=3))
    parts.append(text(24, y + 21, "new", 16, ACCENT, bold=True))
    for j in range(5):
        parts.append(
            box(167 + 23 * j, y + 4, 19, height - 8, "surface", ACCENT, radius=2)
        )
    parts.append(box(354, y + 4, 32, height - 8, "surface", ACCENT, radius=2))
    parts.append(
        text(0, y + 58, "Each extra token adds a row to the embedding", 16, INK)
    )
    parts.append(text(0, y + 80, "and a logit to the output.", 16, INK))
    return picture(
        "vocabulary",
        "One list, a row and a logit for each token",
        "On the left the vocabulary, a list of 50,257 tokens with the numbers 0 to 50256. In the "
        "middle the embedding, with a row of learned numbers for each token. On the right the "
        "logits, with one number for each token. Below the list a new token is added: it needs a "
        "row in the embedding and gives one more logit.",
        (430, y + 92),
        parts,
    )
