"""Runs one script in the reader's browser: the Python side of worker.js.

Plain Python, so that tests/site/test_run_block.py can try it without a browser.
"""

import ast
import asyncio
import atexit
import codecs
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
    if changed and not result.get("note") and wraps(code, vars(main)):
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
LARGE = 2**24  # what is left of a number that went beyond is seldom smaller


def wraps(code: str, names: dict) -> bool:
    """Whether NumPy's whole numbers may have gone beyond 32 bits in a script that has ended.

    Args:
        code: the script.
        names: what its names hold at its end.
    """
    numpy = sys.modules.get("numpy")
    if numpy is None or numpy.dtype(int).itemsize > 4:
        return False
    try:
        return Bounds(numpy, names).exceed(ast.parse(code))
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        return False


OPERATORS = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a + b,
    ast.Mult: lambda a, b: a * b,
    ast.Pow: lambda a, b: power(a, b),
    ast.LShift: lambda a, b: a * power(2, b),
    ast.FloorDiv: max,
    ast.Mod: max,
}
FUNCTIONS = {  # and methods: the result, by the largest value and the number of elements
    **dict.fromkeys(("sum", "cumsum", "trace"), lambda a, n: a * n),
    **dict.fromkeys(("dot", "vdot", "inner"), lambda a, n: a * a * n),
    **dict.fromkeys(("prod", "cumprod"), lambda a, n: power(a, n)),
    "square": lambda a, n: a * a,
    **dict.fromkeys(
        ("abs", "copy", "max", "min", "ravel", "reshape", "sort", "transpose"),
        lambda a, n: a,
    ),
}


class Bounds:
    """How large whole numbers in a script may be, by what its names hold at its end.

    The bound of an expression: its largest absolute value, how many elements it has, and whether it
    is NumPy's, of the type that has as many bits as an address. Of others nothing is known.
    """

    def __init__(self, numpy, names: dict):
        self.numpy, self.names = numpy, names
        self.type = numpy.dtype(int)

    def exceed(self, tree: ast.AST) -> bool:
        """Whether an expression of the script, or what a name holds, may have gone beyond."""
        if any(
            known and known[2] and known[0] >= LARGE
            for known in map(self.held, self.names.values())
        ):
            return True
        for node in ast.walk(tree):
            if isinstance(node, ast.AugAssign):
                node = ast.BinOp(node.target, node.op, node.value)
            known = self.of(node)
            if known and known[2] and known[0] >= LIMIT:
                return True
        return False

    def held(self, value) -> tuple[int, int, bool] | None:
        """The bound of what a name holds."""
        if isinstance(value, int) and not isinstance(value, bool):
            return abs(value), 1, False
        if (
            isinstance(value, self.numpy.ndarray | self.numpy.integer)
            and value.dtype == self.type
        ):
            if not value.size:
                return 0, 0, True
            return max(int(value.max()), -int(value.min())), value.size, True
        return None

    def of(self, node) -> tuple[int, int, bool] | None:
        """The bound of an expression."""
        if isinstance(node, ast.Constant):
            return self.held(node.value)
        if isinstance(node, ast.Name):
            return self.held(self.names.get(node.id))
        if isinstance(node, ast.UnaryOp):
            return self.of(node.operand)
        if isinstance(node, ast.Subscript) or (
            isinstance(node, ast.Attribute) and node.attr == "T"
        ):
            return self.of(node.value)
        if isinstance(node, ast.BinOp):
            return self.of_operation(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            return self.of_call(node)
        return None

    def of_operation(self, node: ast.BinOp) -> tuple[int, int, bool] | None:
        left, right = self.of(node.left), self.of(node.right)
        if not (left and right):
            return None
        size, numpy = max(left[1], right[1]), left[2] or right[2]
        if isinstance(node.op, ast.MatMult):
            return left[0] * right[0] * size, size, numpy
        if operation := OPERATORS.get(type(node.op)):
            return operation(left[0], right[0]), size, numpy
        return None

    def of_call(self, node: ast.Call) -> tuple[int, int, bool] | None:
        name, arguments = node.func.attr, list(node.args)
        is_function = (
            isinstance(node.func.value, ast.Name)
            and self.names.get(node.func.value.id) is self.numpy
        )
        if any(word.arg == "dtype" for word in node.keywords):
            return None  # of a type that the script names
        if is_function and name in ("array", "asarray") and arguments:
            leaves = [self.of(leaf) for leaf in leaves_of(arguments[0])]
            if not leaves or None in leaves:
                return None
            return max(leaf[0] for leaf in leaves), len(leaves), True
        if is_function and name == "arange":
            bounds = [self.of(argument) for argument in arguments]
            if not bounds or None in bounds:
                return None
            largest = max(bound[0] for bound in bounds)
            return largest, largest, True
        if name in FUNCTIONS:
            known = self.of(
                arguments[0] if is_function and arguments else node.func.value
            )
            if known and known[2]:
                return FUNCTIONS[name](known[0], known[1]), known[1], True
        return None


def leaves_of(node) -> list:
    """The elements of a list of lists, as it is written."""
    if isinstance(node, ast.List | ast.Tuple):
        return [leaf for one in node.elts for leaf in leaves_of(one)]
    return [node]


def power(base: int, exponent: int) -> int:
    """A power, or something beyond every limit where the power would take long."""
    return base**exponent if base < 2 or exponent < 64 else 2**64


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
