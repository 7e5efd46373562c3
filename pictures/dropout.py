"""One network in two training steps and in evaluation, with the masks of a random generator."""

import numpy as np

from glossary.site import draw as d

WIDTH = 6
INPUTS, OUTPUTS = 3, 2

p = 0.5  # knob: 0.0 to 0.8 by 0.1
seed = 1  # of the random generator; knob: 0 to 20


def places(count: int) -> list[float]:
    """Heights of the units of one layer, centered."""
    return [140 + 36 * (i - (count - 1) / 2) for i in range(count)]


def network(left: float, kept: list[bool]) -> list[str]:
    """A network whose dropped units have lost their connections."""
    parts = []
    for x, units in ((left + 18, places(INPUTS)), (left + 122, places(OUTPUTS))):
        for y in units:
            for there, height in zip(kept, places(WIDTH), strict=True):
                if there:
                    parts.append(d.line([(x, y), (left + 70, height)], "muted", 1))
    for x, units in ((left + 18, places(INPUTS)), (left + 122, places(OUTPUTS))):
        parts += [d.dot(x, y, 9, "frozen") for y in units]
    for there, y in zip(kept, places(WIDTH), strict=True):
        if there:
            parts.append(d.dot(left + 70, y, 11, "accent"))
        else:
            corners = [(-9, -9), (9, 9)], [(-9, 9), (9, -9)]
            for ends in corners:
                cross = [(left + 70 + dx, y + dy) for dx, dy in ends]
                parts.append(d.line(cross, "muted", 2))
    return parts


def draw(p: float = p, seed: int = seed) -> str:
    """Three panels: in each training step other units are dropped, in evaluation none."""
    rng = np.random.default_rng(seed)
    steps = [[bool(k) for k in rng.random(WIDTH) >= p] for _ in range(2)]
    parts, told = [], []
    panels = ("training, step 1", "training, step 2", "evaluation")
    for i, (name, kept) in enumerate(
        zip(panels, [*steps, [True] * WIDTH], strict=True)
    ):
        left = 16 + 174 * i
        factor = "× 1" if i == 2 else f"× {1 / (1 - p):.3g}"
        parts.append(d.text(left + 70, 24, name, anchor="middle", bold=True))
        parts += network(left, kept)
        parts.append(d.text(left + 70, 268, f"kept {factor}", anchor="middle"))
        which = ", ".join(str(at + 1) for at, there in enumerate(kept) if there)
        chosen = f" (from above: {which or 'none'})" if (p, seed) != (0.5, 1) else ""
        told.append(f"{name}: {sum(kept)} of {WIDTH} kept{chosen}, each {factor}")
    return d.picture(
        "dropout",
        "Other units are missing in each training step",
        f"A network of {INPUTS} inputs, {WIDTH} hidden units and {OUTPUTS} outputs, three times. "
        f"A dropped hidden unit is a cross without connections. {'; '.join(told)}.",
        (520, 284),
        parts,
    )
