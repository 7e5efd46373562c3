"""Scripts that look where they run: one that does may print one thing in a test, another copied.

By their syntax, so that no spelling hides one. It is no cell: whoever recurses until Python gives
up still learns how deep it began. tests/proof/test_scripts_alone.py runs each as copied.
"""

from __future__ import annotations

import ast
import builtins
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
    "__builtins__ __config__ __cpu_features__ __dict__ __file__ __getattribute__ __globals__",
    "__import__ __path__ __self__",
    "__subclasses__ _getframe ag_frame argv attrgetter builtins cr_frame methodcaller",
    "accelerator co_filename cpu_count cwd datetime64 device_count distributed environ f_back",
    "f_code f_globals f_locals get_cpu_capability get_default_device",
    "get_num_interop_threads get_num_threads getcwd getenv getpid gi_frame importlib inspect",
    "is_available isatty os platform profiler show_config stdin subprocess sys tb_frame",
    "_internal _os _sys",
)
"""By these a module that may be imported leads to others, or an object to what runs it: a GPU is on
some machines, and other numbers come of it."""

OF_MODULES = words("ctypes ctypeslib datetime shutil socket tempfile threading time traceback")
"""The same of a module; an object of the script's own may have an attribute of that name."""

BUILTINS = frozenset(name for name in dir(builtins) if name[0] != "_")
"""What Python calls its own: in a notebook all scripts of a page share these names."""

FIELD = re.compile(r"\{\w*([.\[][^{}]*)\}")
TEXTS = ("PYTEST_", "/proc/", "__file__", "M8[", "datetime64")
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
    for line, what in hides_builtins(nodes):
        message = f"{what}: Python's own is gone for the next script of the notebook: rename it"
        yield line, message
    called = {node.func for node in nodes if isinstance(node, ast.Call)}
    for node in nodes:
        found: list[str] = []
        if isinstance(node, ast.Import):
            found = [f"imports {quote(a.name)}" for a in node.names if not may_import(a.name)]
            modules |= {a.asname or a.name.partition(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            inside = [a.name for a in node.names if a.name in ATTRIBUTES | NAMES | OF_MODULES]
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
        elif isinstance(node, ast.Attribute) and node.attr in OF_MODULES:
            of = ast.unparse(node.value).partition(".")[0]
            found = [f"{of}.{node.attr}"] if of in modules else []
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


def hides_builtins(nodes: list[ast.AST]) -> Iterator[tuple[int, str]]:
    """Line and name of what a script calls as Python calls something of its own."""
    for node in nodes:
        made: list[str] = []
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            made = [node.id]
        elif isinstance(node, ast.FunctionDef | ast.ClassDef) and node.col_offset == 0:
            made = [node.name]
        elif isinstance(node, ast.Import | ast.ImportFrom):
            made = [one.asname or one.name for one in node.names]
        for name in made:
            if name in BUILTINS:
                yield getattr(node, "lineno", 1), name


def may_import(module: str) -> bool:
    """Whether a script may."""
    return module.partition(".")[0] in MODULES
