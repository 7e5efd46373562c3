"""Live pictures: a reader turns a value, and the picture's own script draws it anew.

A script in pictures/ says so by a knob on a constant, which is also the default of an argument of
`draw`:

    temperature = 0.7  # knob: 0.1 to 2.0 by 0.1

    def draw(temperature: float = temperature) -> str: ...

In the page it runs as it stands, in Python without this repository: it is served in one text with
what it draws with.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from glossary import ROOT
from glossary.content.files import in_order, text_of
from glossary.content.knobs import Knob, read
from glossary.content.pages import MANY
from glossary.content.problems import Problem, ProblemsFound

SCRIPTS = "pictures"
"""The folder of the scripts that draw."""

CARRIED = ("glossary/__init__.py", "glossary/site/__init__.py", "glossary/site/draw.py")
"""What a picture's script draws with, and what that needs."""

IN_A_PAGE = frozenset({*sys.stdlib_module_names, "numpy"} - {"runpy"})
DRAWS_WITH = ("glossary.site", "glossary.site.draw")
FORM = (
    "a picture with knobs has `def draw(name: float = name, ...)` with an argument for each of "
    "them, and no other"
)

DRIVER = '''\
"""A picture of the glossary, drawn by its own script with other values."""
import importlib
import json
import runpy
from pathlib import Path

FILES = {files}

for path, text in FILES.items():
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, "utf-8")
importlib.invalidate_caches()


def show(**values):
    """Print the picture as JSON, in lines that are short enough for a page's output."""
    said = json.dumps(runpy.run_path("{script}")["draw"](**values))
    for at in range(0, len(said), 400):
        print(said[at : at + 400])


'''


@dataclass(frozen=True)
class Live:
    """A picture that can be drawn anew.

    Attributes:
        name: of the picture.
        text: its script.
        knobs: what a reader can turn.
    """

    name: str
    text: str
    knobs: tuple[Knob, ...]

    @property
    def lines(self) -> str:
        """The lines of the script that have a knob: what the page makes sliders of."""
        lines = self.text.split("\n")
        return "\n".join(lines[knob.line - 1] for knob in self.knobs)

    def script(self, root: Path = ROOT) -> str:
        """What runs in the page before the call of `show` with the reader's values.

        Args:
            root: the repository, in which what it draws with is looked for.
        """
        own = f"{SCRIPTS}/{self.name}.py"
        files = {path: carried(path, root) for path in CARRIED} | {own: self.text}
        shown = "".join(f"\n    {path!r}: {text!r}," for path, text in files.items())
        return DRIVER.replace("{files}", f"{{{shown}\n}}").replace("{script}", own)


def carried(path: str, root: Path) -> str:
    """A file of the site's own Python; a project that only holds content has none of its own."""
    home = root if (root / path).exists() else ROOT
    return text_of(home / path, home)


def read_live(root: Path) -> tuple[dict[str, Live], list[Problem]]:
    """The live pictures by name, and what is wrong with those that would be."""
    found: dict[str, Live] = {}
    problems: list[Problem] = []
    for path in in_order((root / SCRIPTS).glob("*.py")):
        where = f"{SCRIPTS}/{path.name}"
        try:
            text = text_of(path, root)
        except ProblemsFound as unreadable:
            problems += unreadable.problems
            continue
        if "knob" not in text:
            continue
        wrong = [Problem(where, line, message) for line, message in problems_of(text)]
        problems += wrong
        if not wrong and (said := read(text)):
            knobs = tuple(knob for _, knob in said if isinstance(knob, Knob))
            found[path.stem] = Live(path.stem, text, knobs)
    return found, problems


@lru_cache(MANY)
def problems_of(text: str) -> tuple[tuple[int, str], ...]:
    """Line and message of what would keep a picture's script from being turned in a page."""
    return tuple(looked_for(text))


def looked_for(text: str) -> Iterator[tuple[int, str]]:
    """The same, as they are found."""
    try:
        tree = ast.parse(text)
        said = read(text)
    except SyntaxError as error:
        yield error.lineno or 1, f"Python cannot read it: {error.msg}"
        return
    wrong = [(line, one) for line, one in said if isinstance(one, str)]
    yield from wrong
    if wrong or not said:
        return
    names = [knob.name for _, knob in said if isinstance(knob, Knob)]
    draws = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "draw"]
    if not draws or arguments_of(draws[-1]) != {name: name for name in names}:
        yield (draws[-1].lineno if draws else 1), FORM
    for node in ast.walk(tree):
        for module in imported_by(node):
            if module not in DRAWS_WITH and module.partition(".")[0] not in IN_A_PAGE:
                yield (
                    node.lineno,  # type: ignore[attr-defined]
                    f"a page has no {module}: a picture with knobs needs Python's own library, "
                    f"NumPy and {DRAWS_WITH[-1]}",
                )
        if isinstance(node, ast.Name | ast.Attribute | ast.alias):
            name = getattr(node, "attr", None) or getattr(node, "id", None) or node.name  # type: ignore[union-attr]
            if name == "from_script":
                message = "a page has no other script: a picture with knobs holds its own numbers"
                yield node.lineno, message


def arguments_of(function: ast.FunctionDef) -> dict[str, str]:
    """Each argument and the name that is its default; empty if one has another default."""
    given = function.args
    if given.posonlyargs or given.kwonlyargs or given.vararg or given.kwarg:
        return {}
    if len(given.args) != len(given.defaults):
        return {}
    return {
        one.arg: default.id if isinstance(default, ast.Name) else ""
        for one, default in zip(given.args, given.defaults, strict=True)
    }


def imported_by(node: ast.AST) -> list[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
