"""The site as built from this repository: once, for all processes of a test run."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from filelock import FileLock

TIED = Path(__file__).with_name("tied.py")
NAMES = ("site", "site.unfinished", "site.failed", "site.lock")


def build(root: Path, folder: Path) -> str:
    """Build a project as `make build` does, in a process that ends with this one.

    Returns:
        What the build said, if it failed.
    """
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, TIED, "mkdocs", "build", "--strict", "--site-dir", folder],
            cwd=root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        assert process.stdin
        try:
            process.wait()
        finally:
            process.stdin.close()
            process.wait()
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
        return (text or "it says nothing") if process.returncode else ""


def build_once(root: Path, base: Path) -> Path:
    """The built site in a folder that all processes of a run share; the first one builds it."""
    site, unfinished, failed, lock = (base / name for name in NAMES)
    with FileLock(lock):
        if not site.exists() and not failed.exists():
            try:
                if why := build(root, unfinished):
                    failed.write_text(why, "utf-8")
                else:
                    unfinished.rename(site)
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
    if failed.exists():
        pytest.fail(
            f"mkdocs build --strict:\n{failed.read_text('utf-8')}", pytrace=False
        )
    return site


def end_in_order() -> None:
    """Let SIGTERM end a run as Ctrl-C does: what it made is removed then."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def remove(base: Path) -> None:
    """Remove the site at the end of a run; pytest keeps its folders for three runs."""
    for name in NAMES:
        path = base / name
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
