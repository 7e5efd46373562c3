"""Code fences in Markdown sources: where they are, what they hold, which tabs they share.

The built HTML has the last word on what a reader sees (see guard.py). This module only has to
find what pages are written with, and whatever it misses the guard reports.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

OPENING = re.compile(r"^(?P<indent>[ >]*)(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)$")
INCLUDE = re.compile(r"^\s*-{1,}8<-{1,} +(['\"])(?P<target>.+?)\1\s*$")
TAB = re.compile(r'^(?P<indent> *)===[!+]* +"')


@dataclass
class Fence:
    """One fenced block in a page's source.

    Attributes:
        start: index of the opening line (from 0).
        end: index of the closing line.
        indent: what stands before the backticks.
        info: all that follows them.
        body: the lines between.
    """

    start: int
    end: int
    indent: str
    info: str
    body: list[str]

    @property
    def language(self) -> str:
        """Name of the language, whatever the options and aliases; '' where none is."""
        return language_of(self.info)

    @property
    def include(self) -> str | None:
        """The file that this block consists of, where it is one include and no more."""
        lines = [line for line in self.body if line.strip()]
        match = INCLUDE.match(lines[0]) if len(lines) == 1 else None
        return match["target"] if match else None


def language_of(info: str) -> str:
    """Language named by a fence's info string: `py`, `{ .python .annotate }`, `sh x=1`."""
    words = re.sub(r"[{}]", " ", info).split()
    name = words[0].lstrip(".").lower() if words and "=" not in words[0] else ""
    return canonical(name)


@cache
def canonical(name: str) -> str:
    """One name for all names of a language that a reader sees colored as Python."""
    if not name:
        return ""
    try:
        lexer = get_lexer_by_name(name)
    except ClassNotFound:
        return name
    aliases = {alias.lower() for alias in lexer.aliases}
    if "pycon" in aliases:
        return "pycon"
    if aliases & {"python", "python3", "python2", "ipython"}:
        return "python"
    return "text" if "text" in aliases else name


def find_fences(lines: list[str]) -> list[Fence]:
    """All fences in `lines`, in order; one that is never closed ends with the page."""
    fences, index = [], 0
    while index < len(lines):
        match = OPENING.match(lines[index])
        if not match:
            index += 1
            continue
        closing = re.compile(rf"^[ >]*{re.escape(match['marks'])}+\s*$")
        end = index + 1
        while end < len(lines) and not closing.match(lines[end]):
            end += 1
        fences.append(
            Fence(
                index,
                end,
                match["indent"],
                match["info"].strip(),
                lines[index + 1 : end],
            )
        )
        index = end + 1
    return fences


def tab_sets(lines: list[str]) -> list[tuple[int, ...]]:
    """For each line, the sets of content tabs around it, outermost first.

    A set is named by the index of its first `=== "..."` line. An output that follows a set
    belongs to the block in each of its tabs.
    """
    inside: list[tuple[int, int]] = []  # (indent, name) of the sets that are open
    result = []
    fenced = {
        index for f in find_fences(lines) for index in range(f.start + 1, f.end + 1)
    }
    for index, line in enumerate(lines):
        if line.strip() and index not in fenced:
            indent = len(line) - len(line.lstrip())
            tab = TAB.match(line)
            while inside and (
                indent < inside[-1][0] or (indent == inside[-1][0] and not tab)
            ):
                inside.pop()
            if tab and (not inside or inside[-1][0] < indent or "!" in line[:8]):
                if inside and inside[-1][0] == indent:
                    inside.pop()
                inside.append((indent, index))
        result.append(tuple(name for _, name in inside))
    return result
