"""Elements of pictures, in the site's colors: what the scripts in pictures/ and the maps draw with.

Colors are presentation attributes: a style attribute would be stopped by the site's content
security policy. `tools/pictures.py` runs the scripts.
"""

from __future__ import annotations

import contextlib
import html
import io
import runpy
from collections.abc import Iterable, Sequence
from typing import Any

from glossary import ROOT

INK, MUTED, LINE, PAPER = "ink", "muted", "line", "paper"
ACCENT, LINK, FROZEN, TRAINED = "accent", "link", "frozen", "trained"
ON_FROZEN, ON_TRAINED, SURFACE = "on-frozen", "on-trained", "surface"
"""Colors of the style sheet (docs/assets/stylesheets/glossary.css), in both themes."""


def picture(
    name: str, title: str, description: str, size: tuple[int, int], parts: Iterable[str]
) -> str:
    """A whole picture.

    Args:
        name: of the file, without .svg; also makes the ids unique on the page.
        title: a few words.
        description: what a reader who cannot see it should know, data included.
        size: width and height of the drawing; it is scaled to the page. At most 520 wide, so that
            letters of 16 stay readable on a phone.
        parts: elements, from the functions below.
    """
    width, height = size
    return "\n".join(
        [
            f'<svg class="diagram" viewBox="0 0 {width} {height}" '
            f'xmlns="http://www.w3.org/2000/svg" role="img" '
            f'aria-labelledby="{name}-title {name}-desc">',
            f'<title id="{name}-title">{html.escape(title)}</title>',
            f'<desc id="{name}-desc">{html.escape(description)}</desc>',
            *parts,
            "</svg>\n",
        ]
    )


def from_script(name: str) -> dict[str, Any]:
    """What a page's script defines, for a picture that holds the same numbers.

    Args:
        name: path of the script in snippets/.
    """
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(ROOT / "snippets" / name))


def number(value: float) -> str:
    """A coordinate, to a tenth: enough for the eye, and the same on every machine."""
    return f"{round(float(value), 1):g}"


def text(
    x: float,
    y: float,
    words: str,
    size: int = 16,
    color: str = INK,
    anchor: str = "start",
    bold: bool = False,
) -> str:
    """Words; `anchor` is start, middle or end."""
    weight = ' font-weight="700"' if bold else ""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{size}"{place}{weight} '
        f'fill="var(--g-{color})">{html.escape(words, quote=False)}</text>'
    )


def box(
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str = FROZEN,
    stroke: str | None = None,
    radius: float = 0,
    opacity: float | None = None,
) -> str:
    """A rectangle. With `opacity`, from 0 to 1, its fill shows a value."""
    extra = f' rx="{number(radius)}"' if radius else ""
    if stroke:
        extra += f' stroke="var(--g-{stroke})"'
    if opacity is not None:
        extra += f' fill-opacity="{round(float(opacity), 2):g}"'
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" '
        f'height="{number(height)}" fill="var(--g-{fill})"{extra}/>'
    )


def line(
    points: Sequence[tuple[float, float]],
    color: str = MUTED,
    width: float = 2,
    dashes: str = "",
) -> str:
    """A line through points; `dashes` such as "6 4" tells lines apart without color."""
    path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<polyline points="{path}" fill="none" stroke="var(--g-{color})" '
        f'stroke-width="{number(width)}"{dashed}/>'
    )


def dot(x: float, y: float, radius: float = 4, color: str = ACCENT) -> str:
    """A filled circle."""
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="var(--g-{color})"/>'
    )


def arrow(start: tuple[float, float], end: tuple[float, float], color: str = MUTED) -> str:
    """A straight line with a head at its end."""
    (x0, y0), (x1, y1) = start, end
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    dx, dy = (x1 - x0) / length, (y1 - y0) / length
    left = (x1 - 9 * dx + 6 * dy, y1 - 9 * dy - 6 * dx)
    right = (x1 - 9 * dx - 6 * dy, y1 - 9 * dy + 6 * dx)
    return line([start, end], color) + line([left, end, right], color)


def scale(value: float, low: float, high: float, start: float, end: float) -> float:
    """Where a value from low to high falls between two coordinates."""
    return start + (value - low) / (high - low) * (end - start)
