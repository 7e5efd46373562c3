"""`make mutate-code`: change our own Python in one place at a time; the tests of it must notice.

    python -m tools.mutate_code                       all of content/, site/ and proof/ in glossary/
    python -m tools.mutate_code content/figures site  some modules, or folders of modules
    python -m tools.mutate_code --sample 20 content   so many places of each module, by chance

Each worker has a copy of the repository and collects its tests once. A mutant is a fork of it, in
which the code of the changed function is exchanged; a change outside of functions is imported anew.
Only the tests of the module's own file count. Which of them run the changed line is known from one
traced run; those come first, and the first failure ends it. Left alone are texts, what only type
checkers read, and assertions. Survivors that stay are listed with a reason in
tools/accepted-mutants.toml.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import gc
import heapq
import importlib
import multiprocessing
import os
import pickle
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
import traceback
import types
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple, TypeVar

import pytest
from glossary import ROOT

from tools.mutate import changes_of, removable, shorten, swapped

LIMIT = 0.85
BUDGET = 20.0
"""Seconds of tests, as they took in the traced run, that a mutant is held against at most."""

WINGS = ("content", "site", "proof")
SKIPPED = {
    "site/hooks": "calls what site/mkdocs has",
    "site/run/pyodide_compile": "runs in Pyodide; its result is held against what was released",
}
OWN = {
    "content/asked": "content/test_models.py",
    "content/columns": "content/test_models.py",
    "content/drawings": "content/test_content.py",
    "content/features": "content/test_models.py",
    "content/pages": "content/test_claims.py content/test_heads.py",
    "content/terms": "content/test_heads.py content/test_names.py",
    "content/sources": "content/test_heads.py",
    "content/content": "content/test_content.py content/test_claims.py content/test_heads.py"
    " content/test_order.py content/test_labs.py",
    "content/searches": "site/test_search.py",
    "content/verified": "proof/test_verified.py",
    "proof/verify": "proof/test_verified.py",
    "proof/in_large_pages": "proof/test_large_pages.py",
    "proof/running": "proof/test_running_in_parts.py proof/test_running.py",
    "site/calculator/files": "site/test_calculator.py",
    "site/calculator/form": "site/test_calculator.py",
    "site/calculator/translate": "site/test_calculator.py",
    "site/formulas": "site/test_finish.py",
    "site/live": "site/test_live.py content/test_live.py",
    "site/maps": "site/test_lists.py",
    "site/page": "site/test_prepare.py site/test_check_links.py",
    "site/reach/data": "site/test_reach_data.py",
    "site/reach/feed": "site/test_reach_data.py",
    "site/reach/files": "site/test_reach.py",
    "site/reach/head": "site/test_reach_data.py site/test_reach.py",
    "site/reach/markdown": "site/test_reach.py",
    "site/reach/notebook": "site/test_reach_notebook.py",
    "site/reach/pieces": "site/test_reach.py",
    "site/settings": "site/test_reach.py",
    "site/text": "site/test_escaping.py",
    "site/tokens/files": "site/test_own_text.py",
    "site/tokens/gpt2": "site/test_own_text.py",
}
"""Test files, or tests, of a module that has no file of its name. What they test in another
process, where no line is traced, is held against all of them."""

WHOLE_SITE = {"site", "address", "chromium", "shared", "visit", "visits"}
"""Fixtures of the built site: it takes minutes, and has tests in tests/browser/."""

IMPORTS = {"proof": ["numpy", "torch"], "site": ["mkdocs.commands.build", "numpy"]}
"""What the tests of a folder import late, and takes long."""

ACCEPTED = "tools/accepted-mutants.toml"
LEFT_OUT = (".git", ".venv", ".cache", "site", "node_modules")
"""Folders that are no part of the repository."""

SAME_WITHOUT = {"strict", "frozen"}
"""Keyword arguments that only say what is never the case anyway."""

IMPORTED = ""
"""In place of a test's name: the lines that run while tests are collected."""

One = TypeVar("One")


# Where a module can be changed


