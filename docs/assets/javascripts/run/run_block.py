"""Runs one script in the reader's browser: the Python side of worker.js.

Plain Python, so that tests/site/test_run_block.py can try it without a browser.
"""

import ast
import asyncio
import atexit
import codecs
import contextlib
import contextvars
import errno
import gc
import importlib
import io
import json
import linecache
import operator
import os
import random
import re
import shutil
import site
import sys
import time
import traceback
import types
import warnings
import zipfile
from pathlib import Path

FOLDER = "/tmp/run"
"""Where a script runs. What it leaves there is gone when it ends."""

OUTSIDE = ("js", "pyodide_js")
"""Pyodide's modules that lead to JavaScript; see `close_off`."""


# The terminal


class Raw(io.RawIOBase):
    """Standard output or standard error, below the level of text.

    Args:
        kind: "out" or "err".
        send: takes the kind and a piece of text; False once no more is shown.
    """

    def __init__(self, kind: str, send):
        super().__init__()
        self.name = f"<std{kind}>"
        self._kind, self._send = kind, send
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._wanted = True

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return {"out": 1, "err": 2}[self._kind]

    def write(self, data) -> int:
        with memoryview(data) as view:
            size = view.nbytes
            if self._wanted and (text := self._decode(view)):
                self._wanted = self._send(self._kind, text) is not False
        return size


class NoTerminal(io.TextIOBase):
    """Standard input, of which there is none."""

    def readable(self) -> bool:
        return True

    def readline(self, *_):
        raise EOFError(
            "there is no terminal to type into here: write the value into the script"
        )

    read = readline
    __next__ = readline


# One run


def run(code: str, name: str, changed: bool, send) -> str:
    """Run a script in a namespace and a folder of its own.

    Args:
        code: the script.
        name: its file name, for tracebacks.
        changed: whether it is not the page's own.
        send: called with "out" or "err" and a piece of output, as it is printed; False once no
            more of it is shown.

    Returns:
        JSON: `outcome` ("done" or "error"), `seconds`, `error` (the exception's name), `traceback`,
        `note` (what a reader should know) and `spoiled` (what a script of the page left behind),
        where there are any.
    """
    result = {"outcome": "done"}
    # In a context of its own, which has NumPy's way of printing and of errors.
    contextvars.copy_context().run(run_alone, code, name, changed, send, result)
    # Only a script of the page that went well may have a next one in the same Python.
    if not changed and result["outcome"] == "done":
        result["spoiled"] = left_behind()
    return dumps(result)


dumps = json.dumps  # a script may change the module


def run_alone(code: str, name: str, changed: bool, send, result: dict) -> None:
    """Run a script and fill in its result."""
    main = types.ModuleType("__main__")
    put_back = prepare(main, code, name, send)
    whole = Whole(code if changed else "", name)
    began = time.perf_counter()
    try:
        with whole:
            exec(compile(code, name, "exec", dont_inherit=True), vars(main))
    except SystemExit as error:
        if not is_success(error.code):
            said = text_of(error.code)
            result |= {"outcome": "error", "error": f"SystemExit: {said[:1000]}"}
            if not isinstance(error.code, int):
                result["traceback"] = f"{said}\n"
    except BaseException as error:
        result |= {"outcome": "error", "error": type(error).__name__[:1000]}
        result["traceback"] = traceback_of(error)
        result["note"] = note_on(error)
    result["seconds"] = time.perf_counter() - began
    if not result.get("note") and whole.wraps(vars(main)):
        result["note"] = WRAPS
    # As where Python ends: what waits for that is done, and objects are let go.
    atexit._run_exitfuncs()
    vars(main).clear()
    if changed:
        gc.collect()
    else:
        put_back()


