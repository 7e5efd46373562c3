"""Runs a module as `python -m` does, and ends with the process that started it, however that ends.

    python tests/support/tied.py mkdocs build

It reads its input, a pipe that nobody writes to: that ends with whoever holds the other end. What
it has started ends with it, where a system knows groups of processes. In a test run it begins with
what the run has made of the files.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading
from pathlib import Path


def end_with_the_other() -> None:
    """Wait until the pipe ends, then end."""
    os.read(0, 1)
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=end_with_the_other, daemon=True).start()
    sys.path[0] = str(Path.cwd())
    sys.argv = sys.argv[1:]
    from glossary.content.files import MADE, recall_made

    if made := os.environ.get(MADE):
        recall_made(Path(made))
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
