"""Scripts that look where they run: one that does may print one thing in a test, another copied.

By their syntax, so that no spelling hides one. It is no cell: whoever recurses until Python gives
up still learns how deep it began. tests/proof/test_scripts_alone.py runs each as copied.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from glossary.content.problems import quote


def words(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(" ".join(lines).split())


MODULES = words(
    "__future__ abc array base64 bisect cmath codecs collections contextlib copy dataclasses",
    "decimal enum fractions functools gzip hashlib heapq io itertools json math numbers operator",
    "pickle random re statistics string struct textwrap typing unicodedata warnings zlib",
    "numpy torch",
)
"""What a script may import: what computes, and knows nothing of where it does."""

NAMES = words(
    "__builtins__ __file__ __import__ __loader__ __spec__ dir eval exec globals locals vars"
)
ATTRIBUTES = words(
    "__builtins__ __config__ __dict__ __file__ __getattribute__ __globals__ __path__",
    "__subclasses__ _getframe ag_frame argv attrgetter builtins cr_frame methodcaller",
    "cpu_count cwd datetime64 distributed environ f_back f_code f_globals f_locals",
    "get_num_interop_threads get_num_threads getcwd getenv getpid gi_frame importlib inspect",
    "isatty os platform profiler stdin subprocess sys tb_frame _internal _os _sys",
)
"""By these a module that may be imported leads to others, or an object to what runs it."""

FIELD = re.compile(r"\{\w*([.\[][^{}]*)\}")
TEXTS = ("PYTEST_", "/proc/", "__file__")
MEND = (
    "a script prints the same wherever it runs, so it does not look there; "
    "what it may import is in glossary/content/surroundings.py"
)


def looks(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and message for each place where a script looks where it runs, or changes a module."""
    modules = {"numpy", "torch"}
    nodes = list(ast.walk(tree))  # once: walking is most of what a build does with a script
    for line, what in changes_modules(nodes):
        yield line, f"changes {what}: the next script of the page would find it so; change a copy"
    called = {node.func for node in nodes if isinstance(node, ast.Call)}
    for node in nodes:
        found: list[str] = []
        if isinstance(node, ast.Import):
            found = [f"imports {quote(a.name)}" for a in node.names if not may_import(a.name)]
            modules |= {a.asname or a.name.partition(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            inside = [a.name for a in node.names if a.name in ATTRIBUTES | NAMES]
            outside = [] if may_import(node.module or "") else [node.module or "."]
            found = [f"imports {quote(name)}" for name in outside + inside]
            found += ["all names"] if any(a.name == "*" for a in node.names) else []
        elif isinstance(node, ast.Name) and node.id in NAMES:
            found = [node.id]
        elif isinstance(node, ast.Name) and node.id == "getattr":
            found = [] if node in called else ["getattr by another name"]
        elif isinstance(node, ast.MatchClass):
            found = [f".{name}" for name in node.kwd_attrs if name in ATTRIBUTES]
        elif isinstance(node, ast.Attribute) and node.attr in ATTRIBUTES:
            found = [f".{node.attr}"]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            told = any(t in node.value for t in TEXTS)
            for part in FIELD.findall(node.value):  # of str.format
                told |= not ATTRIBUTES.isdisjoint(re.split(r"\W+", part))
            found = [quote(node.value)] if told else []
        elif isinstance(node, ast.Call) and calls(node, "getattr") and node.args:
            of = ast.unparse(node.args[0]).partition(".")[0]
            name = getattr(node.args[1], "value", None) if len(node.args) > 1 else None
            found = [f"getattr of {of}, a module"] if of in modules else []
            if not isinstance(name, str) or name in ATTRIBUTES:
                found.append("getattr of a name that it makes or may not use")
        for what in found:
            yield getattr(node, "lineno", 1), f"{what}: {MEND}"


def changes_modules(nodes: list[ast.AST]) -> Iterator[tuple[int, str]]:
    """Line and target of each assignment into what a script has imported."""
    imported: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            imported |= {(a.asname or a.name).partition(".")[0] for a in node.names}
    for node in nodes:
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            owner: ast.expr = node
            while isinstance(owner, ast.Attribute | ast.Subscript):
                owner = owner.value
            if isinstance(owner, ast.Name) and owner.id in imported:
                yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Call) and calls(node, "setattr", "delattr"):
            of = ast.unparse(node.args[0]) if node.args else ""
            if of.partition(".")[0] in imported:
                yield node.lineno, of


def calls(node: ast.Call, *names: str) -> bool:
    """Whether a call is of one of these functions, by its own name."""
    return isinstance(node.func, ast.Name) and node.func.id in names


def may_import(module: str) -> bool:
    """Whether a script may."""
    return module.partition(".")[0] in MODULES