@dataclass(frozen=True)
class Place:
    """A place of a module, and a change of it.

    Attributes:
        line: its number.
        scope: the function or class that it is in; empty on the module's own level.
        before: the code there.
        after: what it becomes.
        in_function: whether exchanging a function's code makes the change.
        around: first and last line of that function, else of the module.
    """

    line: int
    scope: str
    before: str
    after: str
    in_function: bool
    around: tuple[int, int]
    index: int = field(repr=False)
    change: Callable[[Any], object] = field(repr=False)

    def __str__(self) -> str:
        return f"{self.scope}: {self.before} -> {self.after}"

    def made(self, source: str) -> ast.Module:
        """The changed module."""
        tree = ast.parse(source)
        self.change(list(ast.walk(tree))[self.index])
        return ast.fix_missing_locations(tree)


def places(source: str) -> list[Place]:
    """Every place of a module that a test should notice."""
    tree = ast.parse(source)
    indexes = {id(node): index for index, node in enumerate(ast.walk(tree))}
    whole = (1, source.count("\n") + 1)
    found = []
    for node, scopes, in_function in reached(tree, (), False):
        # The body of a function is in it, whatever decorates it.
        inside = in_function or isinstance(node, ast.FunctionDef)
        scopes = (*scopes, node) if isinstance(node, SCOPES) else scopes
        name = ".".join(scope.name for scope in scopes)
        functions = [scope for scope in scopes if isinstance(scope, ast.FunctionDef)]
        around = whole
        if inside and functions:
            around = functions[-1].lineno, functions[-1].end_lineno or 0
        for before, after, line, change in [*expressions(node), *statements(node)]:
            told = shorten(before), shorten(after)
            place = Place(line, name, *told, inside, around, indexes[id(node)], change)
            found.append(place)
    return sorted(found, key=lambda place: place.line)


SCOPES = (ast.FunctionDef, ast.ClassDef)
Scopes = tuple[ast.FunctionDef | ast.ClassDef, ...]


def reached(
    node: ast.AST, scopes: Scopes, in_function: bool
) -> Iterator[tuple[ast.AST, Scopes, bool]]:
    """All nodes that run and mean something, with what is around and whether a function is."""
    if isinstance(node, ast.Assert) or only_for_types(node):
        return
    yield node, scopes, in_function
    inner = (*scopes, node) if isinstance(node, SCOPES) else scopes
    for name, value in ast.iter_fields(node):
        own = scopes if name == "decorator_list" else inner
        body = isinstance(node, ast.FunctionDef | ast.Lambda) and name == "body"
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST) and not left_alone(node, name):
                yield from reached(part, own, in_function or body)


def left_alone(node: ast.AST, name: str) -> bool:
    """Whether a field of a node is a type hint, or how a text is laid out or cut."""
    if isinstance(node, ast.AnnAssign) and name == "annotation":
        # pydantic reads Annotated[str, Field(min_length=1)].
        return not any(isinstance(part, ast.Call) for part in ast.walk(node.annotation))
    if name == "slice" and isinstance(node, ast.Subscript):
        return bool(re.fullmatch(r":\d\d+", ast.unparse(node.slice)))
    if isinstance(node, ast.keyword) and node.arg in SAME_WITHOUT:
        return True
    return name in ("annotation", "returns", "format_spec")


def only_for_types(node: ast.AST) -> bool:
    """Whether only a type checker, or only a command line, reads it."""
    if isinstance(node, ast.If):
        return ast.unparse(node.test) in ("TYPE_CHECKING", "__name__ == '__main__'")
    if isinstance(node, ast.Assign):
        called = node.value.func if isinstance(node.value, ast.Call) else None
        return isinstance(called, ast.Name) and called.id in ("TypeVar", "NewType")
    return False


Change = tuple[str, str, int, Callable[[Any], object]]
"""The code before and after, its line, and what makes the change in the node."""