def prepare(main: types.ModuleType, code: str, name: str, send):
    """Give a script its streams, folder, path and main module; what gives back those of before."""
    kept = sys.stdin, sys.stdout, sys.stderr, sys.argv, sys.modules["__main__"]
    path, folder = list(sys.path), Path.cwd()
    Path(FOLDER).mkdir(parents=True, exist_ok=True)
    script = Path(FOLDER, name)
    script.write_text(code, "utf-8", "surrogatepass")
    os.chdir(FOLDER)
    main.__file__ = str(script)
    # Tracebacks show lines even if a script goes to another folder.
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    sys.modules["__main__"] = main
    sys.argv = [name]
    sys.path[:] = [FOLDER, *filter(None, sys.path)]
    sys.stdin = NoTerminal()
    # Each piece goes out as it is printed, as with `python -u`.
    sys.stdout = io.TextIOWrapper(Raw("out", send), "utf-8", write_through=True)
    sys.stderr = io.TextIOWrapper(
        Raw("err", send), "utf-8", "backslashreplace", write_through=True
    )
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
    if decimal := sys.modules.get("decimal"):
        decimal.setcontext(decimal.Context())

    def put_back() -> None:
        sys.stdin, sys.stdout, sys.stderr, sys.argv, sys.modules["__main__"] = kept
        sys.path[:] = path
        os.chdir(folder)
        shutil.rmtree(FOLDER, ignore_errors=True)

    return put_back


# What is left for the next run

PLACES = ("/", "/tmp", "/home/pyodide", *site.getsitepackages())


def settings() -> dict:
    """What a script may change that is in no module."""
    return {
        "recursion limit": sys.getrecursionlimit(),
        "digits of whole numbers": sys.get_int_max_str_digits(),
        "tracing": (sys.gettrace(), sys.getprofile()),
        "garbage collection": (gc.isenabled(), gc.get_threshold()),
        "path": list(sys.path),
        "environment": dict(os.environ),
        "warnings": list(warnings.filters),
        "files": [sorted(map(str, Path(place).glob("*"))) for place in PLACES],
    }


def modules() -> dict:
    """Every module, with what it holds."""
    return {
        name: (module, dict(vars(module)))
        for name, module in list(sys.modules.items())
        if name != "__main__" and hasattr(module, "__dict__")
    }


_before = ({}, {})


def left_behind() -> list[str]:
    """What is not as it was at the last call; modules that were imported since may stay."""
    global _before
    (set_before, held_before), _before = _before, (settings(), modules())
    set_now, held_now = _before
    left = [name for name, value in set_before.items() if set_now[name] != value]
    for name, (module, held) in held_before.items():
        here, holds = held_now.get(name, (None, {}))
        if here is module:
            left += [f"{name}.{key}" for key in changed_names(held, holds)]
        else:
            left.append(name)
    return left


def changed_names(before: dict, now: dict) -> list[str]:
    """Names in a module that are other things, gone, or new; submodules may be new."""
    if len(now) == len(before) and all(
        map(operator.is_, now.values(), before.values())
    ):
        return []
    is_new = {
        key
        for key, value in now.items()
        if key not in before and not isinstance(value, types.ModuleType)
    }
    return [
        *is_new,
        *(key for key, value in before.items() if now.get(key, now) is not value),
    ]


# Errors


def traceback_of(error: BaseException) -> str:
    """The traceback as Python prints it, without the frames of this file."""
    try:
        report = TracebackException.from_exception(error)
        seen, reports = set(), [report]
        while reports:
            one = reports.pop()
            if one is None or id(one) in seen:
                continue
            seen.add(id(one))
            one.stack = StackSummary.from_list(
                [frame for frame in one.stack if frame.filename != OWN_FILE]
            )
            reports += [one.__cause__, one.__context__, *(one.exceptions or ())]
        return "".join(report.format())
    except (
        BaseException
    ):  # of the script's own making, such as a traceback module of another kind
        return f"{type(error).__name__}: {text_of(error)}\n"


OWN_FILE = run.__code__.co_filename
StackSummary, TracebackException = traceback.StackSummary, traceback.TracebackException


def text_of(value) -> str:
    """What a value says of itself, or what it is if it fails to."""
    try:
        return str(value)
    except BaseException:
        return f"<{type(value).__name__}>"


def is_success(code) -> bool:
    """Whether what sys.exit was given says that all went well."""
    return code is None or (isinstance(code, int) and code == 0)


