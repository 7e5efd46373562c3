"""The parts of a run that judge a block, each by itself; test_running.py has whole runs."""

import importlib
import os
import pickle
import random
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
import torch

from glossary import ROOT
from glossary.proof import running
from glossary.proof.blocks import Block
from glossary.proof.running import (
    Recorder,
    Watch,
    described,
    difference,
    join_threads,
    shaken_generators,
    text_of,
    where,
)

OWN, OTHER = "/own/folder", "/other/file"


def refused(event: str, *arguments: object) -> str:
    """The first words of what the hook says to an event."""
    watch, said = Watch(OWN), ""
    try:
        watch(event, arguments)
    except PermissionError as error:
        said = str(error)
    assert watch.refused == said
    return said.split(":")[0]


@pytest.mark.parametrize(
    "event",
    "connect bind sendto sendmsg getaddrinfo gethostbyname gethostbyaddr".split(),  # noqa: SIM905
)
def test_each_way_to_the_network_is_refused(event):
    assert refused(f"socket.{event}", None) == "asks the network"


@pytest.mark.parametrize(
    "event",
    [
        "os.system",
        "subprocess.Popen",
        "os.exec",
        "os.posix_spawn",
        "os.spawn",
        "os.fork",
        "os.forkpty",
    ],
)
def test_each_way_to_another_program_is_refused(event):
    assert refused(event, None) == "starts another program"


@pytest.mark.parametrize(
    ("mode", "flags", "writes"),
    [
        ("r", 0, False),
        ("rb", None, False),
        (None, os.O_RDONLY, False),
        (None, None, False),
        ("w", 0, True),
        ("a", 0, True),
        ("x", 0, True),
        ("r+", 0, True),
        (None, os.O_WRONLY, True),
        (None, os.O_RDWR, True),
        (None, os.O_CREAT, True),
        ("r", os.O_WRONLY, True),
    ],
)
def test_modules_outside_are_read_and_not_written(mode, flags, writes):
    module = "/other/module.py"
    said = f"writes to {module!r}" if writes else ""
    assert refused("open", module, mode, flags) == said
    assert refused("open", f"{OWN}/x", mode, flags) == ""


@pytest.mark.parametrize(
    ("path", "is_inside"),
    [
        (OWN, True),
        (f"{OWN}/x", True),
        (f"{OWN}/x".encode(), True),
        (Path(OWN, "x"), True),
        (f"{OWN}/../x", False),
        (f"{OWN}-other/x", False),
        ("/own", False),
        (OTHER.encode(), False),
        (os.devnull, True),
        (Path(os.devnull), True),
        (3, True),
        (None, True),
    ],
)
def test_what_is_in_a_scripts_own_folder(path, is_inside):
    assert Watch("/elsewhere", OWN).inside(path) is is_inside


@pytest.mark.parametrize(
    ("event", "arguments", "is_refused"),
    [
        *((f"os.{name}", (OTHER, 0), True) for name in ("remove", "mkdir", "rmdir")),
        *((f"os.{name}", (OTHER, 0), True) for name in ("chmod", "truncate")),
        *((f"os.{name}", (OWN, OTHER), False) for name in ("remove", "chmod")),
        ("shutil.rmtree", (OTHER,), True),
        ("sqlite3.connect", (OTHER,), True),
        *((f"os.{name}", (OTHER, OWN), False) for name in ("link", "symlink")),
        *((f"os.{name}", (OWN, OTHER), True) for name in ("link", "symlink")),
        ("os.rename", (OWN, OTHER), True),
        ("os.rename", (OTHER, OWN), True),
        ("os.rename", (OWN, OWN), False),
        ("os.listdir", (OTHER,), False),
    ],
)
def test_files_outside_are_not_changed(event, arguments, is_refused):
    said = f"changes {OTHER!r}" if is_refused else ""
    assert refused(event, *arguments) == said


@pytest.mark.parametrize(
    ("path", "is_foreign"),
    [
        (ROOT / "README.md", True),
        (ROOT, True),
        (ROOT / "tools/seeds.py", False),
        (Path(sys.prefix, "pyvenv.cfg"), False),
        (Path(sys.base_prefix, "lib/x.txt"), False),
        ("/proc/self/cmdline", True),
        (b"/proc/1/x", True),
        (OTHER, True),
        (f"{OWN}/../told.json", True),
        (f"{OTHER}/__pycache__/x.cpython-311.pyc", False),
        (f"{OWN}/x", False),
        (3, False),
        (None, False),
    ],
)
def test_files_that_tell_where_a_script_runs_are_not_read(path, is_foreign):
    assert Watch(OWN).foreign(path) is is_foreign
    assert refused("open", path, "r", 0)[:6] == ("reads " if is_foreign else "")[:6]