def expressions(node: ast.AST) -> Iterator[Change]:
    """Changes of numbers, truth values, operators, arguments and conditions."""
    line = getattr(node, "lineno", 0)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield ast.unparse(node), ast.unparse(node.operand), line, twice_not
        return
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and is_text(node):
        return  # texts cannot be subtracted
    kept = [k.arg for k in node.keywords] if isinstance(node, ast.Call) else []
    for number, change in enumerate(changes_of(node)):
        if number < len(kept) and kept[number] in SAME_WITHOUT:
            continue
        if change is swapped and ast.unparse(node.func) in ("min", "max"):  # type: ignore[attr-defined]
            continue
        before, after = ast.unparse(node), change(copy.deepcopy(node))
        if before != after:
            yield before, after, line, change
    if isinstance(node, ast.If | ast.IfExp | ast.While) and plain(node.test):
        test = ast.unparse(node.test)
        yield f"if {test}", f"if not {test}", node.test.lineno, negated
    if isinstance(node, ast.comprehension):
        for at, condition in enumerate(node.ifs):
            if plain(condition):
                test = ast.unparse(condition)
                yield f"if {test}", f"if not {test}", condition.lineno, only_if_not(at)


def is_text(node: ast.expr) -> bool:
    """Whether it shows that a sum is one of texts."""
    if isinstance(node, ast.BinOp):
        return is_text(node.left) or is_text(node.right)
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def plain(test: ast.expr) -> bool:
    """Whether a condition has no operator or value that is exchanged itself."""
    negation = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
    return not negation and not isinstance(test, ast.Compare | ast.BoolOp | ast.Constant)


def negation(test: ast.expr) -> ast.expr:
    return ast.copy_location(ast.UnaryOp(ast.Not(), test), test)


def twice_not(target: ast.UnaryOp) -> None:
    target.operand = negation(target.operand)


def negated(target: ast.If | ast.IfExp | ast.While) -> None:
    target.test = negation(target.test)


def only_if_not(at: int) -> Callable[[ast.comprehension], None]:
    def change(target: ast.comprehension) -> None:
        target.ifs[at] = negation(target.ifs[at])

    return change


def statements(node: ast.AST) -> Iterator[Change]:
    """Changes that remove a statement from one of a node's bodies."""
    for name in ("body", "orelse", "finalbody"):
        body = getattr(node, name, None)
        for at, statement in enumerate(body if isinstance(body, list) else ()):
            if removable(statement) and not (
                isinstance(statement, ast.Assert | ast.Global | ast.Nonlocal)
                or only_for_types(statement)
                or (isinstance(statement, ast.AnnAssign) and not statement.value)
                # Without it nothing can be imported.
                or (isinstance(node, ast.Module) and isinstance(statement, ast.Assign))
            ):
                code = ast.unparse(statement)
                yield code, "(removed)", statement.lineno, without(name, at)


def without(name: str, at: int) -> Callable[[ast.AST], None]:
    def change(target: ast.AST) -> None:
        body = getattr(target, name)
        body[at] = ast.copy_location(ast.Pass(), body[at])

    return change


# In a worker: a copy of the repository, whose tests are collected


class Traced(NamedTuple):
    """A test in the traced run: its seconds, with those of its fixtures, and the lines it ran."""

    seconds: float
    failure: str
    lines: frozenset[tuple[str, int]]


class Asked(NamedTuple):
    """A question to a worker: which place of which module, held against which tests.

    Without a place the module is tried as it is.
    """

    module: str
    place: int | None
    in_function: bool
    tests: list[str]
    seconds: list[float]


def work(root: Path, files: list[str], pipe: Connection, others: list[Connection]) -> None:
    """A worker's process: copy the repository, collect its tests, answer questions.

    It ends when nobody can ask any more, so the other ends of the pipes must not be open here too.
    """
    os.setsid()
    for other in others:
        other.close()
    with tempfile.TemporaryDirectory(prefix="mutate-code-") as folder:
        copied = Path(folder, "repository")
        made = shutil.ignore_patterns("__pycache__", "*.egg-info")
        copied.mkdir()
        for path in root.iterdir():
            if path.is_dir() and path.name not in LEFT_OUT:
                shutil.copytree(path, copied / path.name, ignore=made)
            elif path.is_file():
                shutil.copy2(path, copied)
        os.chdir(copied)
        tempfile.tempdir = folder
        sys.path.insert(0, str(copied))
        forget(copied)
        said = Path(folder, "said")
        silence(said)
        worker = Worker(copied, pipe)
        worker.tracer.begin()
        try:
            status = run_pytest(files, worker)
        except BaseException:
            status, worker.answered = 1, False
            traceback.print_exc()
        if not worker.answered:
            text = said.read_text("utf-8", "replace")[-3000:]
            pipe.send(f"pytest ends with {status} before it runs a test\n{text}")
        worker.end()


