"""`make pictures`: draw the pictures that hold data, by the scripts in pictures/, never by hand.

    python -m tools.pictures                  draw all into docs/assets/diagrams/
    python -m tools.pictures softmax-curve    draw some

Each `pictures/<name>.py` has a function `draw()` that returns the text of
docs/assets/diagrams/<name>.svg; a test draws each afresh and compares.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

from glossary import ROOT
from glossary.content.content import PICTURES


def draw(name: str, root: Path = ROOT) -> str:
    """Text of a picture, from its script.

    Raises:
        SystemExit: if there is no such script.
    """
    script = root / "pictures" / f"{name}.py"
    if not script.exists():
        raise SystemExit(f"pictures: there is no {script.relative_to(root)}")
    drawn: str = runpy.run_path(str(script))["draw"]()
    return drawn


def names(root: Path = ROOT) -> list[str]:
    """All pictures that a script draws."""
    return sorted(path.stem for path in (root / "pictures").glob("*.py"))


def main(root: Path = ROOT) -> None:
    """Draw what is asked for."""
    for name in sys.argv[1:] or names(root):
        (root / PICTURES / f"{name}.svg").write_text(draw(name, root), "utf-8")
        print(f"{PICTURES}/{name}.svg")


if __name__ == "__main__":
    main()
