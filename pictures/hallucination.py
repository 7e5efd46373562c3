"""Lines: what an answer is worth on average, by how sure it is, for three costs of a wrong one."""

from glossary.site import draw as d

COSTS = {0: ("ink", ""), 1: ("link", "8 4"), 9: ("accent", "3 3")}
LEFT, RIGHT, TOP, BOTTOM = 60, 400, 46, 286


def x(sure: float) -> float:
    """Where a probability lies."""
    return d.scale(sure, 0, 1, LEFT, RIGHT)


def y(points: float) -> float:
    """Where a score from -1 to 1 lies."""
    return d.scale(points, -1, 1, BOTTOM, TOP)


def draw() -> str:
    """Three lines that cross the line of *I do not know* at other places."""
    parts = [d.text(LEFT - 44, 22, "expected points for an answer", bold=True)]
    for points in (-1, 0, 1):
        color, width = ("muted", 2) if points == 0 else ("line", 1)
        parts.append(d.line([(LEFT, y(points)), (RIGHT, y(points))], color, width))
        label = f"{points:g}".replace("-", "\u2212")
        parts.append(
            d.text(LEFT - 8, y(points) + 5, label, color=d.MUTED, anchor="end")
        )
    for sure in (0, 0.5, 0.9, 1):
        parts.append(
            d.text(x(sure), BOTTOM + 22, f"{sure:g}", color=d.MUTED, anchor="middle")
        )
    parts.append(d.text((LEFT + RIGHT) / 2, BOTTOM + 46, "how sure", anchor="middle"))
    parts.append(d.text(RIGHT + 8, y(0) + 5, "I do not", color=d.MUTED))
    parts.append(d.text(RIGHT + 8, y(0) + 24, "know", color=d.MUTED))
    told = []
    for cost, (color, dashes) in COSTS.items():
        start = max(0.0, (cost - 1) / (cost + 1))  # where the line enters the picture
        ends = [(x(p), y(p - cost * (1 - p))) for p in (start, 1)]
        parts.append(d.line(ends, color, 3, dashes))
        even = cost / (1 + cost)
        parts.append(d.dot(x(even), y(0), 5, color))
        told.append(f"cost {cost}: even at {even:g}")
    for cost, at, points, anchor in ((0, 0.5, 0.63, "end"), (1, 0.31, -0.6, "start"),
                                     (9, 0.78, -0.82, "end")):  # fmt: skip
        parts.append(d.text(x(at), y(points), f"wrong costs {cost}", anchor=anchor))
    return d.picture(
        "hallucination",
        "Where a wrong answer costs nothing, any guess is worth more than none",
        "Three straight lines over how sure an answer is, from 0 to 1. A right answer gives 1 "
        "point, saying that one does not know 0. A line is above 0 where answering pays. "
        f"{'; '.join(told)}.",
        (520, BOTTOM + 60),
        parts,
    )