def forget(root: Path) -> None:
    """Forget the modules of a repository, so that they are imported anew."""
    packages = {path.name.removesuffix(".py") for path in [*root.iterdir(), *root.rglob("test_*")]}
    for name in list(sys.modules):
        if name.partition(".")[0] in packages:
            del sys.modules[name]
    importlib.invalidate_caches()


def silence(path: str | Path = os.devnull) -> None:
    """What is printed from now on goes there."""
    to = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for number in (1, 2):
        os.dup2(to, number)
    os.close(to)


def run_pytest(files: Sequence[str], plugin: object) -> int:
    """Collect these files; the plugin does the rest."""
    off = ["-pno:cacheprovider", "-pno:xdist", "-ofaulthandler_timeout=0", "-m="]
    return int(pytest.main(["-q", "-s", "--tb=native", *off, *files], plugins=[plugin]))


class Worker:
    """A pytest plugin that answers questions in place of running the tests once."""

    def __init__(self, root: Path, pipe: Connection):
        self.root, self.pipe = root, pipe
        self.answered = False
        self.tracer = Tracer(root)
        self.server: subprocess.Popen[str] | None = None
        self.items: dict[str, pytest.Item] = {}
        self.functions: dict[str, list[types.FunctionType]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.tracer.end()
        self.items = {
            item.nodeid: item
            for item in session.items
            if not WHOLE_SITE & set(getattr(item, "fixturenames", ()))
        }
        if not self.items or session.testsfailed:
            return True
        self.share_server()
        for one in gc.get_objects():
            if type(one) is types.FunctionType:  # a proxy may warn when asked what it is
                path = one.__code__.co_filename
                if path.startswith(str(self.root / "glossary")):
                    name = Path(path).relative_to(self.root).as_posix()
                    self.functions.setdefault(name, []).append(one)
        gc.freeze()
        self.answered = True
        self.pipe.send("")
        while (question := self.pipe.recv()) is not None:
            self.pipe.send(self.traced() if question == "trace" else self.tried(Asked(*question)))
        return True

    def share_server(self) -> None:
        """Start what forks processes for the tests (tests/support/forks.py) once for all."""
        try:
            forks: Any = importlib.import_module("tests.support.forks")
        except ImportError:
            return
        if not self.server:
            command = [sys.executable, forks.__file__]
            self.server = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, "OMP_NUM_THREADS": "1"},
                start_new_session=True,
            )
        give_server(forks, self.server)

    def end(self) -> None:
        """End that server."""
        if self.server:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
            self.server = None

    # Each answer comes from a fork of this process, in which no test has run yet.

    def traced(self) -> Any:
        """Run all tests, and note which lines of which module each of them runs."""
        with tempfile.TemporaryFile() as file:
            pid = os.fork()
            if not pid:
                run_as_child(lambda: trace(self.items, self.tracer, file), file)
            _, status = os.waitpid(pid, 0)
            file.seek(0)
            return file.read().decode() if status else pickle.load(file)

    def tried(self, asked: Asked) -> bool | str:
        """Whether no test notices a change; a text says what is wrong with this command."""
        path = self.root / asked.module
        written, status = path.read_bytes(), path.stat()
        limit = 60 + 5 * sum(asked.seconds)
        with tempfile.TemporaryFile() as file, tempfile.TemporaryDirectory() as folder:
            pid = os.fork()
            if not pid:
                run_as_child(lambda: self.judge(asked, folder), file)
            ended, code = waited(pid, limit)
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
            path.write_bytes(written)
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
            if not ended or code < 0:
                self.end()  # the server may wait for what was killed
                self.share_server()
            if code == BROKEN:
                file.seek(0)
                return file.read().decode()
            return code == 0

    def judge(self, asked: Asked, folder: str) -> bool:
        """In the fork: make the change and run the tests; whether all pass."""
        path = self.root / asked.module
        source = path.read_text("utf-8")
        tree = ast.parse(source)
        if asked.place is not None:
            tree = places(source)[asked.place].made(source)
            path.write_text(ast.unparse(tree) + "\n", "utf-8")
        sys.dont_write_bytecode = True
        tempfile.tempdir = folder
        new = compile(tree, str(path), "exec")
        old = compile(source, str(path), "exec")
        known = self.functions.get(asked.module, [])
        if asked.in_function and exchange(known, old, new, asked.place is not None):
            items = [self.items[name] for name in asked.tests]
            items[0].config._tmp_path_factory._basetemp = Path(folder)  # type: ignore[attr-defined]
            return all_pass(items, asked.seconds)
        forget(self.root)
        os.environ["PYTEST_DEBUG_TEMPROOT"] = folder
        order = Ordered(asked, self)
        with contextlib.suppress(Exception):  # a change may stop pytest itself
            run_pytest(sorted({name.partition("::")[0] for name in asked.tests}), order)
        return order.passed


