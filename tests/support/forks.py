"""Runs modules as `python -m` does, in forks of one process that has done their imports.

For the tests that build a small project or run pytest in it: the imports take longer than the rest.
The project's own `glossary` is imported by each fork anew. Where a fork is not to be had (Windows)
or not to be trusted (macOS), each run is a process from the start.
"""

from __future__ import annotations

import importlib
import json
import os
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path

IMPORTS = [
    "material.extensions.emoji",
    "material.extensions.preview",
    "material.plugins.search.plugin",
    "mkdocs.commands.build",
    "nbformat.v4",
    "numpy",
    "pydantic",
    "pymdownx.superfences",
    "pytest",
    "selectolax.lexbor",
]


class Forks:
    """The process that forks; it is started by the first run."""

    def __init__(self):
        self.process: subprocess.Popen[str] | None = None

    def run(
        self, arguments: list[str], cwd: Path, environment: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run a module with its arguments in a folder and an environment."""
        if sys.platform != "linux":
            return subprocess.run(
                [sys.executable, "-m", *arguments],
                cwd=cwd,
                env=environment,
                capture_output=True,
                text=True,
                encoding="utf-8",
            )
        if not self.process:
            self.process = subprocess.Popen(
                [sys.executable, __file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, "OMP_NUM_THREADS": "1"},
            )
        with tempfile.TemporaryDirectory() as folder:
            streams = [str(Path(folder, name)) for name in ("out", "err")]
            request = {
                "arguments": arguments,
                "cwd": str(cwd),
                "environment": environment,
                "streams": streams,
            }
            print(json.dumps(request), file=self.process.stdin, flush=True)
            code = int(self.process.stdout.readline())
            out, err = (Path(path).read_text("utf-8") for path in streams)
        return subprocess.CompletedProcess(arguments, code, out, err)

    def close(self) -> None:
        if self.process:
            self.process.communicate()


def answer(request: dict) -> int:
    """Fork, run, and return the exit code."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    # From here on as a new process would be.
    code = 1
    try:
        for number, path in enumerate(request["streams"], start=1):
            opened = os.open(path, os.O_WRONLY | os.O_CREAT)
            os.dup2(opened, number)
            os.close(opened)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.environ.clear()
        os.environ.update(request["environment"])
        os.chdir(request["cwd"])
        sys.path[0] = request["cwd"]
        sys.argv = ["", *request["arguments"][1:]]
        runpy.run_module(request["arguments"][0], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as stop:
        if isinstance(stop.code, str):
            print(stop.code, file=sys.stderr)
        else:
            code = stop.code or 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    for name in IMPORTS:
        importlib.import_module(name)
    assert not any(name.partition(".")[0] == "glossary" for name in sys.modules)
    for line in sys.stdin:
        print(answer(json.loads(line)), flush=True)
