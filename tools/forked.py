"""A script run in a fork of this process, which has imported what takes seconds."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import signal
import sys
import tempfile
import traceback
import warnings
from typing import Any

SEEDING = {"default_rng", "manual_seed", "Random", "SeedSequence", "RandomState", "seed"}
"""Calls whose arguments are seeds."""


def get_ready(command: str) -> None:
    """Import once, before the forks: each then costs milliseconds.

    Raises:
        SystemExit: where a process cannot fork.
    """
    if not hasattr(os, "fork"):
        sys.exit(f"{command}: needs a system that can fork a process: Linux or macOS")
    os.environ["OMP_NUM_THREADS"] = "1"
    # An optimizer imports this at its first step.
    import torch._dynamo  # noqa: F401


def run(code: str, seconds: float, answer: Any) -> None:
    """In a process of its own: send whether the code ended well, and what it printed or why not."""
    warnings.simplefilter("ignore")

    def late(*_: object) -> None:
        raise TimeoutError(f"computes longer than {seconds:g} s")

    # Time of the processor: on a busy machine a script must not count as one that does not end.
    signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    out = io.StringIO()
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            contextlib.chdir(folder),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            # This file's own `from __future__` is not the script's.
            exec(compile(code, "<script>", "exec", dont_inherit=True), {"__name__": "__main__"})
    except BaseException as error:
        ended = False, traceback.format_exception_only(error)[-1].strip()[:200]
    else:
        ended = True, out.getvalue()
    signal.setitimer(signal.ITIMER_PROF, 0)
    answer.send(ended)


def outcome(code: str, seconds: float) -> tuple[bool, str]:
    """Whether the code ended well in that time, and what it printed or how it failed."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=run, args=(code, seconds, there))
    child.start()
    there.close()
    patience = 5 * seconds + 5
    try:
        # One that waits, or loops inside a library's own code, does not hear the alarm.
        if not here.poll(patience):
            return False, f"did not end within {patience:g} s"
        ok, text = here.recv()
        return bool(ok), str(text)
    except EOFError:
        return False, "ended its process"
    finally:
        child.kill()
        child.join()
