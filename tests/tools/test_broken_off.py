"""What is killed in the middle of its work leaves nothing that passes for whole.

Set-up has the same in tests/tools/test_set_up.py.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from glossary.site.run import pyodide

WHEEL = "numpy-1-cp314-cp314-pyemscripten_2026_0_wasm32.whl"
FILES = {"pyodide.mjs": "loader", "python_stdlib.zip": "library", WHEEL: "NumPy"}
# What the killed process and the next one begin with: small files, and no network.
BEGIN = """
import os, pathlib, signal, subprocess, sys, time
from glossary.site.run import pyodide
from pathlib import Path

here = Path(sys.argv[1])
pyodide.LOCK = here / "lock.json"
pyodide.RELEASE = (here / "release").as_uri() + "/"
os.environ[pyodide.VARIABLE] = str(here / "cache")

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def node(command, **_):
    for name in ("python_stdlib.zip", "{wheel}"):
        Path(command[3], name).write_text("bytecode")
        if "killed" in sys.argv:
            die()
    return subprocess.CompletedProcess(command, 0, "", "")

pyodide.subprocess.run = node
"""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")


@pytest.fixture
def here(tmp_path) -> Path:
    """A lock of three small files and a release of them."""
    (tmp_path / "release").mkdir()
    locked = {"version": "1.2.3", "files": {}}
    for name, text in FILES.items():
        (tmp_path / "release" / name).write_text(text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        locked["files"][name] = {"bytes": len(text), "sha256": digest}
    (tmp_path / "lock.json").write_text(json.dumps(locked))
    (tmp_path / "run_block.py").write_text("import json")
    return tmp_path


def run(here: Path, code: str, *words: str) -> subprocess.CompletedProcess[str]:
    code = BEGIN.replace("{wheel}", WHEEL) + textwrap.dedent(code)
    return subprocess.run(
        [sys.executable, "-c", code, here, *words], capture_output=True, text=True
    )


@pytest.mark.parametrize("moment", ["written", "named"])
def test_a_killed_fetch_leaves_each_file_whole_or_not_there(here, moment):
    """Killed after half of a file is written, and just before it would get its name."""
    get = "print(pyodide.get())"
    killed = f"""
    if {moment!r} == "written":
        class Half:
            def __init__(self, file): self.file = file
            def __enter__(self): return self
            def __exit__(self, *_): self.file.close()
            def write(self, content):
                self.file.write(content[:3]), self.file.flush(), die()
        opened = os.fdopen
        pyodide.os.fdopen = lambda *given: Half(opened(*given))
        # A fetch that wrote to the file itself would come here.
        Path.write_bytes = lambda path, content: Half(path.open("wb")).write(content)
    else:
        Path.replace = lambda *_: die()
    pyodide.get()
    """
    assert run(here, killed).returncode == -signal.SIGKILL
    for path in (here / "cache").iterdir():
        if path.name in FILES:
            assert path.read_text() == FILES[path.name]
    done = run(here, get)
    assert done.returncode == 0, done.stderr
    for name, text in FILES.items():
        assert (here / "cache" / name).read_text() == text


def test_a_killed_compilation_is_done_anew_and_what_it_left_goes_with_what_is_old(here):
    compiled = "print(pyodide.compiled(pyodide.get(), here / 'run_block.py'))"
    assert run(here, compiled, "killed").returncode == -signal.SIGKILL
    (left,) = (here / "cache").glob("compiled-*")
    assert sorted(path.name for path in left.iterdir()) == ["python_stdlib.zip"]
    done = run(here, compiled)
    assert done.returncode == 0, done.stderr
    made = Path(done.stdout.strip())
    assert made != left
    assert pyodide.is_whole(made)
    assert {p.name for p in made.glob("*.*")} == {
        "python_stdlib.zip",
        WHEEL,
        "sha256.json",
    }
    # Another clone may have been at it; after a week nobody is.
    assert left.exists()
    os.utime(left, (0, 0))
    (here / "run_block.py").write_text("import csv")
    assert run(here, compiled).returncode == 0
    assert not left.exists()
