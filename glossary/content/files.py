"""Reading files: text or a problem that names the file; what was made of it, until it changes."""

from __future__ import annotations

import functools
import pickle
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar

from glossary.content.problems import Problem, ProblemsFound, shown_name

Made = TypeVar("Made")

INVISIBLE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Characters that nobody sees, or that change how others are: controls, and what Unicode says a
reader may ignore. A page and a terminal show them differently."""

UNSEEN = re.compile(f"[{INVISIBLE}]")


def read_text(path: Path, root: Path) -> str:
    """Text of a file.

    Raises:
        ProblemsFound: if it is no file, cannot be read, or is not UTF-8.
    """
    where = shown_name(path, root)
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        message = "is not UTF-8: save it as UTF-8"
        raise ProblemsFound([Problem(where, line, message)]) from None
    except OSError as error:
        message = f"cannot be read ({error.strerror}): make it a readable file"
        raise ProblemsFound([Problem(where, 1, message)]) from None


MADE = "GLOSSARY_RUN_MADE"
"""The variable that tells processes of a test run where it stands what was made of the files."""

Stamp = tuple[int, int, int]
_made: dict[str, dict[tuple[Path, Path], tuple[Stamp, Any]]] = {}
"""For each function, by its name, what it made of which file as it was when."""


def per_file(make: Callable[[Path, Path], Made]) -> Callable[[Path, Path], Made]:
    """A function of a file and the root, called again only when the file has changed.

    While the site is served each edit asks for all files, of which one has changed. Results are
    shared, so they must not be changed.
    """
    name = f"{make.__module__}.{make.__qualname__}"
    known = _made.setdefault(name, {}) if "<locals>" not in name else {}

    @functools.wraps(make)
    def remembered(path: Path, root: Path) -> Made:
        try:
            stamp = stamp_of(path)
        except OSError:
            return make(path, root)  # which says what is wrong
        at = (path, root)
        if at not in known or known[at][0] != stamp:
            known[at] = (stamp, make(path, root))
        made: Made = known[at][1]
        return made

    return remembered


def write_made(path: Path) -> None:
    """Write what was made of all files so far, for a process of the same code that starts now."""
    path.write_bytes(pickle.dumps(_made))


def recall_made(path: Path) -> None:
    """Begin with what another process of the same code has made of files, where they are as they
    were: each of its processes would read and check all of them, two seconds of work.

    Args:
        path: a file that `write_made` has written, and nobody else could write.
    """
    for name, known in pickle.loads(path.read_bytes()).items():
        _made.setdefault(name, {}).update(known)


_asked: ContextVar[dict[Path, Stamp] | None] = ContextVar("_asked", default=None)


@contextmanager
def looked_at_once() -> Iterator[None]:
    """Within it each file is asked only once whether it has changed: a build reads most of them
    ten times, and what is edited meanwhile is for the next."""
    before = _asked.set({} if (asked := _asked.get()) is None else asked)
    try:
        yield
    finally:
        _asked.reset(before)


def stamp_of(path: Path) -> Stamp:
    """What is another after an edit.

    Raises:
        OSError: if there is no such file.
    """
    asked = _asked.get()
    if asked is not None and path in asked:
        return asked[path]
    status = path.stat()
    stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
    if asked is not None:
        asked[path] = stamp
    return stamp


def in_order(paths: Iterable[Path]) -> list[Path]:
    """Paths sorted as `sorted` does, which compares each pair by taking both apart."""
    return sorted(paths, key=lambda path: path.parts)


@per_file
def text_of(path: Path, root: Path) -> str:
    """Text of a file, read again only when it has changed.

    Raises:
        ProblemsFound: as read_text does.
    """
    return read_text(path, root)
