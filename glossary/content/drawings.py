"""Pictures of docs/: SVG that holds shapes and words, and nothing that runs.

Opened by its own address a picture is a page without a policy.
"""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from glossary.content.files import per_file, text_of
from glossary.content.problems import Problem, ProblemsFound, quote, shown_name

SVG = "http://www.w3.org/2000/svg"

ELEMENTS = "svg g title desc text tspan path rect circle ellipse line polyline polygon"
SHAPES = frozenset(ELEMENTS.split())
"""Elements that a picture may hold."""

ATTRIBUTES = "xmlns viewBox role aria-label aria-labelledby class id x y dx dy x1 y1 x2 y2 cx cy r"
ATTRIBUTES += " rx ry d width height points transform opacity fill fill-opacity fill-rule stroke"
ATTRIBUTES += " stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin"
ATTRIBUTES += " font-size font-style font-weight text-anchor dominant-baseline"
DRAWN_BY = frozenset(ATTRIBUTES.split())
"""Attributes that they may have. A family of letters is not among them: code comes from scripts."""


@per_file
def check_picture(path: Path, root: Path) -> list[Problem]:
    """The first thing in a picture that may not be there, as a browser would read it."""
    where = shown_name(path, root)
    parser = expat.ParserCreate()

    def refuse(found: str) -> None:
        message = "a picture holds no scripts and no HTML, but shapes and words: remove it"
        raise ProblemsFound(
            [Problem(where, parser.CurrentLineNumber, f"{quote(found)}: {message}")]
        )

    def element(name: str, given: dict[str, str]) -> None:
        if name not in SHAPES:
            refuse(f"<{name}>")
        for key, value in given.items():
            # Without prefixes for names, no other language is in it. url() leads elsewhere.
            if key not in DRAWN_BY or "url(" in value or (key == "xmlns" and value != SVG):
                refuse(f"{key}={value}")

    parser.StartElementHandler = element
    parser.CommentHandler = lambda text: refuse(f"<!--{text}")
    parser.ProcessingInstructionHandler = lambda name, _: refuse(f"<?{name}")
    parser.StartDoctypeDeclHandler = lambda name, *_: refuse(f"<!DOCTYPE {name}")
    try:
        parser.Parse(text_of(path, root), True)
    except ProblemsFound as found:
        return found.problems
    except expat.ExpatError as error:
        message = f"is not SVG: {expat.ErrorString(error.code)}: mend it"
        return [Problem(where, error.lineno, message)]
    return []
