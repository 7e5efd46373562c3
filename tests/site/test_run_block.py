"""The Python side of Run, without a browser: what a script prints, raises and leaves behind."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import json
import os
import random
import site
import subprocess
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pytest

from glossary import ROOT

SOURCE = ROOT / "docs/assets/javascripts/run/run_block.py"


@pytest.fixture
def runner(tmp_path, monkeypatch):
    """The module, with a folder of its own."""
    spec = importlib.util.spec_from_file_location("run_block", SOURCE)
    module = importlib.util.module_from_spec(spec)
    # Else it is kept, compiled, beside the source, and no such file may be in docs/.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "FOLDER", str(tmp_path / "run"))
    monkeypatch.setattr(module, "PLACES", (str(tmp_path / "place"),))
    # What waits for the end of this Python is not the scripts'.
    monkeypatch.setattr(module.atexit, "_run_exitfuncs", lambda: None)
    kept = sys.stdin, sys.stdout, sys.stderr, sys.argv, list(sys.path), Path.cwd()
    main = sys.modules["__main__"]
    # Between two calls the loop by which Playwright drives this process' browser counts as running:
    # without that its connection ends.
    loop = asyncio._get_running_loop()
    yield module
    asyncio._set_running_loop(loop)
    sys.stdin, sys.stdout, sys.stderr, sys.argv, sys.path[:], folder = kept
    sys.modules["__main__"] = main
    os.chdir(folder)


@pytest.fixture
def run(runner, tmp_path):
    """Runs a script; gives what it printed, its errors, and the result."""

    def go(code: str, name: str = "try_it.py", changed: bool = False):
        os.chdir(tmp_path)  # where the last script was may be gone
        pieces = []
        said = runner.run(code, name, changed, lambda *piece: pieces.append(piece))
        result = json.loads(said)
        assert result.pop("seconds") >= 0
        out = "".join(text for kind, text in pieces if kind == "out")
        err = "".join(text for kind, text in pieces if kind == "err")
        return out, err + result.pop("traceback", ""), result

    return go


def test_output_is_what_was_printed(run):
    done = {"outcome": "done", "spoiled": []}
    assert run("print('a', 1)\nprint('b', end='')") == ("a 1\nb", "", done)


def test_each_piece_goes_out_as_it_is_printed(runner):
    pieces = []
    runner.run(
        "print('a', end='')\nprint('b')", "x.py", True, lambda *p: pieces.append(p)
    )
    assert pieces == [("out", "a"), ("out", "b"), ("out", "\n")]


def test_what_is_no_longer_wanted_is_not_sent(runner):
    pieces = []

    def send(kind, text):
        pieces.append(text)
        return len(pieces) < 3

    code = "for i in range(10**4): print(i, end='')"
    assert json.loads(runner.run(code, "x.py", True, send))["outcome"] == "done"
    assert pieces == ["0", "1", "2"]


def test_each_run_has_a_namespace_of_its_own(run):
    run("left = 1")
    _, err, result = run("print(left)")
    assert result == {"outcome": "error", "error": "NameError", "note": ""}
    assert "name 'left' is not defined" in err


# Errors


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


def test_a_group_of_errors_has_none_of_our_frames(run):
    _, err, result = run(
        "raise ExceptionGroup('all', [ValueError('a'), KeyError('b')])"
    )
    assert "ValueError: a" in err
    assert "KeyError: 'b'" in err
    assert "run_block" not in err
    assert result["error"] == "ExceptionGroup"


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
    assert result["note"] == (
        "no_such_package is not here: a page has Python's own library and NumPy. "
        "Run the script on your computer."
    )
    assert "neither the page" in run("import js")[2]["note"]


def test_memory_that_is_not_there(run):
    _, err, result = run("import numpy as np\nnp.ones(10**15)")
    assert "Unable to allocate" in err
    assert "memory" in result["note"]


def test_only_memory_is_called_memory(run):
    assert run("raise MemoryError")[2]["note"].startswith("The memory")
    assert "memory" in run("raise ValueError('array is too big; ...')")[2]["note"]
    assert run("raise ValueError('too big')")[2]["note"] == ""


def test_files_that_are_too_large(run):
    code = "raise OSError(__import__('errno').ENOSPC, 'No space left')"
    assert run(code)[2]["note"] == "A script here may keep 100 MB in files."
    assert run("open('nowhere/file')")[2]["note"] == ""


def test_the_network_is_out_of_reach(run):
    code = "import socket\nsocket.create_connection(('127.0.0.1', 1))"
    assert "neither the page nor the network" in run(code)[2]["note"]


ODD = {
    "raise type('E', (Exception,), {'__str__': lambda self: 1 / 0})": (
        "E: <exception str",
        "E",
    ),
    "raise type('E', (Exception,), {'__str__': None})": ("E: <exception str", "E"),
    "import numpy, sys\nsys.exit(numpy.array([1, 2]))": ("[1 2]", "SystemExit: [1 2]"),
    "import sys\nsys.exit(type('A', (), {'__str__': None, '__eq__': None})())": (
        "<A>",
        "SystemExit: <A>",
    ),
    "import traceback\ntraceback.TracebackException = None\n1/0": (
        "    1/0\n",
        "ZeroDivisionError",
    ),
    "import traceback\ntraceback.StackSummary.format = None\n1/0": (
        "ZeroDivisionError: division",
        "ZeroDivisionError",
    ),
    "import json\njson.dumps = None\n1/0": ("division by zero", "ZeroDivisionError"),
    "raise KeyboardInterrupt": ("KeyboardInterrupt", "KeyboardInterrupt"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("code", "told"), ODD.items())
def test_errors_that_are_odd_are_told_as_what_they_are(run, monkeypatch, code, told):
    import traceback

    for owner, name in (
        (traceback, "TracebackException"),
        (traceback.StackSummary, "format"),
        (json, "dumps"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))  # put back at the end
    _, err, result = run(code, changed=True)
    assert told[0] in err
    assert result["error"] == told[1]


def test_sys_exit_is_no_error_unless_it_says_so(run):
    for success in ("", "None", "0", "False"):
        assert run(f"import sys\nsys.exit({success})")[2]["outcome"] == "done"
    _, err, result = run("import sys\nsys.exit(3)")
    assert (err, result["error"]) == ("", "SystemExit: 3")
    # Python prints a reason of another kind, and ends with 1.
    _, err, result = run("import sys\nsys.exit('why')")
    assert (err, result["error"]) == ("why\n", "SystemExit: why")


def test_names_of_errors_are_cut(run):
    assert len(run("raise type('E' * 10**6, (Exception,), {})")[2]["error"]) == 1000
    assert len(run("import sys\nsys.exit('x ' * 10**6)")[2]["error"]) < 1100


# As on a computer


def test_standard_output_is_as_on_a_computer(run):
    code = (
        "import sys\nsys.stdout.buffer.write('é'.encode())\nsys.stdout.reconfigure("
        "line_buffering=True)\nprint(sys.stdout.encoding, sys.stdout.errors, sys.stdout.fileno(),"
        " sys.stderr.fileno(), sys.stdout.isatty(), sys.stdout.writable())"
    )
    assert run(code)[0] == "éutf-8 strict 1 2 False True\n"


def test_characters_that_are_none_fail_as_on_a_computer(run):
    assert run("print('\\ud800')")[2]["error"] == "UnicodeEncodeError"
    assert run("import sys\nprint('\\ud800', file=sys.stderr)")[1] == "\\ud800\n"


def test_half_of_a_character_waits_for_the_other(run):
    code = (
        "import sys\nfor byte in 'é'.encode(): sys.stdout.buffer.write(bytes([byte]))"
    )
    assert run(code)[0] == "é"


def test_writing_something_else_than_text_fails_as_always(run):
    said = run("import sys\nsys.stdout.write(1)")[1]
    assert "write() argument must be str, not int" in said


def test_a_script_knows_its_file(run, tmp_path):
    code = (
        "import inspect, os, sys\nprint(os.path.basename(__file__), sys.argv, sys.path[0])\n"
        "def f(): pass\nprint(inspect.getsource(f))\n"
        "with open(__file__) as it: print(it.readline())"
    )
    out, _, _ = run(code)
    assert out == (
        f"try_it.py ['try_it.py'] {tmp_path / 'run'}\ndef f(): pass\n\nimport inspect, os, sys\n\n"
    )


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


def test_objects_are_let_go_at_the_end(run):
    code = "class A:\n    def __del__(self): print('gone')\na = A()\nprint('end')"
    assert run(code)[0] == "end\ngone\n"
    assert run(f"{code}\na.itself = a", changed=True)[0] == "end\ngone\n"


def test_what_waits_for_the_end_is_done(run, runner, monkeypatch):
    waits = []
    monkeypatch.setattr(runner.atexit, "register", waits.append)
    monkeypatch.setattr(
        runner.atexit, "_run_exitfuncs", lambda: [one() for one in waits]
    )
    assert run("import atexit\natexit.register(lambda: print('bye'))\nprint('end')")[
        0
    ] == ("end\nbye\n")


# Tasks


@pytest.fixture
def own_loop(runner):
    """asyncio as scripts find it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        before = asyncio.get_event_loop_policy()
        runner.use_own_loop()
        yield
        asyncio.set_event_loop_policy(before)