@pytest.mark.parametrize(
    ("module", "name", "is_refused"),
    [
        ("sys", "modules", True),
        ("os", "system", True),
        *(("builtins", name, True) for name in ("eval", "exec", "getattr")),
        *(("builtins", name, True) for name in ("__import__", "open", "vars")),
        ("builtins", "globals", True),
        ("builtins", "set", False),
        ("torch.hub", "sys.modules", True),
        ("numpy._core.multiarray", "ndarray.__class__", True),
        ("torch.serialization", "os", True),
        ("torch.serialization", "pathlib", True),
        ("numpy.testing._private.utils", "runstring", True),
        ("numpy._core.multiarray", "_reconstruct", False),
        ("torch._utils", "_rebuild_tensor_v2", False),
        ("collections", "OrderedDict", False),
        ("copyreg", "_reconstructor", False),
        ("_codecs", "encode", False),
        ("__main__", "Own", False),
    ],
)
def test_a_pickle_holds_data(module, name, is_refused):
    said = f"unpickles {module}.{name}" if is_refused else ""
    assert refused("pickle.find_class", module, name) == said


def test_once_it_is_off_it_refuses_nothing():
    watch = Watch(OWN)
    watch.on = False
    watch("os.system", ())
    assert watch.refused == ""


def test_the_hook_hears_of_the_paths_that_a_function_is_given():
    watch = Watch(OWN)
    heard = watch.heard(lambda *all_, **named: (all_, named))
    assert heard(1, f"{OWN}/x", [OTHER], a=None) == (
        (1, f"{OWN}/x", [OTHER]),
        {"a": None},
    )
    for arguments in ((OTHER,), (1, OTHER.encode()), (Path(OTHER),)):
        with pytest.raises(PermissionError, match="writes to"):
            heard(*arguments)
    with pytest.raises(PermissionError, match="writes to"):
        heard(name=OTHER)


def test_what_raises_no_event_is_followed(monkeypatch):
    ways = [
        (torch._C, "PyTorchFileWriter"),
        (torch._C.ScriptModule, "save"),
        (torch, "from_file"),
        (torch.UntypedStorage, "from_file"),
    ]
    for owner, name in ways:
        monkeypatch.setattr(owner, name, getattr(owner, name))  # put back at the end
    forks = importlib.import_module("_posixsubprocess")
    monkeypatch.setattr(forks, "fork_exec", forks.fork_exec)
    watch = Watch(OWN)
    watch.follow()
    with pytest.raises(PermissionError, match="starts another program"):
        forks.fork_exec([b"/bin/true"], [b"/bin/true"])
    for owner, name in ways:
        assert getattr(owner, name).__qualname__.startswith("Watch.heard")
    monkeypatch.delitem(sys.modules, "torch")
    Watch(OWN).follow()  # without it there is nothing to follow


# What is told


def block(script: str | None = "snippets/widget/x.py") -> Block:
    return Block("docs/terms/widget.md", "terms/widget.md", 7, script, "", "", "x.out")


DIFFERENCE = """\
docs/terms/widget.md:7 shows snippets/widget/x.py
snippets/widget/x.py:5: line 2 of the output is not the one shown

--- expected (x.out)
+++ got (snippets/widget/x.py)
@@ -1,2 +1,2 @@
 a
-b
+c

If the new output is right, `make outputs PAGE=...` writes it; review it as code."""


def test_a_difference_is_told_whole():
    assert difference(block(), "a\nb", "a\nc", [3, 5]) == DIFFERENCE


@pytest.mark.parametrize(
    ("expected", "got", "lines", "told"),
    [
        ("a\nb", "a", [3], "x.py: line 2 of"),
        ("a", "a\nb", [3, 5], "x.py:5: line 2 of"),
        ("a\r\nb", "a\nc", [3, 5], "x.py:5: line 2 of"),
        ("b", "a", [0], "x.py: line 1 of"),
        ("b", "a", [], "x.py: line 1 of"),
    ],
)
def test_the_first_line_that_differs_is_told(expected, got, lines, told):
    second = difference(block(), expected, got, lines).split("\n")[1]
    assert second.startswith(f"snippets/widget/{told}"), second


def test_a_block_without_a_script_is_told_by_its_page():
    assert where(block(None)) == "docs/terms/widget.md:7"
    assert where(block()) == "docs/terms/widget.md:7 shows snippets/widget/x.py"
    told = difference(block(None), "a", "b", [9]).split("\n")
    assert (
        told[1] == "docs/terms/widget.md:9: line 1 of the output is not the one shown"
    )
    assert told[4] == "+++ got (docs/terms/widget.md)"


