"""Which keys and values are computed at each step, without a cache and with one."""

from glossary.site.draw import INK, MUTED, ON_FROZEN, ON_TRAINED, box, picture, text

STEPS, WIDE, HIGH, TOP = 4, 52, 38, 66
PANELS = {"without a cache": 52, "with a cache": 300}


def draw() -> str:
    parts = []
    for number, (name, left) in enumerate(PANELS.items()):
        parts.append(text(left + 2 * WIDE, 20, name, 17, anchor="middle", bold=True))
        for token in range(STEPS):
            x = left + (token + 0.5) * WIDE
            parts.append(text(x, 50, str(token), 16, MUTED, "middle"))
        if number == 0:
            parts.append(text(left - 8, 50, "token", 15, MUTED, "end"))
        made = 0
        for step in range(STEPS):
            y = TOP + step * HIGH
            if number == 0:
                parts.append(text(left - 10, y + 25, f"{step + 1}.", 16, MUTED, "end"))
            for token in range(step + 1):
                new = number == 0 or token == step
                made += new
                x = left + token * WIDE
                fill = "trained" if new else "frozen"
                parts.append(box(x + 2, y + 2, WIDE - 4, HIGH - 4, fill, radius=4))
                parts.append(
                    text(
                        x + WIDE / 2,
                        y + 25,
                        "make" if new else "kept",
                        15,
                        ON_TRAINED if new else ON_FROZEN,
                        "middle",
                    )
                )
        total = f"{made} made" + (f", {10 - made} read again" if number else "")
        y = TOP + STEPS * HIGH + 28
        parts.append(text(left + 2 * WIDE, y, total, 16, INK, "middle"))
    return picture(
        "kv-cache",
        "Keys and values at each step, without and with a cache",
        "Two triangles of four rows, one row for each step of writing. Without a cache, step one "
        "makes the key and the value of one token, step two of two tokens, step three of three "
        "and step four of four: 10 are made. With a cache each step makes those of the newest "
        "token only and reads the others, which were kept: 4 are made and 6 read again.",
        (520, TOP + STEPS * HIGH + 42),
        parts,
    )