@pytest.fixture
def playwrights():
    """A loop that counts as running before this and must do so afterwards."""
    before, loop = asyncio._get_running_loop(), asyncio.new_event_loop()
    asyncio._set_running_loop(loop)
    yield
    left = asyncio._get_running_loop()
    asyncio._set_running_loop(before)
    loop.close()
    assert left is loop


def test_a_browser_of_this_process_is_still_driven_afterwards(
    playwrights, run, own_loop
):
    assert run("import asyncio\nasyncio.run(asyncio.sleep(0))")[1] == ""


def test_asyncio_runs(run, own_loop):
    code = (
        "import asyncio, time\nasync def f(x):\n    await asyncio.sleep(x / 20)\n    print(x)\n"
        "    return x\nasync def main():\n    print(await asyncio.gather(f(3), f(1), f(2)))\n"
        "began = time.monotonic()\nasyncio.run(main())\nprint(time.monotonic() - began >= 0.15)"
    )
    out, err, _ = run(code)
    assert (out, err) == ("1\n2\n3\n[3, 1, 2]\nTrue\n", "")


def test_a_task_is_over_when_asyncio_is(run, own_loop):
    code = (
        "import asyncio\nasync def ghost():\n    while True:\n        print('here')\n"
        "        await asyncio.sleep(0)\nasync def main():\n    asyncio.ensure_future(ghost())\n"
        "    await asyncio.sleep(0)\nasyncio.run(main())\nprint('after')\ng = ghost()\n"
        "try: asyncio.ensure_future(g)\nfinally: g.close()"
    )
    out, err, result = run(code)
    assert out.replace("here\n", "") == "after\n"
    assert result["error"] == "RuntimeError"
    assert "no current event loop" in err or "no running event loop" in err


