"""`make mutate-code`: change our own Python in one place at a time; the tests of it must notice.

    python -m tools.mutate_code                         every module of glossary/
    python -m tools.mutate_code content/figures site    some modules, or wings
    python -m tools.mutate_code --sample 40 content     so many places of each module, chosen evenly

The tests of a module are the test files that name it (TESTS has more where that is too few). Each
mutant is tried in a fork of a process that has imported what takes long, so that it costs a second.
Survivors that stay are listed with a reason in tools/accepted-mutants.toml.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.abc
import importlib.util
import io
import multiprocessing
import os
import re
import sys
import time
import tomllib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

from glossary import ROOT

from tools.mutate import Mutant, mutants_of

LIMIT = 0.85
SECONDS = 60.0
"""A mutant whose tests take longer counts as noticed: it does not end."""

ACCEPTED = "tools/accepted-mutants.toml"
SKIPPED = {
    "site/hooks": "calls what mkdocs.py has",
    "site/run/pyodide_compile": "runs in Pyodide; its result is held against the one before",
    "__init__": "names",
}
TESTS: dict[str, list[str]] = {}
"""Test files of a module beyond those that name it."""


def modules(names: Sequence[str], root: Path = ROOT) -> list[Path]:
    """The modules that are asked for; without names all that are not skipped.

    Raises:
        SystemExit: for a name that fits none.
    """
    package = root / "glossary"
    found = []
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).with_suffix("").as_posix()
        if name in SKIPPED or path.stem == "__init__":
            continue
        if not names or any(name == n or name.startswith(f"{n}/") for n in names):
            found.append(path)
    if not found:
        raise SystemExit(f"mutate-code: no module of glossary/ is named {', '.join(names)}")
    return found


def files_testing(module: Path, root: Path = ROOT) -> list[str]:
    """Test files that name a module, as paths from the root."""
    dotted = ".".join(module.relative_to(root).with_suffix("").parts)
    package, _, name = dotted.rpartition(".")
    names = re.compile(rf"{re.escape(dotted)}\b|from {re.escape(package)} import [^\n]*\b{name}\b")
    wings = [root / "tests" / wing for wing in ("content", "site", "proof", "models")]
    files = [path for wing in wings for path in sorted(wing.glob("test_*.py"))]
    own = [p.relative_to(root).as_posix() for p in files if names.search(p.read_text("utf-8"))]
    return own + TESTS.get(dotted, [])


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from a changed source."""

    def __init__(self, name: str, path: Path, code: str):
        self.name, self.path, self.code = name, path, code

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, self.path, loader=self)

    def create_module(self, spec: Any) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.code, str(self.path), "exec"), module.__dict__)


def passes(name: str, path: Path, code: str, tests: list[str], answer: Any) -> None:
    """In a process of its own: whether the tests pass with the changed module."""
    import pytest

    for known in [m for m in sys.modules if m.split(".")[0] in ("glossary", "tests", "conftest")]:
        del sys.modules[known]
    sys.meta_path.insert(0, Changed(name, path, code))
    os.chdir(ROOT)
    sys.dont_write_bytecode = True
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests])
    answer.send(int(status))


def survives(name: str, path: Path, code: str, tests: list[str]) -> bool:
    """Whether no test notices the change."""
    context: Any = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=passes, args=(name, path, code, tests, theirs))
    child.start()
    theirs.close()
    try:
        return bool(ours.poll(SECONDS) and ours.recv() == 0)
    except EOFError:
        return False
    finally:
        child.kill()
        child.join()


def accepted(root: Path = ROOT) -> dict[str, dict[str, str]]:
    """Survivors that stay: for each module the change and the reason."""
    path = root / ACCEPTED
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def evenly(found: list[Mutant], count: int | None) -> list[Mutant]:
    """So many of them, from the whole module."""
    if not count or len(found) <= count:
        return found
    return [found[round(i * (len(found) - 1) / (count - 1))] for i in range(count)]


def try_module(path: Path, sample: int | None) -> tuple[int, int, list[Mutant]]:
    """Try the mutants of a module.

    Returns:
        How many were tried, how many noticed, and the others.

    Raises:
        SystemExit: if its tests fail as it is, or it has none.
    """
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    tests = files_testing(path)
    source = path.read_text("utf-8")
    if not tests:
        return len(mutants_of(source)), 0, []
    if not survives(name, path, source, tests):
        raise SystemExit(f"mutate-code: {', '.join(tests)} fail without any change")
    found = evenly(mutants_of(source), sample)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        alive = list(pool.map(lambda m: survives(name, path, m.code, tests), found))
    left = [mutant for mutant, lives in zip(found, alive, strict=True) if lives]
    return len(found), len(found) - len(left), left


def main() -> int:
    """Report on each module; the number of those below the limit."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="MODULE-OR-WING")
    parser.add_argument("--sample", type=int, help="so many places of each module")
    given = parser.parse_args()
    if not hasattr(os, "fork"):
        sys.exit("mutate-code: needs a system that can fork a process: Linux or macOS")
    import mkdocs.commands.build  # noqa: F401
    import numpy  # noqa: F401
    import pytest_codeblocks.plugin  # noqa: F401

    reasons = accepted()
    weak = 0
    for path in modules(given.names):
        name = path.relative_to(ROOT / "glossary").with_suffix("").as_posix()
        began = time.monotonic()
        ran, noticed, left = try_module(path, given.sample)
        stay = reasons.get(name, {})
        ran -= sum(str(mutant) in stay for mutant in left)
        left = [mutant for mutant in left if str(mutant) not in stay]
        share = noticed / ran if ran else 1.0
        weak += share < LIMIT
        mark = "WEAK " if share < LIMIT else ""
        seconds = time.monotonic() - began
        print(f"{mark}{name}: {noticed} of {ran} noticed ({share:.0%}), {seconds:.0f} s")
        for mutant in left:
            print(f"    {mutant}", flush=True)
    print(f"{weak} modules below {LIMIT:.0%}")
    return weak


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
