"""Runs one script in the reader's browser: the Python side of worker.js.

Plain Python, so that tests/site/test_run_block.py can try it without a browser.
"""

import ast
import asyncio
import atexit
import builtins
import codecs
import contextlib
import contextvars
import errno
import functools
import gc
import importlib
import io
import json
import linecache
import math
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
    began = time.perf_counter()
    try:
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
    # As where Python ends: what waits for that is done, and objects are let go.
    atexit._run_exitfuncs()
    vars(main).clear()
    if not changed:
        put_back()
        return
    gc.collect()
    if not result.get("note") and wraps(code, name, result["seconds"]):
        result["note"] = WRAPS


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
    if isinstance(error, OverflowError) and re.search(no_room, text_of(error)):
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
    "2,147,483,647, and are then wrong here only. With dtype=np.int64 they are the same everywhere."
)
LIMIT = 2**31
MOST = 2 * 10**7  # elements that are computed again: more would need too much memory


def wraps(code: str, name: str, seconds: float) -> bool:
    """Whether NumPy's whole numbers went beyond 32 bits in a script that has ended.

    What its names hold at its end does not say it: most numbers have no name, or a function's.
    So it runs once more, unseen, and each of its operations is looked at.

    Args:
        code: the script.
        name: its file name.
        seconds: how long it ran, by which it is known how long it may run again.
    """
    with contextlib.suppress(BaseException):  # a script may have changed anything
        numpy = sys.modules["numpy"]
        if numpy.dtype(int).itemsize <= 4 and "numpy" in code:
            return Wide(numpy, 2 + 3 * seconds).exceeds(code, name)
    return False


OPERATORS = {  # those whose result may be larger than what they are given
    "Add": (operator.add, operator.iadd),
    "Sub": (operator.sub, operator.isub),
    "Mult": (operator.mul, operator.imul),
    "Pow": (operator.pow, operator.ipow),
    "LShift": (operator.lshift, operator.ilshift),
    "MatMult": (operator.matmul, operator.imatmul),
}
PYTHONS = (
    sum,
    pow,
    math.prod,
    functools.reduce,
)  # with NumPy's numbers they compute too
WATCHED = CALLED, OPERATED, PUT, SET, SET_ITEM, SET_ATTRIBUTE, SLICE = (
    # By these the second run calls `Wide`; no script has a name with a blank.
    "wide called",
    "wide operated",
    "wide put",
    "wide set",
    "wide set item",
    "wide set attribute",
    "wide slice",
)
clock = time.perf_counter


class Watched(ast.NodeTransformer):
    """A script's tree, with its operations handed to `Wide`."""

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if type(node.op).__name__ not in OPERATORS:
            return node
        return call(OPERATED, kind_of(node), node.left, node.right)

    def visit_Assign(self, node):
        self.generic_visit(node)
        target = node.targets[0]
        if len(node.targets) > 1 or not isinstance(target, ast.Subscript):
            return node
        return ast.Expr(call(PUT, node.value, target.value, key_of(target.slice)))

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        target, kind = node.target, kind_of(node)
        if kind.value not in OPERATORS:
            return node
        if isinstance(target, ast.Name):
            now = ast.Name(target.id, ast.Load())
            return ast.Assign([target], call(SET, kind, now, node.value))
        if isinstance(target, ast.Subscript):
            key = key_of(target.slice)
            return ast.Expr(call(SET_ITEM, kind, target.value, key, node.value))
        if target.attr.startswith("__"):  # a class gives it another name
            return node
        key = ast.Constant(target.attr)
        return ast.Expr(call(SET_ATTRIBUTE, kind, target.value, key, node.value))

    def visit_Call(self, node):
        self.generic_visit(node)
        node.func = call(CALLED, node.func)
        return node

    def visit_MatchValue(self, node):
        return node  # no place for a call

    visit_MatchMapping = visit_MatchValue


def call(name: str, *arguments) -> ast.Call:
    """The node of a call."""
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def kind_of(node) -> ast.Constant:
    """The name of a node's operator, as a node."""
    return ast.Constant(type(node.op).__name__)


def key_of(node):
    """What stands in brackets, as an argument of a call."""
    if isinstance(node, ast.Tuple):
        return ast.Tuple([key_of(one) for one in node.elts], ast.Load())
    if isinstance(node, ast.Slice):
        ends = (node.lower, node.upper, node.step)
        return call(SLICE, *(one or ast.Constant(None) for one in ends))
    return node


class Late(BaseException):
    """Enough is known, or time is up."""