def test_waiting_for_nothing_is_said(run, own_loop):
    code = (
        "import asyncio\nasync def f(): await asyncio.Event().wait()\nasyncio.run(f())"
    )
    _, err, _ = run(code)
    assert (
        "RuntimeError: the script waits for something that nothing here will do" in err
    )


# What is left for the next run


def test_nothing_is_left_for_the_next_run(run):
    before = np.get_printoptions(), np.geterr(), sys.stdout, sys.stdin, list(sys.path)
    code = (
        "import os\nimport decimal\nimport numpy as np\n"
        "np.set_printoptions(precision=1)\nnp.seterr(all='raise')\n"
        "decimal.getcontext().prec = 2\nopen('file.txt', 'w').close()\n"
    )
    run(code)
    assert before == (
        np.get_printoptions(),
        np.geterr(),
        sys.stdout,
        sys.stdin,
        sys.path,
    )
    code = "import os, decimal\nprint(os.listdir(), decimal.Decimal(1) / 3)"
    assert run(code)[0] == "['try_it.py'] 0.3333333333333333333333333333\n"


POISONS = {
    "numpy.sum": "import numpy\nnumpy.sum = len",
    "numpy.linalg.norm": "import numpy\nnumpy.linalg.norm = lambda *a: 42.0",
    "numpy.new": "import numpy\nnumpy.new = 1",
    "builtins.print": "import builtins\nbuiltins.print = None",
    "builtins.new": "import builtins\nbuiltins.new = 1",
    "math.pi": "import math\ndel math.pi",
    "math": "import sys\nsys.modules['math'] = sys",
    "json": "import sys\ndel sys.modules['json']",
    "os.getpid": "import os\nos.getpid = None",
    "time.time": "import time\ntime.time = lambda: 0",
    "environment": "import os\nos.environ['LEFT'] = 'yes'",
    "warnings": "import warnings\nwarnings.simplefilter('ignore')",
    "recursion limit": "import sys\nsys.setrecursionlimit(12345)",
    "digits of whole numbers": "import sys\nsys.set_int_max_str_digits(1234)",
    "garbage collection": "import gc\ngc.disable()",
    "tracing": "import sys\nsys.settrace(lambda *_: None)",
    "files": "open(PLACE, 'w').close()",
}