NO_WAY_OUT = "A script here can reach neither the page nor the network."


def note_on(error: BaseException) -> str:
    """What a reader can do about an error that comes from where the script runs."""
    if isinstance(error, ModuleNotFoundError):
        name = text_of(error.name or "").split(".")[0]
        if name in OUTSIDE:
            return NO_WAY_OUT
        return (
            f"{name} is not here: a page has Python's own library and NumPy. "
            "Run the script on your computer."
        )
    too_big = ("Maximum allowed dimension", "array is too big")  # for 32 bits
    if isinstance(error, MemoryError) or text_of(error).startswith(too_big):
        return "The memory that a page may use does not suffice. Try smaller numbers."
    no_room = "out of bounds for int32|too large to convert to C long"
    if isinstance(error, OverflowError | ValueError) and re.search(
        no_room, text_of(error)
    ):
        return WRAPS
    if isinstance(error, OSError):
        if error.errno == errno.ENOSPC:
            return "A script here may keep 100 MB in files."
        frames = traceback.extract_tb(error.__traceback__)
        if any(
            f.filename.endswith(("socket.py", "request.py", "client.py"))
            for f in frames
        ):
            return NO_WAY_OUT
    return ""


# Whole numbers

WRAPS = (
    "NumPy's whole numbers have 32 bits in a page and 64 on a computer. Some here may go beyond "
    "2,147,483,647, and then wrap around here only. With np.arange(n, dtype=np.int64), or "
    "x.astype(np.int64) before that, they are the same everywhere."
)
LIMIT = 2**31
LARGE = 2**24  # what is left of a number that went beyond is seldom smaller
ENOUGH = 2**100  # a bound: what is larger matters no more, and takes long to compute
PYTHONS, NUMPYS, REAL = range(3)
"""Kinds of numbers: Python's integers, which have no limit; NumPy's of the type that has as many
bits as an address; others, with a fraction."""


class Whole:
    """Looks at each line of a changed script before it runs: may whole numbers go beyond 32 bits?

    It judges by what the names hold then, and by simple arithmetic with them.
    It looks at the first times of each line and at ever fewer later ones, until it has taken 0.3 s.

    Args:
        code: the script.
        name: its file name.
    """

    OFTEN = 100  # times
    EVENTS = 50_000
    SECONDS = 0.3

    def __init__(self, code: str, name: str):
        self.code, self.name = code, name
        self.beyond = self.late = False
        self.times: dict[int, int] = {}
        self.events, self.seconds = 0, 0.0
        self.numpy = sys.modules.get("numpy")
        self.nodes: dict[int, list] = {}
        # A script that names the type of 32 bits means it.
        if self.is_narrow() and not re.search(r"\b(int32|intc)\b", code):
            with contextlib.suppress(Exception):
                self.nodes = nodes_of(ast.parse(code))

    def is_narrow(self) -> bool:
        """Whether integers have 32 bits here."""
        return self.numpy is not None and self.numpy.dtype(int).itemsize <= 4

    def __enter__(self):
        if self.nodes:
            sys.settrace(self.called)
        return self

    def __exit__(self, *_) -> None:
        if self.code:
            sys.settrace(None)  # a script's own too: it may need what is gone by now

    def end(self) -> None:
        """Look at no more; a tracer of the script's own stays."""
        if sys.gettrace() == self.called:
            sys.settrace(None)

    def called(self, frame, event, argument):
        """Python asks this at each call."""
        self.events += 1
        if self.events > self.EVENTS:
            self.late = True
            self.end()
            return None
        return self.at_line if frame.f_code.co_filename == self.name else None

    def at_line(self, frame, event, argument):
        """And this before each line of the script."""
        began = clock()
        if event == "line":
            self.events += 1
            nodes = self.nodes.get(frame.f_lineno, ())
            times = self.times[frame.f_lineno] = self.times.get(frame.f_lineno, 0) + 1
            if nodes and (times <= self.OFTEN or not times & (times - 1)):
                bounds = Bounds(self.numpy, {**frame.f_globals, **frame.f_locals})
                for node in nodes:
                    with contextlib.suppress(Exception):  # names may hold anything
                        self.beyond |= bounds.exceed(node)
        self.seconds += clock() - began
        self.late = self.events > self.EVENTS or self.seconds > self.SECONDS
        if self.beyond or self.late:
            self.end()
            return None
        return self.at_line

    def wraps(self, names: dict) -> bool:
        """Whether numbers went beyond, or may have; by what is left of them, where time was up."""
        if self.late and not self.beyond:
            with contextlib.suppress(Exception):
                bounds = Bounds(self.numpy, names)
                kept = [bounds.held(value) for value in names.values()]
                self.beyond = any(
                    one and one[2] == NUMPYS and one[0] >= LARGE for one in kept
                )
        return self.beyond


