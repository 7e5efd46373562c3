"""Runs one script in the reader's browser: the Python side of worker.js.

Plain Python, so that tests/test_run_block.py can try it without a browser.
"""

import builtins
import contextlib
import gc
import importlib
import io
import json
import linecache
import os
import random
import re
import shutil
import site
import sys
import traceback
import types
import warnings
import zipfile
from pathlib import Path

LIMIT = 100_000
"""Characters of output that are shown; a page with megabytes of text is of use to nobody."""

FOLDER = "/tmp/run"
"""Where a script runs. What it leaves there is gone when it ends."""

OUTSIDE = ("js", "pyodide_js")
"""Pyodide's modules that lead to the page; see `close_off`."""


class Budget:
    """Sends output until the limit is reached."""

    def __init__(self, send):
        self.send = send
        self.left = LIMIT
        self.cut = False

    def write(self, kind: str, text: str) -> None:
        if self.cut:
            return
        if len(text) > self.left:
            text, self.cut = text[: self.left], True
        self.left -= len(text)
        if text:
            self.send(kind, text)


class Printed(io.TextIOBase):
    """Standard output or standard error."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, kind: str, budget: Budget):
        self._kind, self._budget = kind, budget

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._budget.write(self._kind, text)
        return len(text)


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


def run(code: str, name: str, send) -> str:
    """Run a script in a namespace and a folder of its own.

    Args:
        code: the script.
        name: its file name, for tracebacks.
        send: called with "out" or "err" and a piece of output, as it is printed.

    Returns:
        JSON: `outcome` ("done" or "error"), `error` (the exception's name) and `note` (what to
        do about it), where there are any.
    """
    budget = Budget(send)
    main = types.ModuleType("__main__")
    # The whole list of lines, so that a traceback can show them without a file.
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    result = {"outcome": "done"}
    with kept_state():
        sys.modules["__main__"] = main
        sys.stdout, sys.stderr = Printed("out", budget), Printed("err", budget)
        sys.stdin = NoTerminal()
        try:
            exec(compile(code, name, "exec", dont_inherit=True), main.__dict__)
        except SystemExit as error:
            if error.code not in (None, 0):
                result = {"outcome": "error", "error": f"SystemExit: {error.code}"}
        except BaseException as error:
            send("err", traceback_of(error)[-LIMIT:])
            result = {"outcome": "error", "error": type(error).__name__}
            if note := note_on(error):
                result["note"] = note
    if budget.cut:
        cut = f"Only the first {LIMIT // 1000} kB of the output are shown."
        result["note"] = f"{cut} {result.get('note', '')}".strip()
    return json.dumps(result)


@contextlib.contextmanager
def kept_state():
    """Put back what one script could change for the next."""
    names = ("stdin", "stdout", "stderr")
    streams = {name: getattr(sys, name) for name in names}
    path, environment = list(sys.path), dict(os.environ)
    numpy = sys.modules["numpy"]
    kept = [(there, dict(there)) for there in (vars(builtins), vars(numpy))]
    options, errors = numpy.get_printoptions(), numpy.geterr()
    main, folder = sys.modules["__main__"], Path.cwd()
    Path(FOLDER).mkdir(parents=True, exist_ok=True)
    os.chdir(FOLDER)
    random.seed()
    try:
        with warnings.catch_warnings():
            yield
    finally:
        for name in names:
            setattr(sys, name, streams[name])
        for there, before in kept:
            there.update(before)
        sys.path[:] = path
        os.environ.clear()
        os.environ.update(environment)
        sys.modules["__main__"] = main
        sys.settrace(None)
        os.chdir(folder)
        shutil.rmtree(FOLDER, ignore_errors=True)
        numpy.set_printoptions(**options)
        numpy.seterr(**errors)
        if "numpy.random" in sys.modules:
            numpy.random.seed()


def traceback_of(error: BaseException) -> str:
    """The traceback as Python prints it, without the frames of this file."""
    report = traceback.TracebackException.from_exception(error)
    seen, reports = set(), [report]
    while reports:
        one = reports.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        one.stack = traceback.StackSummary.from_list(
            [frame for frame in one.stack if frame.filename != OWN_FILE]
        )
        reports += [one.__cause__, one.__context__, *(one.exceptions or ())]
    return "".join(report.format())


OWN_FILE = run.__code__.co_filename


def note_on(error: BaseException) -> str:
    """What a reader can do about an error that comes from where the script runs."""
    if isinstance(error, ModuleNotFoundError):
        name = (error.name or "").split(".")[0]
        if name in OUTSIDE:
            return "A script here can reach neither the page nor the network."
        return (
            f"{name} is not here: a page has Python's own library and NumPy. "
            "Run the script on your computer."
        )
    too_big = ("Maximum allowed dimension", "array is too big")  # for 32 bits
    if isinstance(error, MemoryError) or str(error).startswith(too_big):
        return "The memory that a page may use does not suffice. Try smaller numbers."
    if isinstance(error, OSError) and not isinstance(error, FileNotFoundError):
        frames = traceback.extract_tb(error.__traceback__)
        if any(
            f.filename.endswith(("socket.py", "request.py", "client.py"))
            for f in frames
        ):
            return "A script here can reach neither the page nor the network."
    return ""


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
    """Take away the modules through which Pyodide's Python reaches JavaScript.

    What keeps a script from the network is the policy of the frame that its worker was made in;
    without these it gets an error that says so.
    """
    finder = sys.modules["_pyodide._importhook"].jsfinder
    for name in OUTSIDE:
        finder.jsproxies.pop(name, None)
        sys.modules.pop(name, None)


def tidy_up() -> None:
    """Free the memory of the script that ended."""
    gc.collect()