BROKEN = 3


def run_as_child(do: Callable[[], bool], file: Any) -> None:
    """Do it in a fork, and end that: 0 if it is true, 1 if not, BROKEN if it could not be done."""
    code = BROKEN
    try:
        os.setsid()
        silence()
        code = 0 if do() else 1
    except BaseException:
        file.write(traceback.format_exc().encode())
        file.flush()
    finally:
        os._exit(code)


def waited(pid: int, seconds: float) -> tuple[bool, int]:
    """Wait for a process; whether it ended by itself, and its exit code."""
    until = time.monotonic() + seconds
    pause = 0.002
    while time.monotonic() < until:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return True, os.waitstatus_to_exitcode(status)
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return False, 1


def give_server(forks: Any, server: subprocess.Popen[str]) -> None:
    """Let all of a process' tests use one server of forks."""
    forks.Forks.__init__ = lambda self: setattr(self, "process", server)
    forks.Forks.close = lambda self: None


def exchange(
    functions: list[types.FunctionType],
    old: types.CodeType,
    new: types.CodeType,
    changed: bool,
) -> bool:
    """Give functions their new code; whether that is all that has changed."""
    before, after = codes(old), codes(new)
    if before is None or after is None:
        return False
    made = 0
    for function in functions:
        key = key_of(function.__code__)
        if key in after and (not changed or after[key] != before.get(key)):
            try:
                function.__code__ = after[key]
            except ValueError:  # other variables of the function around it
                return False
            made += 1
    return made > 0