clock = time.perf_counter


def nodes_of(tree: ast.AST) -> dict[int, list]:
    """The operations and calls of each statement, by the line where it begins."""
    found: dict[int, list] = {}
    for statement in ast.walk(tree):
        if not isinstance(statement, ast.stmt):
            continue
        nodes = found.setdefault(statement.lineno, [])
        parts = [
            part
            for part in ast.iter_child_nodes(statement)
            if not isinstance(part, ast.stmt | ast.ExceptHandler)
        ]
        for part in parts:
            for node in ast.walk(part):
                if isinstance(node, ast.BinOp | ast.Call | Comprehension):
                    nodes.append(node)
                # It is called later, maybe elsewhere.
                if isinstance(node, ast.Lambda):
                    inside = found.setdefault(node.body.lineno, [])
                    inside += [n for n in ast.walk(node.body) if n not in inside]
        if isinstance(statement, ast.AugAssign):
            of = statement.target, statement.op, statement.value
            nodes.append(ast.BinOp(*of))
        elif isinstance(statement, ast.Assign):
            nodes += [
                ast.Assign([target], statement.value)
                for target in statement.targets
                if isinstance(target, ast.Subscript)
            ]
    return {line: nodes for line, nodes in found.items() if nodes}


Comprehension = ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
OPERATORS = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a + b,
    ast.Mult: lambda a, b: a * b,
    ast.Pow: lambda a, b: power(a, b),
    ast.LShift: lambda a, b: a * power(2, b),
    ast.FloorDiv: max,
    ast.Mod: lambda a, b: b,
    **dict.fromkeys((ast.BitAnd, ast.BitOr, ast.BitXor), lambda a, b: a + b),
}
SAME = "abs absolute array asarray concatenate copy diff flatten hstack max maximum min minimum "
SAME += "outer ravel repeat reshape sort squeeze stack tile transpose unique vstack"
"""Functions and methods whose result is as large as what they are given."""

FUNCTIONS = {  # and methods: the result, by the largest value and the number of elements
    **dict.fromkeys(("sum", "cumsum", "trace"), lambda a, n: a * n),
    **dict.fromkeys(("prod", "cumprod"), lambda a, n: power(a, n)),
    "square": lambda a, n: a * a,
    **dict.fromkeys(SAME.split(), lambda a, n: a),
}
OF_TWO = {  # the result, by both largest values and the larger number of elements
    **dict.fromkeys(("add", "subtract"), lambda a, b, n: a + b),
    **dict.fromkeys(("multiply", "outer", "kron"), lambda a, b, n: a * b),
    **dict.fromkeys(("dot", "einsum", "inner", "matmul"), lambda a, b, n: a * b * n),
    **dict.fromkeys(("tensordot", "vdot"), lambda a, b, n: a * b * n),
    "power": lambda a, b, n: power(a, b),
    "left_shift": lambda a, b, n: a * power(2, b),
}


