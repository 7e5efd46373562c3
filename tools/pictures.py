"""`make pictures`: draw the pictures that hold data, by the scripts in pictures/, never by hand.

    python -m tools.pictures                  draw all into docs/assets/diagrams/
    python -m tools.pictures softmax-curve    draw some
    python -m tools.pictures dropout          those of the page dropout (make pictures PAGE=dropout)

Each `pictures/<name>.py` has a function `draw()` that returns the text of
docs/assets/diagrams/<name>.svg; a test draws each afresh and compares. One with arguments, each
with a knob, is drawn anew in the page with the reader's values (glossary/content/live.py).
"""

from __future__ import annotations

import re
import runpy
import sys
from collections.abc import Callable
from pathlib import Path

from glossary import ROOT
from glossary.content.content import PICTURES
from glossary.content.live import SCRIPTS


def drawer(name: str, root: Path = ROOT) -> Callable[..., str]:
    """What draws a picture: a function of the values of its knobs, if it has any.

    Raises:
        SystemExit: if there is no such script.
    """
    script = root / SCRIPTS / f"{name}.py"
    if not script.exists():
        raise SystemExit(f"pictures: there is no {script.relative_to(root)}")
    drawing: Callable[..., str] = runpy.run_path(str(script))["draw"]
    return drawing


def draw(name: str, root: Path = ROOT) -> str:
    """Text of a picture, from its script.

    Raises:
        SystemExit: if there is no such script.
    """
    return drawer(name, root)()


def names(root: Path = ROOT) -> list[str]:
    """All pictures that a script draws."""
    return sorted(path.stem for path in (root / SCRIPTS).glob("*.py"))


def asked_for(name: str, root: Path = ROOT) -> list[str]:
    """The pictures that a name means: itself, or those that the page of a term shows."""
    page = root / f"docs/terms/{name}.md"
    if name in names(root) or not page.exists():
        return [name]
    shown = re.findall(r"<!-- picture: ([\w-]+) -->", page.read_text("utf-8"))
    return [one for one in shown if one in names(root)]


def main(root: Path = ROOT) -> None:
    """Draw what is asked for."""
    asked = [one for name in sys.argv[1:] for one in asked_for(name, root)]
    for name in asked if sys.argv[1:] else names(root):
        (root / PICTURES / f"{name}.svg").write_text(draw(name, root), "utf-8")
        print(f"{PICTURES}/{name}.svg")


if __name__ == "__main__":
    main()
