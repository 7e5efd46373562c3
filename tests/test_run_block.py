"""The Python side of Run, without a browser: what a script prints, raises and leaves behind."""

from __future__ import annotations

import importlib.util
import json
import sys

import numpy as np
import pytest

from glossary import ROOT

SOURCE = ROOT / "docs/assets/javascripts/run/run_block.py"


@pytest.fixture
def runner(tmp_path, monkeypatch):
    """The module, with a folder of its own."""
    spec = importlib.util.spec_from_file_location("run_block", SOURCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "FOLDER", str(tmp_path / "run"))
    return module


@pytest.fixture
def run(runner):
    """Runs a script; gives what it printed, its errors, and the result."""

    def go(code: str, name: str = "try_it.py"):
        pieces = []
        result = runner.run(code, name, lambda kind, text: pieces.append((kind, text)))
        out = "".join(text for kind, text in pieces if kind == "out")
        err = "".join(text for kind, text in pieces if kind == "err")
        return out, err, json.loads(result)

    return go


def test_output_is_what_was_printed(run):
    assert run("print('a', 1)\nprint('b', end='')") == (
        "a 1\nb",
        "",
        {"outcome": "done"},
    )


def test_each_run_has_a_namespace_of_its_own(run):
    run("left = 1")
    _, err, result = run("print(left)")
    assert result == {"outcome": "error", "error": "NameError"}
    assert "name 'left' is not defined" in err


def test_a_traceback_has_the_lines_of_the_script_and_no_others(run):
    code = (
        "import numpy as np\n\ndef f(x):\n    return 1 / x\n\nprint('before')\nf(0)\n"
    )
    out, err, result = run(code, "the_claim.py")
    assert out == "before\n"
    assert err.startswith(
        'Traceback (most recent call last):\n  File "the_claim.py", line 7'
    )
    assert "    return 1 / x\n" in err
    assert err.endswith("ZeroDivisionError: division by zero\n")
    assert "run_block" not in err
    assert result["error"] == "ZeroDivisionError"


def test_a_chain_of_errors_has_none_of_our_frames(run):
    code = (
        "try:\n    input()\nexcept EOFError as e:\n    raise ValueError('x') from e\n"
    )
    _, err, _ = run(code)
    assert "direct cause" in err
    assert "run_block" not in err


def test_a_syntax_error_shows_its_line(run):
    _, err, result = run("x = 1\nprint(x\n")
    assert 'File "try_it.py", line 2' in err
    assert "print(x" in err
    assert result["error"] == "SyntaxError"


def test_input_says_that_there_is_no_terminal(run):
    for code in ("name = input('who? ')", "import sys\nsys.stdin.read()"):
        _, err, result = run(code)
        assert "EOFError: there is no terminal to type into here" in err
        assert "run_block" not in err
        assert result["error"] == "EOFError"


def test_a_missing_package_says_what_to_do(run):
    _, err, result = run("import no_such_package.part")
    assert "No module named 'no_such_package'" in err
    assert result["note"].startswith("no_such_package is not here:")


def test_memory_that_is_not_there(run):
    _, err, result = run("import numpy as np\nnp.ones(10**15)")
    assert "Unable to allocate" in err
    assert "memory" in result["note"]


def test_output_is_cut(run, runner):
    out, err, result = run("for i in range(1000): print('x' * 999)\n1/0")
    assert len(out) == runner.LIMIT
    assert "ZeroDivisionError" in err  # after the cut, and shown all the same
    assert result["note"] == "Only the first 100 kB of the output are shown."


def test_sys_exit_is_no_error_unless_it_says_so(run):
    assert run("import sys\nsys.exit()")[2] == {"outcome": "done"}
    assert run("import sys\nsys.exit(3)")[2]["error"] == "SystemExit: 3"


def test_nothing_is_left_for_the_next_run(run, tmp_path):
    before = np.get_printoptions(), np.geterr(), sys.stdout, sys.stdin, list(sys.path)
    total = np.sum
    code = (
        "import builtins, os, sys\nimport numpy as np\n"
        "np.set_printoptions(precision=1)\nnp.seterr(all='raise')\n"
        "np.sum = len\nbuiltins.print = None\nsys.path.insert(0, 'x')\n"
        "os.environ['LEFT'] = 'yes'\nopen('file.txt', 'w').close()\n"
    )
    run(code)
    assert before == (
        np.get_printoptions(),
        np.geterr(),
        sys.stdout,
        sys.stdin,
        sys.path,
    )
    assert np.sum is total
    out, _, _ = run("import os\nprint(os.environ.get('LEFT'), os.listdir())")
    assert out == "None []\n"


def test_a_dataclass_finds_its_module(run):
    code = (
        "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: 'int' = 1\n"
        "print(A(), __name__)\n"
    )
    assert run(code)[0] == "A(x=1) __main__\n"


def test_futures_of_this_file_are_not_those_of_the_script(run):
    assert (
        run("def f(x: int): ...\nprint(f.__annotations__)")[0]
        == "{'x': <class 'int'>}\n"
    )


def test_writing_something_else_than_text_fails_as_always(run):
    assert (
        "write() argument must be str, not int"
        in run("import sys\nsys.stdout.write(1)")[1]
    )