IN_A_PYTHON_OF_ITS_OWN = """
import json, sys, types
source, folder, poisons = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
runner = types.ModuleType("run_block")
exec(compile(open(source).read(), source, "exec"), vars(runner))
runner.FOLDER, runner.PLACES = folder + "/run", (folder,)
run = lambda code: json.loads(runner.run(code, "x.py", False, print))["spoiled"]
import json, math, numpy
first = run("pass"), run("pass")
json.dump([first, {left: [run(code), run("pass")] for left, code in poisons.items()}], sys.stderr)
"""


def test_what_a_script_of_the_page_leaves_is_seen(tmp_path):
    """In one Python after the other poison, each once."""
    (tmp_path / "run").mkdir()
    poisons = {
        left: f"PLACE = {str(tmp_path / 'torch.py')!r}\n{code}"
        for left, code in POISONS.items()
    }
    command = [
        sys.executable,
        "-c",
        IN_A_PYTHON_OF_ITS_OWN,
        SOURCE,
        tmp_path,
        json.dumps(poisons),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    first, left = json.loads(done.stderr)
    assert first == [[], []]
    assert left == {name: [[name], []] for name in POISONS}


def test_what_is_put_among_pythons_packages_is_seen(monkeypatch):
    """The next script would import it; the fixture has another place, so that none is touched."""
    spec = importlib.util.spec_from_file_location("run_block", SOURCE)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    as_it_is = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(as_it_is)
    assert {*site.getsitepackages(), "/tmp", "/home/pyodide"} <= {*as_it_is.PLACES}


@pytest.mark.parametrize(
    "code",
    [
        "import random\nprint(random.random())",
        "import numpy as np\nprint(np.random.rand())",
    ],
)
def test_random_numbers_are_others_in_each_run(run, code):
    """A script that seeds the global generators leaves them seeded: no module holds that."""
    printed = []
    for _ in range(2):
        random.seed(1)
        np.random.seed(1)
        printed.append(run(code)[0])
    assert printed[0] != printed[1]


def test_modules_that_were_imported_may_stay(run):
    def spoiled_by(code: str) -> list[str]:
        """Without what hypothesis notes of each collection of garbage: no page has it."""
        return [
            name
            for name in run(code)[2]["spoiled"]
            if not name.startswith("hypothesis.")
        ]

    for name in ("colorsys", "wave"):
        sys.modules.pop(name, None)
    assert spoiled_by("print(1)") == []
    assert spoiled_by("import colorsys\nimport xml.dom.pulldom") == []
    assert spoiled_by("import colorsys\ncolorsys.hsv_to_rgb = 1") == [
        "colorsys.hsv_to_rgb"
    ]
    del sys.modules["colorsys"]


def test_a_changed_script_or_one_that_failed_has_no_next_in_the_same_python(run):
    assert "spoiled" not in run("print(1)", changed=True)[2]
    assert "spoiled" not in run("1/0")[2]


# Whole numbers


BEYOND = """
x = np.arange(100_000); (x * x).mean()
(np.arange(100_000) ** 2).mean()
np.arange(100_000).sum()
np.sum(np.arange(100_000))
np.array([1, 2, 3]) * 10**9
np.array([[70_000, 2], [3, 4]]) @ np.array([70_000, 1])
np.prod(np.arange(1, 14))
np.prod(np.arange(1, 100))
x = np.array([2]); x <<= 31
x = np.array([2, 3]); x[1:] *= 10**9
x = np.array([[2, 3]]); x[0, :1] *= 2 * 10**9
x = type("M", (), {})(); x.n = np.array(2); x.n *= 2 * 10**9
x = -np.array([2**30, 7])[0]; print(x * 3)
x = np.arange(100_000); x = x.sum(); x = 1
x = np.zeros(2, int); x[:] = np.array([2**40, 1], np.int64)
x = np.zeros((2, 2), int); x[0, 1:] = -5e9
x = np.arange(100_000); x.sum(); del x
sum(np.arange(100_000))
np.power(np.arange(10, 60), 6)
np.power(10, 12)
np.multiply(np.arange(100_000), np.arange(100_000))
x = np.arange(100_000); np.multiply(x, x, out=x)
np.multiply.outer(np.array([70_000]), np.array([70_000]))
np.outer(np.array([70_000]), np.array([70_000]))
x = np.arange(100_000); np.einsum("i,i", x, x)
np.cumprod(range(1, 16))
np.prod([(4096, 4096), (128256, 4096)], axis=1).sum() * 32
x = np.zeros((70_000, 2)); np.array(x.shape).prod() * 70_000
np.ones((2, 2), dtype=int) * 50_000 ** 2
np.ones(3, int) * 50_000 ** 2
(np.ones(3) * 5e9).astype(int)
[int(np.arange(n).sum()) for n in (10, 100_000)]
f = lambda n: np.arange(n).sum(); f(100_000)
x = np.arange(10_000); sum(v * v for v in x)
x = np.arange(10_000); sum([v**2 for v in x])
from numpy import arange, prod; arange(100_000).sum()
np.add.reduce(np.arange(100_000))
h = np.int_(2_166_136_261 % 2**31); h = (h ^ 97) * 16_777_619
x = np.int_(70_000); pow(x, 2)
np.vectorize(lambda n: n * np.array(70_000))(np.arange(70_000, 70_002))
"""
WITHIN = """
x = np.arange(100); print(x * x, x.sum(), x.T, x ** 2)
x = np.arange(100_000.0); print(x * x, x.sum())
x = np.array([0.5, 2]) * 10**12; print(x @ x)
print(10**12 * 5, sum(range(10**6)), len("x") * 2**40)
print(np.array([1, 2]) / 10**12, np.array([True]) / 2**40)
print(np.array([1, 2])[np.array([], int)].sum(), [1] * 3)
x = [1, 2]; print(x * 3, x[0] * 2**40, str(2) * 3)
x = [1]; x += [2]; x *= 3; x = "a"; x += "b"
np.full(3, 46_340) ** 2
np.array([50_000], np.int64) ** 2; np.array([10**10], np.int64); np.full(3, 10**10, np.int64)
np.array([300_000_000_000, 1_400_000_000_000]); np.full(3, 10**10); np.arange(0, 10**10, 10**9)
np.prod((50_257, 768)); x = np.zeros((8, 3, 22, 22)); np.prod(x.shape); np.prod([50_257, 768])
np.arange(50_000).sum(); x = np.arange(50_000); x.sum(); np.sum(x)
x = np.arange(100_000); (x % 10) ** 2; (x % 10).sum(); (x[:5] ** 2).sum(); x[3] * x[4]
x = np.ones((1000, 1000), int); x[:3] @ x
x = 10**100_000; y = 1 if x else x**60
np.full(3, -(2**31)); np.iinfo(int).min
x = np.array([40_000]); np.multiply(x, x / 2, x.astype(float))
x = np.array([2**30], dtype=np.uint32); x * 2
x = np.zeros(2, int); x[:1] = 2**31 - 1; x[1] = 0.5
x = np.zeros(2); x[0] = 5e9; y = {}; y["a"] = 2**40; y["a", 0] = "b"
np.array([2**31 - 2]) + 1
raise ValueError(np.arange(3) * 3)
"""
LOCAL = """
def f(n):
    return np.arange(n).sum()
f(100_000)
---
class M:
    def __init__(self):
        super().__init__()
        self.n = np.arange(100_000)
        self.n = self.n.sum()
M()
---
def main():
    for n in (100_000, 10):
        s = np.arange(n).sum()
main()
---
x = np.array(1)
for i in range(1, 16):
    try: x = x * i
    except BaseException: pass
---
match 1:
    case -1 + 2j: pass
    case _: np.arange(100_000).sum()
"""


@pytest.fixture
def beyond(runner, monkeypatch):
    """Whether a script is said to go beyond, with numbers of 64 bits, as here: a page has 32."""
    monkeypatch.setattr(runner.Whole, "is_narrow", lambda self: True)

    def judge(code: str) -> bool:
        code, names = f"import numpy as np\n{code.replace('; ', chr(10))}", {}
        whole = runner.Whole(code, "x.py")
        with whole, contextlib.suppress(ValueError):
            exec(compile(code, "x.py", "exec"), names)
        assert sys.gettrace() is None
        return whole.wraps(names)

    return judge


def test_whole_numbers_beyond_32_bits_are_seen(beyond):
    """Wherever they are: of the scripts with functions, and many others, none had the note."""
    codes = [*BEYOND.strip().splitlines(), *LOCAL.split("---\n")]
    assert [code for code in codes if not beyond(code)] == []


def test_others_are_not(beyond):
    assert [code for code in WITHIN.strip().splitlines() if beyond(code)] == []


def test_lines_are_looked_at_for_a_while_only(runner, beyond, monkeypatch):
    """The first times, then ever fewer; in all for a short time."""
    looked = []
    whole = "for i in range(5000): x = np.arange(3) * 3"
    exceed = runner.Bounds.exceed
    monkeypatch.setattr(
        runner.Bounds, "exceed", lambda *all: looked.append(1) or exceed(*all)
    )
    assert not beyond(whole)
    assert 40 < len(looked) < 500
    monkeypatch.setattr(runner.Whole, "EVENTS", 20)
    assert not beyond(f"{whole}\nsum(np.arange(100_000))")


def test_a_script_that_is_looked_at_is_told_as_any_other(run, runner, monkeypatch):
    monkeypatch.setattr(runner.Whole, "is_narrow", lambda self: True)
    code = "import numpy as np\ndef f(x):\n    return x @ np.ones(3)\nprint(1)\nf(np.ones(2))"
    noticed = "class A(np.ndarray):\n    def ravel(self): print('asked')\n    flat = max = ravel"
    loud = (
        "class B(list):\n    def __bool__(self): print('asked')\n    __len__ = __bool__"
    )
    told = "class C:\n    def __getattribute__(self, name): print(name)"
    uses = "a, b, c = np.zeros(3).view(A), B(), C()\nx = a.sum() + 1, b + [1], c.n if 0 else 1\n"
    for one in (
        code,
        f"import numpy as np\n{noticed}\n{loud}\n{told}\n{uses}print(len(x) * 2)",
    ):
        with_it, without = run(one, changed=True), run(one)
        assert (with_it[:2], sys.gettrace()) == (without[:2], None)


def test_a_scripts_own_tracer_stays_as_long_as_it_runs(run, runner, monkeypatch):
    monkeypatch.setattr(runner.Whole, "is_narrow", lambda self: True)
    monkeypatch.setattr(runner.Whole, "EVENTS", 10)
    code = "import sys\ndef t(*_): return None\nsys.settrace(t)\nfor i in range(50): 1 + 1\n"
    assert run(f"{code}print(sys.gettrace() is t)", changed=True)[0] == "True\n"
    assert sys.gettrace() is None


def test_no_line_takes_long_to_look_at(beyond):
    began = time.perf_counter()
    assert not beyond(
        "t = [[0] * 1000 for _ in range(1000)]\nt[0][0] = t[1][0] + 1\nx = t * 1"
    )
    assert not beyond("x = []\nx.append(x)\nx.append(x)\ny = x * 2")
    assert not beyond("x = np.broadcast_to(1, (5000, 5000))\ny = x[0] + 1")
    assert time.perf_counter() - began < 2


def test_a_limit_that_is_out_of_bounds_gets_the_note(run, runner):
    code = "import numpy as np\nnp.random.randint(0, 10**10, 3, dtype=np.int32)"
    assert run(code)[2]["note"] == runner.WRAPS


def test_an_integer_that_finds_no_room_in_32_bits_gets_the_note(run, runner):
    for operation in (
        "np.array([1], np.int32) * 3_000_000_000",
        "x = np.ones(1, int)\nx[0] = 2**70",
    ):
        note = run(f"import numpy as np\n{operation}")[2]["note"]
        assert note == runner.WRAPS, operation


def test_where_numbers_have_64_bits_there_is_no_note(run):
    code = "import numpy as np\nprint(np.arange(100_000).sum())"
    assert "note" not in run(code, changed=True)[2]


@pytest.mark.slow
def test_where_numbers_have_32_bits_a_changed_script_gets_a_note(
    run, runner, monkeypatch
):
    monkeypatch.setattr(runner.Whole, "is_narrow", lambda self: True)
    code = "import numpy as np\nprint(np.arange(100_000).sum())"
    assert run(code, changed=True)[2]["note"] == runner.WRAPS
    assert "note" not in run(code)[2]
    assert "note" not in run(f"{code}  # int32 here", changed=True)[2]
    # What went wrong comes first.
    assert "is not here" in run("import sum_of_it", changed=True)[2]["note"]