class Bounds:
    """How large whole numbers in an expression may be, by what names hold.

    The bound of an expression: its largest absolute value, how many elements it has, their kind. Of
    what is not known there is none.
    """

    MOST = 10**5  # elements that are looked at

    def __init__(self, numpy, names: dict):
        self.numpy, self.names = numpy, names
        self.type = numpy.dtype(int)
        self.items: dict = {}  # bounds of what a comprehension goes over
        self.known: dict = {}  # bounds of names
        self.left = self.MOST // 10  # items of lists

    def exceed(self, node) -> bool:
        """Whether an operation or a call may go beyond."""
        if isinstance(node, Comprehension):
            return self.in_comprehension(node)
        if isinstance(node, ast.Assign):  # into an array, of whatever type
            value = node.value
            if isinstance(value, ast.Call) and self.function_of(value.func) in (
                "array",
                "asarray",
            ):
                value = value.args[0]
            into, known = self.of(node.targets[0].value), self.of(value)
            return bool(into and known and into[2] == NUMPYS and known[0] > LIMIT)
        known = self.of(node)
        least = LIMIT + isinstance(
            node, ast.Call
        )  # there may be room for the negative one
        return bool(known and known[2] == NUMPYS and known[0] >= least)

    def in_comprehension(self, node) -> bool:
        parts = (
            (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
        )
        inside = [inner for part in parts for inner in ast.walk(part)]
        with self.going_over(node.generators):
            return any(
                self.exceed(one)
                for one in inside
                if isinstance(one, ast.BinOp | ast.Call)
            )

    @contextlib.contextmanager
    def going_over(self, generators: list):
        """Within it a comprehension's own names are as large as what it goes over."""
        outside = self.items
        self.items = dict(outside)
        try:
            for one in generators:
                if isinstance(one.target, ast.Name) and (known := self.of(one.iter)):
                    self.items[one.target.id] = (known[0], 1, known[2])
            yield
        finally:
            self.items = outside

    def held(self, value) -> tuple[int, int, int] | None:
        """The bound of a value. None of a script's own classes is asked: it would notice."""
        kind = type(value)
        if kind is int:
            return min(abs(value), ENOUGH), 1, PYTHONS
        if kind is float:
            return (int(abs(value)), 1, REAL) if abs(value) < ENOUGH else None
        if kind in (list, tuple, range) and value:
            if kind is range:
                return max(abs(value[0]), abs(value[-1])), len(value), PYTHONS
            self.left -= len(value)
            kept = [self.held(one) for one in value] if self.left > 0 else [None]
            if None in kept:
                return None
            size = sum(one[1] for one in kept)
            return max(one[0] for one in kept), size, max(one[2] for one in kept)
        if kind is not self.numpy.ndarray and not issubclass(kind, self.numpy.number):
            return None
        if not value.size:
            return 0, 0, NUMPYS
        of = (
            NUMPYS
            if value.dtype == self.type
            else REAL
            if value.dtype.kind == "f"
            else None
        )
        if of is None:
            return None
        some = (
            value
            if value.size <= self.MOST
            else value.flat[:: value.size // self.MOST + 1]
        )
        with self.numpy.errstate(all="ignore"):
            largest = max(float(some.max()), -float(some.min()))
        return (int(largest), value.size, of) if largest < ENOUGH else None

    def value_of(self, node):
        """An array that an expression stands for, where that is known without computing."""
        if isinstance(node, ast.Name) and node.id not in self.items:
            value = self.names.get(node.id)
            return value if type(value) is self.numpy.ndarray else None
        if isinstance(node, ast.Subscript):
            value, index = self.value_of(node.value), self.index_of(node.slice)
            return (
                None
                if value is None or index is None
                else self.numpy.asarray(value[index])
            )
        if isinstance(node, ast.Call) and self.function_of(node.func) == "arange":
            given = [self.index_of(one) for one in node.args]
            if (
                given
                and None not in given
                and not node.keywords
                and max(given) <= self.MOST
            ):
                return self.numpy.arange(*given)
        return None

    def index_of(self, node):
        """A number, a slice, or several, as they are written or as names hold them."""
        if isinstance(node, ast.Constant | ast.UnaryOp | ast.Name):
            value = (
                self.names.get(node.id) if isinstance(node, ast.Name) else literal(node)
            )
            return value if type(value) is int else None
        if isinstance(node, ast.Slice):
            ends = [node.lower, node.upper, node.step]
            given = [None if one is None else self.index_of(one) for one in ends]
            known = all(
                one is None or got is not None
                for one, got in zip(ends, given, strict=True)
            )
            return slice(*given) if known else None
        if isinstance(node, ast.Tuple):
            given = [self.index_of(one) for one in node.elts]
            return None if None in given else tuple(given)
        return None

    def function_of(self, node) -> str:
        """The name of NumPy's function that an expression calls; nothing if it is none."""
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            return node.attr if self.names.get(node.value.id) is self.numpy else ""
        if isinstance(node, ast.Name) and node.id in self.names:
            known = vars(self.numpy).get(node.id)
            return node.id if known is not None and known is self.names[node.id] else ""
        return ""

    def of(self, node) -> tuple[int, int, int] | None:
        """The bound of an expression."""
        if (known := self.made(node)) and known[0] > ENOUGH:
            return ENOUGH, known[1], known[2]
        return known

    def made(self, node) -> tuple[int, int, int] | None:
        if isinstance(node, ast.Constant):
            return self.held(node.value)
        if isinstance(node, ast.Name):
            if node.id in self.items:
                return self.items[node.id]
            if node.id not in self.known:
                self.known[node.id] = self.held(self.names.get(node.id))
            return self.known[node.id]
        if isinstance(node, ast.UnaryOp):
            return self.of(node.operand)
        if isinstance(node, ast.List | ast.Tuple):
            parts = [self.of(one) for one in node.elts]
            if not parts or None in parts:
                return None
            return (
                max(p[0] for p in parts),
                sum(p[1] for p in parts),
                max(p[2] for p in parts),
            )
        if isinstance(node, ast.Subscript):
            value = self.value_of(node)
            return self.of(node.value) if value is None else self.held(value)
        if isinstance(node, ast.Attribute):
            return self.of_attribute(node)
        if isinstance(node, ast.BinOp):
            return self.of_operation(node)
        if isinstance(node, ast.Call):
            return self.of_call(node)
        if isinstance(node, ast.GeneratorExp | ast.ListComp):
            return self.of_items(node)
        return None

    def of_items(self, node) -> tuple[int, int, int] | None:
        """Of what a comprehension makes."""
        one = node.generators[0]
        over = self.of(one.iter)
        if not over or len(node.generators) > 1 or not isinstance(one.target, ast.Name):
            return None
        with self.going_over(node.generators):
            each = self.of(node.elt)
        return each and (each[0], each[1] * over[1], each[2])

    def of_attribute(self, node: ast.Attribute) -> tuple[int, int, int] | None:
        if node.attr in ("T", "flat"):
            return self.of(node.value)
        if not isinstance(node.value, ast.Name):
            return None
        owner = self.names.get(node.value.id)
        if type(owner) is self.numpy.ndarray and node.attr in ("shape", "size"):
            return self.held(getattr(owner, node.attr))
        if type(owner).__getattribute__ is not object.__getattribute__:
            return None  # a module's, or one that the script would notice
        return self.held(object.__getattribute__(owner, "__dict__").get(node.attr))

    def of_operation(self, node: ast.BinOp) -> tuple[int, int, int] | None:
        left, right = self.of(node.left), self.of(node.right)
        if left and right and is_written(node) and max(left[0], right[0]) < 2**64:
            with contextlib.suppress(ArithmeticError):
                return self.held(eval(compile(ast.Expression(node), "", "eval")))
        if isinstance(node.op, ast.Div) or not (left and right):
            return None
        if not isinstance(node.op, ast.MatMult) and self.is_sequence(node):
            return None
        size, kind = max(left[1], right[1]), max(left[2], right[2])
        if isinstance(node.op, ast.MatMult):
            array = self.value_of(node.left)
            inner = size if array is None or not array.ndim else array.shape[-1]
            return left[0] * right[0] * inner, size, kind
        if operation := OPERATORS.get(type(node.op)):
            return operation(left[0], right[0]), size, kind
        return None

    def is_sequence(self, node: ast.BinOp) -> bool:
        """Whether it repeats or joins lists."""
        sides = node.left, node.right
        held = [self.names.get(one.id) for one in sides if isinstance(one, ast.Name)]
        kinds = self.numpy.ndarray | self.numpy.number
        if any(isinstance(one, list | tuple) for one in held):
            return True
        written = any(isinstance(one, ast.List | ast.Tuple) for one in sides)
        return written and not any(isinstance(one, kinds) for one in held)

    def of_call(self, node: ast.Call) -> tuple[int, int, int] | None:
        arguments = [one for one in node.args if not isinstance(one, ast.Starred)]
        given = [self.of(one) for one in arguments]
        if isinstance(node.func, ast.Name) and not self.function_of(node.func):
            return self.of_pythons(node.func.id, given)
        name, owner = self.function_of(node.func), None
        if not name and isinstance(node.func, ast.Attribute):
            name, owner = node.func.attr, node.func.value
            ufunc = self.function_of(owner)  # np.multiply.outer, np.add.reduce
            if ufunc and name in ("outer", "reduce"):
                name = (
                    {"add": "sum", "multiply": "prod"}.get(ufunc, "")
                    if name == "reduce"
                    else ufunc
                )
                owner = None
        types = [word.value for word in node.keywords if word.arg == "dtype"]
        types += arguments[
            {"array": 1, "asarray": 1, "full": 2}.get(name, len(arguments)) :
        ]
        if types and not is_int(types):
            return None  # of a type that the script names
        if owner is None:
            large = any(one and one[2] == PYTHONS and one[0] >= LIMIT for one in given)
            if large and name in ("arange", "array", "asarray", "full") and not types:
                return None  # such have 64 bits everywhere
            if name == "arange" and given and None not in given:
                largest = max(one[0] for one in given)
                kind = max(one[2] for one in given)
                return largest, largest, NUMPYS if kind == PYTHONS else kind
            if name in ("ones", "zeros") and given and given[0]:
                size = power(given[0][0], given[0][1])
                return 1, size, NUMPYS if types or is_int(arguments[1:]) else REAL
            if name == "full" and len(given) > 1 and given[0] and given[1]:
                size = power(given[0][0], given[0][1])
                return given[1][0], size, max(given[1][2], NUMPYS)
            numbers = [one for one in given if one]  # einsum's first argument is none
            if name in OF_TWO and len(numbers) > 1:
                return self.of_two(name, *numbers[:2])
            of, first = (arguments[0], given[0]) if arguments else (None, None)
        else:
            of, first = owner, self.of(owner)
            if name in OF_TWO and first and first[2] == NUMPYS and given and given[0]:
                return self.of_two(name, first, given[0])
            if name == "astype" and first and is_int(arguments):
                return first[0], first[1], NUMPYS
            if not first or first[2] == PYTHONS:
                return None
        if name in FUNCTIONS and first:
            bound = FUNCTIONS[name](first[0], first[1])
            if name in ("sum", "prod") and bound >= LIMIT:
                bound = self.reduced(name, of, bound)
            return bound, first[1], max(first[2], NUMPYS)
        return None

    def reduced(self, name: str, node, bound: int) -> int:
        """A sum or a product of what is known, computed in floating point."""
        value = self.value_of(node)
        if value is None and isinstance(node, ast.Tuple | ast.List):
            value = self.numpy.array(literal(node), dtype=float)
        if value is None and isinstance(node, ast.Attribute) and node.attr == "shape":
            owner = self.value_of(node.value)
            value = (
                None if owner is None else self.numpy.array(owner.shape, dtype=float)
            )
        if value is None or value.size > self.MOST:
            return bound
        with self.numpy.errstate(all="ignore"):
            total = float(getattr(self.numpy.abs(value.astype(float)), name)())
        return int(min(total, ENOUGH))

    def of_two(self, name: str, left, right) -> tuple[int, int, int]:
        size = max(left[1], right[1])
        bound = OF_TWO[name](left[0], right[0], size)
        return bound, size, max(left[2], right[2], NUMPYS)

    def of_pythons(self, name: str, given: list) -> tuple[int, int, int] | None:
        """Of a function of Python's."""
        if not given or None in given or name in self.names:
            return None
        largest = max(one[0] for one in given)
        if name == "range":
            return largest, largest, PYTHONS
        if name == "sum":
            return given[0][0] * given[0][1], 1, given[0][2]
        if name == "pow" and len(given) == 2:
            return power(given[0][0], given[1][0]), 1, max(one[2] for one in given)
        if name in ("abs", "max", "min"):
            return largest, 1, max(one[2] for one in given)
        return None


def is_written(node: ast.BinOp) -> bool:
    """Whether it is a sum or a product of numbers as they are written, or 2**31."""
    sides = node.left, node.right
    if isinstance(node.op, ast.Pow | ast.LShift):
        return all(
            isinstance(one, ast.Constant) and type(one.value) is int for one in sides
        ) and (sides[0].value < 100 and sides[1].value < 100)
    return isinstance(node.op, ast.Add | ast.Sub | ast.Mult) and all(
        isinstance(one, ast.Constant)
        or (isinstance(one, ast.BinOp) and is_written(one))
        for one in sides
    )


def literal(node):
    """The value of what is written out; None where it is not."""
    with contextlib.suppress(ValueError, TypeError, SyntaxError):
        return ast.literal_eval(node)
    return None


def is_int(arguments: list) -> bool:
    """Whether the first argument is the name of Python's or NumPy's default integer."""
    named = arguments and ast.unparse(arguments[0]).rpartition(".")[2]
    return named in ("int", "int_", "intp")


def power(base: int, exponent: int) -> int:
    """A power, or something beyond every limit where the power would take long."""
    if base < 2 or not exponent:
        return base if exponent else 1
    return base**exponent if base.bit_length() * exponent < 200 else ENOUGH


# Tasks


class Loop(asyncio.BaseEventLoop):
    """An event loop without sockets and threads: it waits by sleeping.

    Pyodide's own runs in the browser's, so that asyncio.run needs an ability that some browsers
    lack, and tasks go on when the script has ended.
    """

    def __init__(self):
        super().__init__()
        self._selector = self

    def select(self, timeout: float | None) -> tuple:
        """Wait for the next task."""
        if timeout is None:
            raise RuntimeError(
                "the script waits for something that nothing here will do"
            )
        time.sleep(timeout)
        return ()

    def _process_events(self, _) -> None:
        pass

    def _write_to_self(self) -> None:
        pass


def use_own_loop() -> None:
    """Let asyncio be as on a computer: nothing runs until asyncio.run, and nothing after it."""
    for module, name in ((asyncio, "run"), (time, "sleep")):
        function = getattr(module, name)
        setattr(module, name, getattr(function, "__wrapped__", function))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)

        class Policy(asyncio.DefaultEventLoopPolicy):
            _loop_factory = Loop

        asyncio.set_event_loop_policy(Policy())
    asyncio._set_running_loop(None)


# Before the first run


def install(wheel) -> None:
    """Unpack a wheel, given as JavaScript's bytes, without what no script needs."""
    with zipfile.ZipFile(io.BytesIO(wheel.to_bytes())) as archive:
        wanted = [name for name in archive.namelist() if not NOT_NEEDED.search(name)]
        archive.extractall(site.getsitepackages()[0], wanted)
    importlib.invalidate_caches()
    importlib.import_module("numpy")  # now, while the page says that Python starts


NOT_NEEDED = re.compile(
    r"\.(pyi|h|c|pyx|pxd|a|ini|txt|md)$|/(tests|f2py|_pyinstaller)/"
)


def close_off() -> None:
    """Take away what leads to JavaScript and to the browser's event loop, and note how all is then.

    What keeps a script from the network is the policy of the frame that its worker was made in;
    without these it gets an error that says so.
    """
    finder = sys.modules["_pyodide._importhook"].jsfinder
    for known in (sys.modules, finder.jsproxies):
        for name in [name for name in known if name.partition(".")[0] in OUTSIDE]:
            del known[name]
    use_own_loop()
    left_behind()