def key_of(code: types.CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def codes(code: types.CodeType) -> dict[tuple[str, int], types.CodeType] | None:
    """All code in a module by name and line; None if these do not tell which is which."""
    found: dict[tuple[str, int], types.CodeType] = {}
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            inside = codes(part)
            if inside is None or key_of(part) in found or found.keys() & inside.keys():
                return None
            found |= {key_of(part): part} | inside
    return found


class Ordered:
    """A pytest plugin that runs some tests in an order, until one fails."""

    def __init__(self, asked: Asked, worker: Worker):
        self.asked, self.worker = asked, worker
        self.passed = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        by_name = {item.nodeid: item for item in session.items}
        known = all(name in by_name for name in self.asked.tests)
        if session.testsfailed or not known:
            return True
        self.worker.share_server()
        items = [by_name[name] for name in self.asked.tests]
        self.passed = all_pass(items, self.asked.seconds)
        return True


def all_pass(items: list[pytest.Item], seconds: list[float]) -> bool:
    """Whether tests pass; the first that fails ends it, and one that computes for too long."""
    try:
        for item, following, usual in zip(items, [*items[1:], None], seconds, strict=True):
            signal.setitimer(signal.ITIMER_PROF, 5 + 4 * usual)  # ends the process
            if failure(item, following):
                return False
    except BaseException:
        return False
    return True


def failure(item: pytest.Item, following: pytest.Item | None) -> str:
    """Run one test; why it fails, nothing if it does not."""
    from _pytest.runner import runtestprotocol

    reports = runtestprotocol(item, log=False, nextitem=following)
    return "".join(report.longreprtext or "fails" for report in reports if report.failed)


def trace(items: dict[str, pytest.Item], tracer: Tracer, file: Any) -> bool:
    """Run all tests, and write what is known of each into a file."""
    found = {IMPORTED: (0.0, "", frozenset(tracer.lines))}
    next(iter(items.values())).config.pluginmanager.register(tracer)
    tracer.begin()
    for (name, item), following in zip(items.items(), [*items.values(), None][1:], strict=True):
        clock, tracer.lines, tracer.in_fixtures = Clock(), set(), 0.0
        why = failure(item, following)
        seconds = clock.took() - tracer.in_fixtures
        lines = tracer.lines
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in tracer.fixtures:
                its_lines, its_seconds = tracer.fixtures[fixture]
                lines |= its_lines
                seconds += its_seconds
        found[name] = (seconds, why, frozenset(lines))
    pickle.dump(found, file)
    file.flush()
    return True


class Clock:
    """Seconds of the processor, so that they do not hang on what else runs.

    Of what waits for another process a quarter counts.
    """

    def __init__(self) -> None:
        self.began, self.began_at = sum(os.times()[:4]), time.monotonic()

    def took(self) -> float:
        """Seconds since it was made."""
        return max(sum(os.times()[:4]) - self.began, (time.monotonic() - self.began_at) / 4)


class Tracer:
    """Notes which lines of glossary/ run; those of a fixture for many tests count for each."""

    def __init__(self, root: Path):
        self.root, self.folder = f"{root}{os.sep}", f"{root / 'glossary'}{os.sep}"
        self.lines: set[tuple[str, int]] = set()
        self.fixtures: dict[str, tuple[set[tuple[str, int]], float]] = {}
        self.in_fixtures = 0.0

    def begin(self) -> None:
        threading.settrace(self.called)
        sys.settrace(self.called)

    def end(self) -> None:
        sys.settrace(None)
        threading.settrace(None)

    def called(self, frame: types.FrameType, event: str, _: object) -> Any:
        path = frame.f_code.co_filename
        if not path.startswith(self.folder):
            return None
        name, lines = path.removeprefix(self.root), self.lines

        def ran(frame: types.FrameType, event: str, _: object) -> Any:
            lines.add((name, frame.f_lineno))
            return ran

        return ran(frame, event, _)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[None]:
        if fixturedef.scope == "function":
            return (yield)
        outer, self.lines = self.lines, set()
        clock = Clock()
        try:
            return (yield)
        finally:
            took = clock.took()
            self.fixtures[fixturedef.argname] = (self.lines, took)
            self.in_fixtures += took
            self.lines = outer


# All of them


class Pool:
    """Workers, each of which answers one question at a time."""

    def __init__(self, root: Path, files: list[str], count: int):
        context: Any = multiprocessing.get_context("fork")
        self.free: SimpleQueue[Connection] = SimpleQueue()
        self.count, self.pipes, self.processes = count, [], []
        for _ in range(count):
            ours, theirs = context.Pipe()
            self.pipes.append(ours)
            process = context.Process(target=work, args=(root, files, theirs, self.pipes))
            process.start()
            theirs.close()
            self.processes.append(process)
        for pipe in self.pipes:
            if why := pipe.recv():
                self.close()
                raise SystemExit(f"mutate-code: {why}")
            self.free.put(pipe)

    def ask(self, question: Any) -> Any:
        """The answer of a worker that is free."""
        pipe = self.free.get()
        try:
            pipe.send(question)
            return pipe.recv()
        finally:
            self.free.put(pipe)

    def known(self) -> dict[str, Traced]:
        """What each test runs.

        Raises:
            SystemExit: if one fails as it is.
        """
        answer = self.ask("trace")
        tests = {} if isinstance(answer, str) else answer
        known = {name: Traced(*one) for name, one in tests.items()}
        for name, one in known.items():
            if one.failure:
                self.close()
                raise SystemExit(f"mutate-code: {name} fails without a change\n{one.failure}")
        if not known:
            self.close()
            raise SystemExit(f"mutate-code: the tests cannot be traced\n{answer}")
        return known

    def close(self) -> None:
        """End the workers."""
        for pipe, process in zip(self.pipes, self.processes, strict=True):
            with contextlib.suppress(OSError):
                pipe.send(None)
            process.join(20)
            process.kill()


def modules(names: Sequence[str], root: Path = ROOT) -> list[str]:
    """The modules that are asked for, as content/figures; without names those of WINGS.

    Raises:
        SystemExit: for a name that fits none.
    """
    package = root / "glossary"
    every = [
        path.relative_to(package).with_suffix("").as_posix()
        for path in sorted(package.rglob("*.py"))
        if path.stem not in ("__init__", "__main__")
    ]
    every = [name for name in every if name not in SKIPPED]
    found = []
    for name in names or WINGS:
        bare = name.removeprefix("glossary/").removesuffix(".py").rstrip("/")
        some = [one for one in every if one == bare or one.startswith(f"{bare}/")]
        if not some and names:
            raise SystemExit(f"mutate-code: no module of glossary/ is named {name}")
        found += some
    return list(dict.fromkeys(found))


def own_tests(module: str) -> list[str]:
    """How the tests of a module begin: content/figures has tests/content/test_figures.py."""
    wing, _, name = module.rpartition("/")
    named = OWN.get(module, f"{wing.partition('/')[0]}/test_{name}.py")
    return [f"tests/{one}" for one in named.split()]


def in_order(known: dict[str, Traced]) -> dict[str, int]:
    """Places of the tests in an order in which the first few run as many lines as they can.

    Those that bring none come last, the short ones first: more of them fit into a budget.
    """
    worth = {name: len(one.lines) / (one.seconds + 0.01) for name, one in known.items()}
    seen: set[tuple[str, int]] = set()
    order: dict[str, int] = {}
    heap = [(-value, known[name].seconds, name) for name, value in worth.items()]
    heapq.heapify(heap)
    while heap:
        value, seconds, name = heapq.heappop(heap)
        new = len(known[name].lines - seen) / (seconds + 0.01)
        if new < -value:  # others have run some of its lines meanwhile
            heapq.heappush(heap, (-new, seconds, name))
            continue
        order[name] = len(order)
        seen |= known[name].lines
    return order


def chosen(
    path: str,
    line: int,
    around: tuple[int, int],
    known: dict[str, Traced],
    order: dict[str, int],
    budget: float = BUDGET,
) -> tuple[list[str], list[float]]:
    """The tests for a change of a line, and their seconds.

    First those that run a line of its function that few tests run; of these those that bring the
    most. Those that do not run it come last: another process of theirs may.

    Args:
        path: the module's file.
        line: its number; 0 for all lines, of a change that shows when the module is imported.
        around: first and last line of the function that it is in.
        known: all tests.
        order: their places, where nothing else tells.
        budget: seconds of tests at most, as they took in the traced run.
    """
    runs = {name: {n for p, n in known[name].lines if p == path} for name in order}
    users = {name for name, lines in runs.items() if (line in lines if line else lines)}
    often = Counter(n for lines in runs.values() for n in lines)

    def rank(name: str) -> tuple[bool, int, int]:
        near = [often[n] for n in runs[name] if around[0] <= n <= around[1]]
        return name not in users, min(near, default=0), order[name]

    tests: list[str] = []
    seconds = 0.0
    for name in sorted(order, key=rank):
        if not tests or seconds + known[name].seconds <= budget:
            tests.append(name)
            seconds += known[name].seconds
    return tests, [known[name].seconds for name in tests]


def accepted(root: Path = ROOT) -> dict[str, dict[str, str]]:
    """Survivors that stay: for each module or script the change and the reason."""
    path = root / ACCEPTED
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def sampled(found: list[One], count: int | None, seed: int) -> list[One]:
    """So many of them, by chance, in their order; all without a number."""
    if count is None or count >= len(found):
        return found
    return [found[at] for at in sorted(random.Random(seed).sample(range(len(found)), count))]


@dataclass
class Report:
    """What became of a module's mutants."""

    module: str
    tried: int
    stay: list[Place]
    left: list[Place]
    seconds: float

    @property
    def noticed(self) -> int:
        """How many the tests noticed."""
        return self.tried - len(self.stay) - len(self.left)

    @property
    def share(self) -> float:
        """Share of the mutants that was noticed, without those that stay for a reason."""
        counted = self.tried - len(self.stay)
        return self.noticed / counted if counted else 1.0

    def __str__(self) -> str:
        mark = "WEAK " if self.share < LIMIT else ""
        accepted = f", {len(self.stay)} accepted" if self.stay else ""
        return (
            f"{mark}{self.module}: {self.noticed} of {self.tried} noticed{accepted} "
            f"({self.share:.0%}), {self.seconds:.0f} s"
        )


def try_module(module: str, root: Path, files: list[str], given: argparse.Namespace) -> Report:
    """Try the mutants of a module.

    Raises:
        SystemExit: if its tests do not pass without a change, or one cannot be made.
    """
    began = time.monotonic()
    path = f"glossary/{module}.py"
    every = list(enumerate(places((root / path).read_text("utf-8"))))
    if given.only:
        every = [(n, place) for n, place in every if place.line in given.only]
    found = sampled(every, given.sample, given.seed)
    pool = Pool(root, files, given.jobs)
    known = pool.known()
    order = in_order({name: one for name, one in known.items() if name != IMPORTED})

    def lives(number: int | None, place: Place | None, in_function: bool) -> bool:
        line = place.line if place else 0
        most = None if place else 20
        # A decorator, or what makes a constant, has run already where tests are collected.
        in_function = in_function and (path, line) not in known[IMPORTED].lines
        around = place.around if place else (0, 0)
        tests, seconds = chosen(
            path, line if in_function else 0, around, known, order, given.budget
        )
        answer = pool.ask((path, number, in_function, tests[:most], seconds[:most]))
        if isinstance(answer, str):
            raise SystemExit(f"mutate-code: {path}:{line}: {place}: cannot be tried\n{answer}")
        return bool(answer)

    try:
        for in_function in (True, False):
            if not lives(None, None, in_function):
                raise SystemExit(f"mutate-code: tests of {path} fail without any change")
        with ThreadPoolExecutor(pool.count) as threads:
            answers = threads.map(lambda one: lives(one[0], one[1], one[1].in_function), found)
            left = [place for (_, place), alive in zip(found, answers, strict=True) if alive]
    finally:
        pool.close()
    reasons = accepted(given.root).get(module, {})
    if given.sample is None and not given.only:
        for change in reasons.keys() - {str(place) for place in left}:
            print(f"{ACCEPTED}: {module}: {change!r} is noticed, or not there: remove it")
    stay = [place for place in left if str(place) in reasons]
    left = [place for place in left if str(place) not in reasons]
    return Report(module, len(found), stay, left, time.monotonic() - began)


def main() -> int:
    """Report on each module; the number of those below the limit."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="MODULE-OR-FOLDER")
    parser.add_argument("--sample", type=int, help="so many places of each module, by chance")
    parser.add_argument("--seed", type=int, default=0, help="which ones")
    parser.add_argument("--only", type=int, nargs="*", metavar="LINE", help="places in some lines")
    parser.add_argument("--tests", nargs="*", metavar="FILE", help="in place of its own")
    parser.add_argument("--budget", type=float, default=BUDGET, help="seconds for each place")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many at once")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if not hasattr(os, "fork"):
        sys.exit("mutate-code: needs a system that can fork a process: Linux or macOS")
    os.environ["OMP_NUM_THREADS"] = "1"
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    root = given.root.resolve()
    names = modules(given.names, root)
    for wing in {name.partition("/")[0] for name in names} if root == ROOT else ():
        for name in IMPORTS.get(wing, ()):
            importlib.import_module(name)
    weak = 0
    for name in names:
        report = try_module(name, root, given.tests or own_tests(name), given)
        weak += report.share < LIMIT
        print(report, flush=True)
        for place in report.left:
            print(f"    {place.line}: {place}", flush=True)
    print(f"{weak} of {len(names)} modules below {LIMIT:.0%}")
    return weak


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
