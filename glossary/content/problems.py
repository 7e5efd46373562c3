"""One form for every complaint: file, line, what is wrong, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

QUOTED = 100
"""At most so many characters of somebody's input stand in a message."""


@dataclass(frozen=True, order=True)
class Problem:
    """Something in the sources that stops the build.

    Attributes:
        path: the file, as seen from the repository's root.
        line: line number in it, from 1.
        message: what is wrong and how to mend it, on one line.
    """

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class ProblemsFound(Exception):
    """Raised with all problems at once, so that one run shows everything to mend."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(set(problems))
        heading = f"{counted(len(self.problems), 'problem')} to mend:"
        super().__init__("\n".join([heading, *map(str, self.problems)]))


def counted(number: int, thing: str) -> str:
    """How many of a thing there are, as a message says it."""
    return f"{number} {thing}{'s' * (number != 1)}"


def quote(value: object) -> str:
    """Somebody's input as a message quotes it: on one line, and cut."""
    if not isinstance(value, str | int | float | bool | None):
        return f"a {type(value).__name__}"
    text = repr(value[:QUOTED] if isinstance(value, str) else value)
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"


def shown_path(path: Path, root: Path) -> str:
    """`path` relative to `root` with forward slashes, as all messages show it."""
    if path.is_relative_to(root) and ".." not in path.parts:
        return path.relative_to(root).as_posix()
    return path.resolve().relative_to(root.resolve()).as_posix()


def shown_name(path: Path, root: Path) -> str:
    """The same of a path that may be a link, under the link's own name."""
    return f"{shown_path(path.parent, root)}/{path.name}"
