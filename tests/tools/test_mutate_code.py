"""The mutation of our own code: what it changes, and that a test that cannot fail is seen."""

import os
import subprocess
import sys

import pytest

from glossary import ROOT
from tools.mutate_code import (
    Traced,
    chosen,
    in_order,
    modules,
    own_tests,
    places,
    sampled,
)

CODE = '''\
"""Tells wide from narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    One = TypeVar("One", bound=int)

LIMIT = 10
NAMES = ["narrow"]
NAMES += ["wide"]


def doubled(function):
    factor = 2

    def made(width):
        return factor * function(width)

    return made


@doubled
def half(width: int, parts: int = 2) -> float:
    """Half of a width."""
    assert width > -1
    return width / parts


def is_wide(width: int) -> bool:
    if not width:
        raise ValueError(f"width {str(width)[:20]}: give more than 0")
    return half(width) > LIMIT
'''

GOOD = """\
import pytest

from glossary.content import widget
from glossary.content.widget import half, is_wide


def test_it():
    assert widget.NAMES == ["narrow", "wide"]
    assert [is_wide(width) for width in (9, 10, 11, 20)] == [False, False, True, True]
    assert half(3) == 3
    with pytest.raises(ValueError, match="width 0"):
        is_wide(0)
"""

CANNOT_FAIL = """\
from glossary.content.widget import half, is_wide


def test_it():
    try:
        assert [is_wide(width) for width in (9, 10, 11, 20)]
        assert half(3) or True
        is_wide(0)
    except Exception:
        pass
"""


def told(code: str) -> dict[str, bool]:
    return {str(place): place.in_function for place in places(code)}


def test_each_kind_of_change_is_made():
    assert {
        ": 10 -> 11": False,
        ": NAMES += ['wide'] -> (removed)": False,
        "doubled: 2 -> 3": True,
        "doubled: factor = 2 -> (removed)": True,
        "doubled.made: factor * function(width) -> factor / function(width)": True,
        "half: 2 -> 3": False,
        "half: width / parts -> width * parts": True,
        "is_wide: not width -> width": True,
        "is_wide: if not width: -> (removed)": True,
        "is_wide: half(width) > LIMIT -> half(width) <= LIMIT": True,
    }.items() <= told(CODE).items()
    assert "f: if wide(x) -> if not wide(x)" in told(
        "def f(x):\n    if wide(x):\n        g()"
    )
    assert "f: if a -> if not a" in told("def f(x):\n    return [a for a in x if a]")


def test_texts_types_and_assertions_are_left_alone():
    for place in places(CODE):
        assert "TYPE_CHECKING" not in place.before
        assert "One" not in place.before
        assert "-1" not in place.before
        assert place.after != "21"
        assert '"""' not in place.before
    assert not places("def f(x: Literal[1] = None) -> Literal[2]:\n    return x")
    assert not places("zip(a, b, strict=True)\n'a' + b") or told("zip(a, b)")
    assert told("max(a, b)").keys() == {": max(a, b) -> (removed)"}
    assert told("class A:\n    x: Annotated[str, Field(gt=1)]").keys() == {
        "A: 1 -> 2",
        "A: Field(gt=1) -> Field()",
    }


@pytest.mark.parametrize("place", places(CODE), ids=str)
def test_a_changed_module_is_one_change_away(place):
    import ast

    before = ast.unparse(ast.parse(CODE)).split("\n")
    after = ast.unparse(place.made(CODE)).split("\n")
    assert before != after
    assert compile("\n".join(after), "x.py", "exec")


def test_first_come_the_tests_that_run_a_line_that_few_run_and_that_bring_the_most():
    path, elsewhere = "glossary/content/widget.py", "glossary/content/token.py"
    line, more = {(path, 3)}, {(elsewhere, n) for n in range(100)}
    known = {
        name: Traced(seconds, "", frozenset(lines))
        for name, seconds, lines in [
            ("tests/content/test_other.py::quick", 0.1, line),
            ("tests/content/test_other.py::much", 0.2, line | more),
            ("tests/content/test_other.py::rare", 2, line | {(path, 2)}),
            ("tests/content/test_other.py::elsewhere", 0.5, {(path, 4)}),
            ("tests/content/test_other.py::long", 99, line),
            ("tests/content/test_widget.py::own", 3, line),
            ("tests/content/test_widget.py::process", 0.5, set()),
        ]
    }
    order = in_order(known)
    tests, seconds = chosen(path, 3, (2, 3), known, order)
    names = [name.partition("::")[2] for name in tests]
    assert names == ["rare", "much", "quick", "own", "elsewhere", "process"]
    assert seconds == [2, 0.2, 0.1, 3, 0.5, 0.5]
    every, _ = chosen(path, 0, (2, 5), known, order)
    assert every.index("tests/content/test_other.py::elsewhere") < len(every) - 2


def test_of_tests_that_bring_nothing_new_the_short_ones_come_first():
    """All run the same lines: whichever fits into a budget may be the one that notices."""
    lines = frozenset({("x.py", 1)})
    seconds = {"a": 3.0, "b": 0.1, "c": 0.5, "d": 0.1}
    order = in_order({name: Traced(took, "", lines) for name, took in seconds.items()})
    assert list(order) == ["b", "d", "c", "a"]


def test_a_sample_is_the_same_again_and_another_by_another_seed():
    assert sampled([1, 2, 3], None, 0) == sampled([1, 2, 3], 3, 0) == [1, 2, 3]
    one, other = (sampled(list(range(100)), 10, seed) for seed in (0, 1))
    assert one == sampled(list(range(100)), 10, 0) == sorted(one)
    assert len(one) == 10
    assert one != other


def test_modules_are_named_as_files_or_folders():
    every = modules([])
    assert {"content/figures", "proof/guard", "site/run/pyodide"} <= set(every)
    assert "site/hooks" not in every
    assert modules(["glossary/content/figures.py"]) == ["content/figures"]
    assert modules(["site/run"]) == ["site/run/pyodide"]
    with pytest.raises(SystemExit, match=r"no module of glossary/ is named site/ru$"):
        modules(["site/ru"])


def test_every_modules_own_tests_are_there():
    for module in modules([]):
        for own in own_tests(module):
            file, _, test = own.partition("::")
            assert f"def {test}" in (ROOT / file).read_text("utf-8"), own


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="it forks")
@pytest.mark.parametrize(
    ("tests", "accepted", "said"),
    [
        (GOOD, "", "content/widget: 12 of 12 noticed (100%)"),
        (CANNOT_FAIL, "", "WEAK content/widget: "),
        ("def test_it():\n    pass\n", "", "WEAK content/widget: 0 of 12 noticed (0%)"),
        ("def test_it():\n    assert False\n", "", "test_it fails without a change"),
    ],
    ids=["tests that notice", "a test that cannot fail", "no test", "a failing test"],
)
def test_a_test_that_cannot_fail_is_seen(tmp_path, tests, accepted, said):
    for name, text in {
        "glossary/__init__.py": "",
        "glossary/content/__init__.py": "",
        "glossary/content/widget.py": CODE,
        "tests/content/test_widget.py": tests,
        "pyproject.toml": "[tool.pytest.ini_options]\nfaulthandler_timeout = 9\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    command = [
        sys.executable,
        "-m",
        "tools.mutate_code",
        "--root",
        tmp_path,
        "--jobs",
        "1",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert said in done.stdout + done.stderr, done.stdout + done.stderr
    assert bool(done.returncode) is (tests is not GOOD)
