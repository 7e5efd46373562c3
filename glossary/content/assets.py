"""The site's own scripts and style sheets: each is whole, and what it names is there.

A browser passes over one that is cut off or gone: the page would be shown without what it does.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import tinycss2
import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from glossary.content.files import per_file, read_text
from glossary.content.problems import Problem, ProblemsFound, quote, shown_name

JAVASCRIPT = Parser(Language(tree_sitter_javascript.language()))
NAMED = re.compile(r"""["'`](?P<name>[\w./-]+\.(?:js|css))\b""")
"""A file that a script fetches, imports or puts into a page."""

GONE = "which is not there: bring it back (git status names what is gone), or mend the name"


def asset_problems(path: Path, root: Path) -> list[Problem]:
    """What is wrong with a script or a style sheet, and what is gone of that which it names."""
    where = shown_name(path, root)
    problems, names = read_asset(path, root)
    # One that is named may stand beside another one: search.js names a worker, and what is there.
    folders = {path.parent, *((path.parent / name).parent for _, name in names)}
    return problems + [
        Problem(where, line, f"names {quote(name)}, {GONE}")
        for line, name in names
        if not any((folder / name).is_file() for folder in folders)
    ]


@per_file
def read_asset(path: Path, root: Path) -> tuple[list[Problem], list[tuple[int, str]]]:
    """What is wrong in a file, and line and name of each that it names."""
    where = shown_name(path, root)
    try:
        text = read_text(path, root)
    except ProblemsFound as found:
        return found.problems, []
    language, cut = CUT.get(path.suffix, ("", lambda text: None))
    line = cut(text) if language else None
    if line == 0:
        message = "is empty but for comments: write it again, or remove it and what names it"
        return [Problem(where, 1, message)], []
    if language and not line and not text.endswith("\n"):
        line = text.count("\n") + 1
    if line:
        message = f"is not {language} from here on: write it whole (git diff shows what is gone)"
        return [Problem(where, line, message)], []
    lines = enumerate(text.split("\n"), start=1) if path.suffix == ".js" else ()
    return [], [(number, one["name"]) for number, row in lines for one in NAMED.finditer(row)]


def cut_script(text: str) -> int | None:
    """The line at which it is no JavaScript; 0 where it says nothing, None where all is well."""
    top = JAVASCRIPT.parse(text.encode()).root_node
    if top.has_error:
        return first_error(top).start_point[0] + 1
    return None if any(node.type != "comment" for node in top.children) else 0


def first_error(node: Node) -> Node:
    """The first part of a tree that could not be read, or that is missing."""
    while not (node.is_error or node.is_missing):
        node = next(one for one in node.children if one.has_error)
    return node


def cut_style(text: str) -> int | None:
    """The same of a style sheet, in which the end closes all that is open: it swallows a last rule
    that is put behind it."""
    rules = tinycss2.parse_stylesheet(f"{text}\n@end;", skip_comments=True, skip_whitespace=True)
    for rule in rules:
        if rule.type == "error":
            return min(int(rule.source_line), text.rstrip().count("\n") + 1)
    if getattr(rules[-1], "at_keyword", "") != "end":
        return int(rules[-1].source_line)
    return None if rules[1:] else 0


def cut_python(text: str) -> int | None:
    """The same of a script in Python."""
    try:
        return None if ast.parse(text).body else 0
    except SyntaxError as error:
        return error.lineno or 1


CUT: dict[str, tuple[str, Callable[[str], int | None]]] = {
    ".js": ("JavaScript", cut_script),
    ".css": ("a style sheet", cut_style),
    ".py": ("Python", cut_python),
}
"""By a file's ending: its language, and what finds where it is cut off."""
