"""Programs: files of the repository that a page shows whole, and that run too long for a test.

A page names one by `<!-- program: live_gpt/train -->`; what is shown is its file as it stands. That
it ran is known from what it stored: FACTS holds the digest of what ran.
"""

from __future__ import annotations

import ast
import hashlib
import json
from pathlib import Path
from typing import Any

from glossary.content.files import per_file, read_text, text_of

PROGRAMS = ("live_gpt/model", "live_gpt/train")
"""Those that a page can name; tests/live_gpt/ runs their first steps and compares the losses."""

FACTS = "docs/assets/live/gpt.json"
"""What they stored: the losses, what they made, and `program`, the digest of what ran."""


def show(name: str, root: Path) -> list[str]:
    """A program as plain Markdown: the comment that names its file, and a fence.

    Raises:
        ProblemsFound: if it cannot be read.
    """
    code = text_of(root / f"{name}.py", root).rstrip("\n").split("\n")
    return [f"<!-- {name}.py -->", "", "```python", *code, "```"]


def digest(root: Path) -> str:
    """SHA-256 of what the programs do: comments, docstrings and line breaks play no part."""
    whole = hashlib.sha256()
    for name in PROGRAMS:
        tree = ast.parse((root / f"{name}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                told = [one for one in node.body if not is_text(one)]
                node.body = told or [ast.Pass()]
        whole.update(ast.dump(tree).encode() + b"\0")
    return whole.hexdigest()


def is_text(node: ast.stmt) -> bool:
    """Whether a statement is a text alone, which does nothing."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


@per_file
def facts(path: Path, root: Path) -> Any:
    """What a run stored.

    Raises:
        ProblemsFound: if it cannot be read.
    """
    return json.loads(read_text(path, root))