class Wide:
    """Runs a script, and computes in floating point again what gives NumPy's default integers.

    Args:
        numpy: the module.
        seconds: after which no more is looked at.
    """

    def __init__(self, numpy, seconds: float):
        self.numpy, self.until = numpy, clock() + seconds
        self.type = numpy.dtype(int)
        self.kinds = (numpy.ndarray, numpy.generic)
        self.names: dict = {}
        self.seen = self.beyond = self.late = False

    def exceeds(self, code: str, name: str) -> bool:
        """Whether such an integer goes beyond 32 bits, or may, where time was up."""
        main = types.ModuleType("__main__")
        main.__file__ = str(Path(FOLDER, name))
        own = self.called, self.operated, self.put, self.set, self.set_item
        self.names = vars(main)
        # Functions keep what is built in even when their module's names are gone.
        functions = (*own, self.set_attribute, slice)
        built_in = vars(builtins) | dict(zip(WATCHED, functions, strict=True))
        self.names["__builtins__"] = built_in
        with unseen(main):
            tree = ast.fix_missing_locations(Watched().visit(ast.parse(code)))
            exec(compile(tree, name, "exec", dont_inherit=True), self.names)
        return self.beyond or (self.late and self.seen)

    def over(self) -> bool:
        """Whether no more is looked at. An exception says so once; a script may go on after it."""
        if not self.late and (self.beyond or clock() > self.until):
            self.late = True
            raise Late
        return self.late

    def operated(self, kind: str, *operands):
        """`a + b`, or with another operator."""
        function = OPERATORS[kind][0]
        result = function(*operands)
        if not self.over() and self.is_default(result):
            self.look(function, operands, {})
        return result

    def put(self, value, owner, key) -> None:
        """`owner[key] = value`, where an array may have no room for it."""
        owner[key] = value
        if not self.over() and self.is_default(owner):
            self.seen = True
            with contextlib.suppress(Exception):
                largest = self.numpy.abs(self.numpy.asarray(value, float)).max()
                self.beyond |= bool(largest >= LIMIT)

    def set(self, kind: str, *operands):
        """`a += b`, which may change what it is given."""
        function, in_place = OPERATORS[kind]
        before = [self.kept(one) for one in operands]
        result = in_place(*operands)
        if not self.over() and self.is_default(result):
            self.look(function, before, {})
        return result

    def set_item(self, kind: str, owner, key, value) -> None:
        """`owner[key] += value`."""
        owner[key] = self.set(kind, owner[key], value)

    def set_attribute(self, kind: str, owner, name: str, value) -> None:
        """`owner.name += value`."""
        setattr(owner, name, self.set(kind, getattr(owner, name), value))

    def called(self, function):
        """What is called: the function itself, or one that looks at the result too."""
        if self.over() or not self.computes(function):
            return function

        def watched(*given, **named):
            before = [self.kept(one) for one in given] if "out" in named else given
            result = function(*given, **named)
            named.pop("out", None)
            if self.is_default(result):
                owner = getattr(function, "__self__", None)
                if isinstance(owner, self.kinds):
                    before = (owner, *before)
                    self.look(method(function.__name__), before, named)
                else:
                    self.look(function, before, named)
            return result

        return watched

    def computes(self, function) -> bool:
        """Whether a function computes with NumPy's numbers; its generators draw them."""
        if (
            type(function) is type
            or getattr(function, "__globals__", None) is self.names
        ):
            return False  # quick, for what a script calls most
        owner = getattr(function, "__self__", None)
        if isinstance(owner, (*self.kinds, self.numpy.ufunc)):
            return True
        home = getattr(function, "__module__", None)
        return (
            any(function is one for one in PYTHONS)
            or home == "_operator"
            or (isinstance(home, str) and home.partition(".")[0] == "numpy")
        )

    def look(self, function, given, named: dict) -> None:
        """Compute again: in floating point or, where a function takes none, in 64 bits."""
        self.seen = True
        for kind in (self.numpy.float64, self.numpy.int64):
            with contextlib.suppress(Exception), self.numpy.errstate(all="ignore"):
                wide = [self.wide(one, kind) for one in given]
                more = {name: self.wide(one, kind) for name, one in named.items()}
                largest = self.numpy.abs(function(*wide, **more)).max(initial=0)
                self.beyond |= bool(largest >= LIMIT)
                return

    def wide(self, value, kind):
        """A value, with its whole numbers as those of another type."""
        if isinstance(value, self.kinds):
            if value.dtype.kind not in "biu":
                return value
            if value.size > MOST:
                self.beyond |= value.dtype == self.type
                return value
            return value.astype(kind)
        if value is int or (isinstance(value, type) and value is self.type.type):
            return kind
        if type(value) is int:
            return kind(value)
        if type(value) in (list, tuple):
            return type(value)(self.wide(one, kind) for one in value)
        return value

    def kept(self, value):
        """A value as it is now."""
        whole = isinstance(value, self.numpy.ndarray) and value.dtype.kind in "biu"
        return value.copy() if whole else value

    def is_default(self, value) -> bool:
        """Whether a value is made of NumPy's default integers."""
        return isinstance(value, self.kinds) and value.dtype == self.type


def method(name: str):
    """A method as a function of its owner, whatever type that has."""
    return lambda owner, *given, **named: getattr(owner, name)(*given, **named)


@contextlib.contextmanager
def unseen(main: types.ModuleType):
    """Let a script run without a word and without waiting, however it prints and ends."""
    kept = sys.stdout, sys.stderr, time.sleep, sys.modules["__main__"]
    for stream in (sys.__stdout__, sys.__stderr__):
        stream.flush()  # what the first run said belongs to it
    with Path(os.devnull).open("w", encoding="utf-8", errors="replace") as nowhere:
        places = [(number, os.dup(number)) for number in (1, 2)]
        for number, _ in places:
            os.dup2(nowhere.fileno(), number)
        sys.stdout = sys.stderr = nowhere
        sys.modules["__main__"], time.sleep = main, lambda seconds: None
        try:
            with contextlib.suppress(BaseException):
                yield
            vars(main).clear()
            gc.collect()
            for stream in (sys.__stdout__, sys.__stderr__):
                stream.flush()
        finally:
            sys.stdout, sys.stderr, time.sleep, sys.modules["__main__"] = kept
            for number, place in places:
                os.dup2(place, number)
                os.close(place)


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
