"""Scripts that look where they run: one that does may print one thing in a test, another copied.

By their syntax, so that no spelling hides what is named here. It is no cell: whoever recurses until
Python gives up still learns how deep it began. tests/proof/test_scripts_alone.py runs each as
copied.
"""

from __future__ import annotations

import ast
import builtins
import re
import sys
from collections.abc import Iterator
from contextlib import suppress

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
    "__builtins__ __cached__ __file__ __import__ __loader__ __spec__ dir eval exec globals locals",
    "vars",
)
ATTRIBUTES = words(
    "__annotations__ __builtins__ __cached__ __code__ __config__ __cpu_features__ __dict__",
    "__file__ __getattribute__ __globals__ __import__ __loader__ __path__ __self__ __spec__",
    "__subclasses__ _getframe ag_frame argv attrgetter builtins cr_frame methodcaller",
    "accelerator co_filename cpu_count cwd datetime64 device_count distributed environ f_back",
    "f_code f_globals f_locals get_cpu_capability get_default_device",
    "get_num_interop_threads get_num_threads getcwd getenv getpid gi_frame importlib inspect",
    "is_available is_built isatty os platform profiler show_config show_runtime stdin subprocess",
    "sys tb_frame tb_next _internal _os _sys",
    "ForwardRef cuda formatwarning get_include get_type_hints mps showwarning xpu",
)
"""By these a module that may be imported leads to others, or an object to what runs it, or a text
is run: a GPU is on some machines, and other numbers come of it."""

OF_MODULES = sys.stdlib_module_names - MODULES - words("chunk select signal trace types")
OF_MODULES |= words("Path backends benchmark collect_env cpp_extension ctypeslib f2py filters hub")
OF_MODULES |= words("package runstring testing version")
"""The same of a module; an object of the script's own may have an attribute of that name. Besides
all that Python has and a script may not import: torch has functions and modules of five names."""

BUILTINS = frozenset(name for name in dir(builtins) if name[0] != "_")
"""What Python calls its own: in a notebook all scripts of a page share these names."""

SETTERS = words("setattr delattr __setattr__ __delattr__")

FIELD = re.compile(r"\{\w*([.\[][^{}]*)\}")
DEVICE = re.compile(r"(?:cuda|mps|xpu)(?::\d+)?")
TEXTS = ("PYTEST_", "/proc/", "__file__", "M8[", "datetime64")
MEND = (
    "a script prints the same wherever it runs, so it does not look there; "
    "what it may import is in glossary/content/surroundings.py"
)


def looks(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and message for each place where a script looks where it runs, or changes a module."""
    modules = {"numpy", "torch"}
    nodes = list(ast.walk(tree))  # once: walking is most of what a build does with a script
    for node in nodes:
        # An annotation is code, in quotes too; what walks over the list comes to what is added.
        for text in texts_of(getattr(node, "annotation", None) or getattr(node, "returns", None)):
            with suppress(SyntaxError):
                nodes += ast.walk(ast.parse(text, mode="eval"))
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
        elif isinstance(node, ast.keyword) and node.arg == "stacklevel":
            found = ["stacklevel"]
        elif isinstance(node, ast.Call) and len(node.args) > 2 and name_of(node.func) == "warn":
            found = ["warn with a stacklevel"]
        elif isinstance(node, ast.MatchClass):
            found = [f".{name}" for name in node.kwd_attrs if name in ATTRIBUTES]
        elif isinstance(node, ast.Attribute) and node.attr in ATTRIBUTES:
            found = [f".{node.attr}"]
        elif isinstance(node, ast.Attribute) and node.attr in OF_MODULES:
            of = ast.unparse(node.value).partition(".")[0]
            found = [f"{of}.{node.attr}"] if of in modules else []
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            told = any(t in node.value for t in TEXTS) or bool(DEVICE.fullmatch(node.value))
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
    functions = {node.name: node for node in nodes if isinstance(node, ast.FunctionDef)}
    changed: list[tuple[ast.AST, set[str]]] = [(node, imported) for node in nodes]
    for node in nodes:
        if isinstance(node, ast.Assign | ast.NamedExpr) and is_of(node.value, imported):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            imported |= {target.id for target in targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.Call) and name_of(node.func) in functions:
            function = functions[name_of(node.func)]
            names = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
            given = [*zip(names, node.args, strict=False)]
            given += [(one.arg, one.value) for one in node.keywords if one.arg]
            if inside := {name for name, value in given if is_of(value, imported)}:
                changed += [(one, inside) for one in ast.walk(function)]
    for node, those in changed:
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            owner: ast.expr = node
            while isinstance(owner, ast.Attribute | ast.Subscript):
                owner = owner.value
            if isinstance(owner, ast.Name) and owner.id in those:
                yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Call) and name_of(node.func) in SETTERS and node.args:
            of = node.args[0]
            if is_of(of, those):
                yield node.lineno, ast.unparse(of)


def calls(node: ast.Call, *names: str) -> bool:
    """Whether a call is of one of these functions, by its own name."""
    return isinstance(node.func, ast.Name) and node.func.id in names


def hides_builtins(nodes: list[ast.AST]) -> Iterator[tuple[int, str]]:
    """Line and name of what a script calls as Python calls something of its own."""
    classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
    methods = {id(one) for node in classes for one in node.body}
    for node in nodes:
        made: list[str | None] = []
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            made = [node.id]
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            made = [] if id(node) in methods else [node.name]
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
            made = [node.name]
        elif isinstance(node, ast.MatchMapping):
            made = [node.rest]
        elif isinstance(node, ast.Import | ast.ImportFrom):
            made = [one.asname or one.name for one in node.names]
        for name in made:
            if name in BUILTINS:
                yield getattr(node, "lineno", 1), str(name)


def may_import(module: str) -> bool:
    """Whether a script may: what computes, and of it no part that leads elsewhere."""
    first, *parts = module.split(".")
    return first in MODULES and (ATTRIBUTES | OF_MODULES).isdisjoint(parts)


def name_of(node: ast.AST | None) -> str:
    """The last name of what is called or given: `warn` of warnings.warn."""
    return getattr(node, "attr", "") or getattr(node, "id", "")


def texts_of(annotation: ast.AST | None) -> list[str]:
    """The texts in an annotation."""
    found = ast.walk(annotation) if annotation else ()
    return [n.value for n in found if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def is_of(node: ast.AST, imported: set[str]) -> bool:
    """Whether a value is something that was imported, or an attribute of it."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in imported
