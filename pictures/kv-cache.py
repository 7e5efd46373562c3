"""Which keys and values are computed at each step, without a cache and with one."""

from glossary.site.draw import INK, MUTED, ON_FROZEN, ON_TRAINED, box, picture, text

WIDTH, HEIGHT, TOP = 208, 152, 66
PANELS = {"without a cache": 52, "with a cache": 300}
COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight"]

steps = 4  # of generation; knob: 2 to 8


def draw(steps: int = steps) -> str:
    wide, high = WIDTH / steps, HEIGHT / steps
    pairs = steps * (steps + 1) // 2
    parts = []
    for number, (name, left) in enumerate(PANELS.items()):
        parts.append(text(left + WIDTH / 2, 20, name, 17, anchor="middle", bold=True))
        for token in range(steps):
            x = left + (token + 0.5) * wide
            parts.append(text(x, 50, str(token), 16, MUTED, "middle"))
        if number == 0:
            parts.append(text(left - 8, 50, "token", 15, MUTED, "end"))
        made = 0
        for step in range(steps):
            y = TOP + step * high
            if number == 0:
                parts.append(
                    text(left - 10, y + high / 2 + 6, f"{step + 1}.", 16, MUTED, "end")
                )
            for token in range(step + 1):
                new = number == 0 or token == step
                made += new
                x = left + token * wide
                fill = "trained" if new else "frozen"
                parts.append(box(x + 2, y + 2, wide - 4, high - 4, fill, radius=4))
                if steps < 6:  # there is room
                    word, color = ("make", ON_TRAINED) if new else ("kept", ON_FROZEN)
                    size = 15 if steps < 5 else 13
                    middle = y + high / 2 + 6
                    parts.append(
                        text(x + wide / 2, middle, word, size, color, "middle")
                    )
        total = f"{made} made" + (f", {pairs - made} read again" if number else "")
        y = TOP + HEIGHT + 28
        if steps < 6:
            parts.append(text(left + WIDTH / 2, y, total, 16, INK, "middle"))
            continue
        at = left + (
            -20 if number else 64
        )  # with the colors of cells, which have no words
        for fill, words in zip(("trained", "frozen"), total.split(", "), strict=False):
            parts += [box(at, y - 14, 14, 14, fill, radius=4), text(at + 20, y, words)]
            at += 92
    rows = [f"step {count} of {count}" for count in COUNTS[2 : steps + 1]]
    rows[0] += " tokens"
    told = ", ".join(rows[:-1]) + " and " * (steps > 2) + rows[-1]
    return picture(
        "kv-cache",
        "Keys and values at each step, without and with a cache",
        f"Two triangles of {COUNTS[steps]} rows, one row for each step of generation. Without a "
        "cache, step one makes the key and the value of one token, "
        f"{told}: {pairs} are made. With a cache each step makes those of the newest "
        f"token only and reads the others, which were kept: {steps} are made and "
        f"{pairs - steps} read again.",
        (520, TOP + HEIGHT + 42),
        parts,
    )
