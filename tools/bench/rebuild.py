"""`make bench-rebuild`: from saving an edit until `make serve` shows it.

    python -m tools.bench.rebuild                  five edits of each kind; medians
    python -m tools.bench.rebuild --terms 200      in a project of 200 terms
    python -m tools.bench.rebuild --limit 1.5      fail where a median is above so many seconds

Everything happens in a temporary copy of this folder. Each edit adds a few letters that do no harm:
a sentence to a page, a comment to a script, a line to an output, a word to what a picture says of
itself, a rule to the style sheet. The page (or style sheet) is then asked for until it holds them.
Beside the seconds that pass stand those that the server computed: on a busy machine compare these.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from glossary import ROOT

from tools.bench import project

TERM = "lora"
PAGE = f"terms/{TERM}/"
STYLE = "assets/stylesheets/glossary.css"
MARK = "zinfandelmark"
"""What is added, with a number: letters that no page holds."""

PATIENCE = 120.0  # seconds for one edit to be shown; the first build gets five times that
REST = 1.5  # seconds between edits, for the server to notice that all is quiet


class NotShown(Exception):
    """Why a wait has ended without what it waited for, in one line."""


@dataclass(frozen=True)
class Edit:
    """One kind of edit: the file and its text, how a mark gets into it, and where it is shown."""

    kind: str
    path: Path
    before: str
    marked: Callable[[str, str], str]
    address: str

    def save(self, mark: str) -> None:
        """Put a mark into the file; the one before goes."""
        self.path.write_text(self.marked(self.before, mark), "utf-8", newline="\n")


def edits(root: Path) -> list[Edit]:
    """The edits of a project, on what one term shows."""
    script = shortest(root / "snippets" / TERM)
    output = script.with_name(re.sub(r"(_numpy|_torch)?\.py$", ".out", script.name))
    picture = root / f"docs/assets/diagrams/{TERM}.svg"

    def end_with(line: str) -> Callable[[str, str], str]:
        return lambda text, mark: f"{text.rstrip()}\n{line.format(mark)}\n"

    def describe(text: str, mark: str) -> str:
        return text.replace("</desc>", f" {mark}</desc>", 1)

    page, style = root / f"docs/terms/{TERM}.md", root / "docs" / STYLE
    kinds = [
        ("prose", page, end_with("\n{}"), PAGE),
        ("script", script, end_with("# {}"), PAGE),
        ("output", output, end_with("{}"), PAGE),
        ("picture", picture, describe, PAGE),
        ("style sheet", style, end_with(".{} {{ color: red; }}"), STYLE),
    ]
    return [
        Edit(kind, path, path.read_text("utf-8"), marked, address)
        for kind, path, marked, address in kinds
    ]


def shortest(folder: Path) -> Path:
    """The shortest script of a folder: there is room for a line more."""
    return min(folder.glob("*.py"), key=lambda path: path.read_text("utf-8").count("\n"))


class Server:
    """What `make serve` runs, on a copy."""

    def __init__(self, root: Path):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}/"
        self.log = root.with_name("serve.log")
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "mkdocs",
                    "serve",
                    "--dev-addr",
                    f"127.0.0.1:{port}",
                ],
                cwd=root,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=project.environment(root),
            )

    def wait_for(self, text: str, path: str, patience: float) -> float:
        """Seconds until what is served at a path holds a text.

        Raises:
            NotShown: if it does not in time, or the server ends.
        """
        began = time.monotonic()
        while (left := patience - (time.monotonic() - began)) > 0:
            if self.process.poll() is not None:
                raise NotShown(f"the server ended: {self.last_words()}")
            # While it builds, the server lets each request wait.
            with contextlib.suppress(OSError, http.client.HTTPException):
                if text in fetch(self.address + path, left):
                    return time.monotonic() - began
            time.sleep(0.02)
        raise NotShown(
            f"{path or 'home'} does not show it within {patience:g} s; "
            f"the server says: {self.last_words()}"
        )

    def computed(self) -> float:
        """Seconds of processor time that the server has taken, its children included."""
        server = psutil.Process(self.process.pid)
        every = [server, *server.children(recursive=True)]
        times = [one.cpu_times() for one in every]
        took = (t.user + t.system + t.children_user + t.children_system for t in times)
        return float(sum(took))

    def last_words(self) -> str:
        """The last error in the server's log, or else the last line."""
        lines = self.log.read_text("utf-8", errors="replace").split("\n")
        lines = [line.strip() for line in lines if line.strip()] or ["nothing"]
        return ([line for line in lines if "ERROR" in line] or lines)[-1]

    def close(self) -> None:
        """End the server, by force if it does not listen."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def fetch(address: str, patience: float) -> str:
    """What is served at an address; empty for a page that is not there.

    Raises:
        OSError: if nothing answers, or not in time.
    """
    try:
        with urllib.request.urlopen(address, timeout=patience) as answer:
            return str(answer.read().decode("utf-8", errors="replace"))
    except urllib.error.HTTPError:
        return ""


@contextlib.contextmanager
def serving(root: Path) -> Iterator[Server]:
    """A server of a project, ended afterwards whatever happens."""
    server = Server(root)
    try:
        yield server
    finally:
        server.close()


def measure(
    root: Path, runs: int, patience: float = PATIENCE
) -> tuple[float, dict[str, list[tuple[float, float]]]]:
    """Time the edits of a project, the kinds in turn.

    Returns:
        Seconds to the first page; for each edit of each kind the seconds from saving to seeing,
        and those that the server computed meanwhile.

    Raises:
        NotShown: naming the edit that was not shown.
    """
    times: dict[str, list[tuple[float, float]]] = {}
    with serving(root) as server:
        try:
            start = server.wait_for("</html>", PAGE, 5 * patience)
        except NotShown as why:
            raise NotShown(f"start: {why}") from None
        every = edits(root)
        for number in range(runs):
            for place, edit in enumerate(every):
                time.sleep(REST)
                mark = f"{MARK}{1000 + number * len(every) + place}"
                before = server.computed()
                edit.save(mark)
                try:
                    took = server.wait_for(mark, edit.address, patience)
                except NotShown as why:
                    where = edit.path.relative_to(root).as_posix()
                    raise NotShown(f"{edit.kind}, {where}: {why}") from None
                computed = server.computed() - before
                times.setdefault(edit.kind, []).append((took, computed))
                print(f"{edit.kind} {number + 1} of {runs}: {took:.2f} s", file=sys.stderr)
    return start, times


def main(root: Path = ROOT) -> int:
    """Print the medians; return the number that are above the limit."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--terms", type=int, default=0, help="fill the copy up to so many")
    parser.add_argument("--runs", type=int, default=5, help="edits of each kind")
    parser.add_argument("--limit", type=float, help="seconds that a median may take")
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds a wait")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="glossary-bench-") as folder:
        copy = project.copy_of(root, Path(folder, "copy"))
        terms = project.add_terms(copy, given.terms)
        try:
            start, times = measure(copy, given.runs, given.patience)
        except NotShown as why:
            sys.exit(f"rebuild: {why}")
    print(f"{terms} terms; first page after {start:.1f} s; {given.runs} edits of each kind")
    slow = 0
    for kind, pairs in times.items():
        column, computed = zip(*pairs, strict=True)
        median = statistics.median(column)
        over = given.limit is not None and median > given.limit
        slow += over
        print(
            f"{kind:<12} {median:6.2f} s  ({min(column):.2f} to {max(column):.2f}), "
            f"computed {statistics.median(computed):.2f} s"
            f"{f'  TOO SLOW: above {given.limit:g} s' if over else ''}"
        )
    return slow


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