def error_of(code: str) -> tuple[str, int]:
    try:
        exec(compile(code, "x.py", "exec"), {"pickle": pickle})
    except BaseException as error:
        return described(error, "x.py")
    raise AssertionError("it raises nothing")


def test_an_error_is_described_from_the_blocks_own_lines_on():
    text, line = error_of("def f():\n    return 1 / 0\n\nf()\n")
    assert text.startswith(
        'raises ZeroDivisionError\n\n  File "x.py", line 4, in <module>'
    )
    assert (text.endswith("ZeroDivisionError: division by zero\n"), line) == (True, 2)
    assert "test_running" not in text
    text, line = error_of("x = 1\npickle.loads(b'x')")
    assert line == 2
    assert error_of("x = 1\nprint(")[1] == 2
    text, line = described(ValueError("ours"), "x.py")
    assert (text, line) == ("raises ValueError\n\nValueError: ours\n", 0)


def test_a_stream_is_read_with_the_line_ends_of_every_system(tmp_path):
    path = tmp_path / "stdout"
    assert text_of(path) == ""
    path.write_bytes(b"a\r\nb\n\xff")
    assert text_of(path) == "a\nb\n\\xff"


def test_each_printed_line_is_known_by_the_line_that_began_it(capfd):
    out = Recorder("x.py")
    code = "def f(text):\n    out.write(text)\n\nf('a')\nf('b\\nc\\n')\nout.write('d\\n')\n"
    exec(compile(code, "x.py", "exec"), {"out": out})
    assert out.write("e") == 1
    assert out.lines == [2, 2, 6, 0]
    assert capfd.readouterr().out == "ab\nc\nd\ne"


# What is as in a fresh interpreter


@pytest.fixture
def generators():
    """The generators that all share, put back at the end."""
    states = random.getstate(), np.random.get_state(), torch.get_rng_state()
    yield
    random.setstate(states[0])
    np.random.set_state(states[1])
    torch.set_rng_state(states[2])


def test_a_generator_that_was_used_is_not_as_it_was(generators):
    def used() -> list[str]:
        return [what for what, state, now in looks if now() != state]

    looks = shaken_generators()
    assert used() == []
    random.random()
    assert used() == ["random's global generator"]
    np.random.rand()
    torch.manual_seed(1)
    assert used() == [
        "random's global generator",
        "NumPy's global generator",
        "torch's global seed",
    ]


def test_each_run_has_other_generators(generators):
    draws = []
    for _ in range(2):
        shaken_generators()
        draws.append((random.random(), np.random.rand(), torch.rand(1).item()))
    for one, other in zip(*draws, strict=True):
        assert one != other


def test_without_torch_there_are_two_generators(generators, monkeypatch):
    monkeypatch.delitem(sys.modules, "torch")
    assert len(shaken_generators()) == 2


def test_warnings_are_those_of_python():
    code = (
        "import warnings\n"
        "warnings.warn('of a script', DeprecationWarning)\n"
        "warnings.warn('shown')\n"
        "for of in DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning:\n"
        "    warnings.warn_explicit('hidden', of, 'x.py', 3, 'other')\n"
        "print(warnings.showwarning.__qualname__, warnings.showwarning.__module__)"
    )
    outcome = running.run(code, "/repository/snippets/widget/x.py")
    assert outcome.printed == "showwarning warnings\n"
    assert outcome.errors.splitlines()[::2] == [
        "x.py:2: DeprecationWarning: of a script",
        "x.py:3: UserWarning: shown",
    ]


def test_threads_are_waited_for_but_those_that_an_interpreter_ends(monkeypatch):
    monkeypatch.setattr(running, "LIMIT", 5)
    go, done = threading.Event(), []
    daemon = threading.Thread(target=go.wait, daemon=True)
    daemon.start()
    threading.Timer(0.1, done.append, (1,)).start()
    join_threads()
    assert (done, daemon.is_alive()) == ([1], True)
    go.set()


def test_what_a_run_that_went_wrong_leaves_is_told(monkeypatch):
    outcome = running.Outcome()
    monkeypatch.setattr(running, "run", lambda *_: outcome)
    outcome.errors = " \n"
    assert running.run_well(block(), ROOT) is outcome
    outcome.left = ["a", "b"]
    first = "docs/terms/widget.md:7 shows snippets/widget/x.py\nsnippets/widget/x.py:"
    for change, told in (
        ({}, f"{first} leaves files behind: a, b"),
        ({"errors": "x\n"}, f"{first} writes to standard error:\nx\n"),
        ({"failure": "raises"}, f"{first} raises"),
        ({"at": 4}, f"{first}4: raises"),
    ):
        vars(outcome).update(change)
        with pytest.raises(running.BlockFailed) as failed:
            running.run_well(block(), ROOT)
        assert str(failed.value) == told
