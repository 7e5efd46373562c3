"""Lines: how often the answer is right after so many tries, by how one of them is chosen."""

import math

from glossary.site import draw as d

CLAIM = "reasoning-model/a_vote_finds_the_most_probable_answer.py"
TRIES = (1, 2, 3, 5, 7, 10, 15, 20, 25)
LEFT, RIGHT, TOP, BOTTOM = 52, 366, 40, 268


def draw() -> str:
    """Four lines over the number of tries."""
    script = d.from_script(CLAIM)
    scattered, same = script["questions"].values()
    p = same[0]
    lines = {  # name: probability for n tries, color, dashes
        "checked": (lambda n: 1 - (1 - p) ** n, "ink", ""),
        "judged": (lambda n: script["judged"](p, n), "link", "8 4"),
        "voted, scattered": (lambda n: script["voted"](scattered, n), "muted", "3 3"),
        "voted, the same": (lambda n: script["voted"](same, n), "accent", ""),
    }
    parts, told = [], []
    for share in (0, 0.5, 1):
        y = d.scale(share, 0, 1, BOTTOM, TOP)
        parts.append(d.line([(LEFT, y), (RIGHT, y)], "line", 1))
        parts.append(d.text(LEFT - 8, y + 5, f"{share:g}", color=d.MUTED, anchor="end"))
    for n in (1, 5, 25):
        x = d.scale(math.log(n), 0, math.log(25), LEFT, RIGHT)
        parts.append(d.text(x, BOTTOM + 24, str(n), color=d.MUTED, anchor="middle"))
    parts.append(d.text(LEFT, 22, "probability that the answer is right", bold=True))
    parts.append(d.text((LEFT + RIGHT) / 2, BOTTOM + 46, "tries", anchor="middle"))
    for name, (at, color, dashes) in lines.items():
        points = [
            (
                d.scale(math.log(n), 0, math.log(25), LEFT, RIGHT),
                d.scale(at(n), 0, 1, BOTTOM, TOP),
            )
            for n in TRIES
        ]
        parts.append(d.line(points, color, 3, dashes))
        parts.append(d.text(RIGHT + 8, points[-1][1] + 5, name))
        told.append(
            f"{name}: {at(1):.2f} with 1, {at(5):.2f} with 5, {at(25):.2f} with 25"
        )
    return d.picture(
        "reasoning-model",
        "More tries help as far as the right one is recognized",
        f"Four lines start at {p:g} with one try and go apart. {'; '.join(told)}.",
        (520, BOTTOM + 58),
        parts,
    )
