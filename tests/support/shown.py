"""What a script of a page defines, without running what it prints."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)


def is_constant(node: ast.stmt) -> bool:
    """Whether it sets a name in capitals, or adds to one."""
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0]).isupper()
    return isinstance(node, ast.AugAssign) and ast.unparse(node.target).isupper()


def is_assignment(node: ast.stmt) -> bool:
    """Whether it sets a name."""
    return isinstance(node, ast.Assign)


def defined_in(
    script: Path, also: Callable[[ast.stmt], bool] = lambda node: False
) -> dict:
    """A script's imports, functions and classes by name, and what else is asked for."""
    tree = ast.parse(script.read_text("utf-8"))
    tree.body = [
        node for node in tree.body if isinstance(node, DEFINITIONS) or also(node)
    ]
    names: dict = {}
    exec(compile(tree, script.name, "exec", dont_inherit=True), names)
    return names
