"""`make faults`: break commands off, fill the disk, cut the network, run two at once.

After each fault the next run must be right, and what was broken off must have said what happened.
Everything happens in a copy of this repository in a temporary folder, with this environment.

    python -m glossary.faults                       all of it (half an hour on two cores)
    python -m glossary.faults interrupts together   some: interrupts, disk, network, together
    python -m glossary.faults --seed 7              other random moments
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from glossary import ROOT

INTERRUPTS = {"build": (20, 6), "serve": (14, 8), "test": (12, 40), "labs": (6, 60)}
"""How often each command is broken off, and after how many seconds at the latest."""

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
MADE = (
    ".venv",
    ".cache",
    "site",
    "__pycache__",
    ".pytest_cache",
    ".ruff_cache",
    ".git",
)
TRACEBACK = "Traceback (most recent call last)"


class Wrong(Exception):
    """What a fault has broken."""


def copy_of(root: Path, folder: Path) -> Path:
    """What git would commit, changes included, with this environment as .venv."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        if (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, folder / name)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def digests(folder: Path, skip: tuple[str, ...] = MADE) -> dict[str, str]:
    """A digest of each file, but for those in folders that commands make."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not set(path.relative_to(folder).parts) & set(skip)
    }


def site_of(copy: Path) -> dict[str, str]:
    """A digest of each file of the built site, but for the one that holds the time."""
    found = digests(copy / "site", skip=())
    return {name: d for name, d in found.items() if not name.startswith("sitemap.xml")}


def make(copy: Path, *words: str, **options) -> subprocess.Popen:
    """Start a make command in a session of its own; set-up has tests of its own."""
    return subprocess.Popen(
        ["make", *words, "PYTHON=true"],
        cwd=copy,
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        **options,
    )


def whole(copy: Path, *words: str) -> str:
    """Run a make command to its end.

    Raises:
        Wrong: if it fails.
    """
    process = make(copy, *words)
    said = process.communicate()[0]
    if process.returncode:
        raise Wrong(f"make {' '.join(words)} fails afterwards:\n{said[-2000:]}")
    return said


def left_running(session: int) -> list[str]:
    """Processes of a session that still run."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,stat=,args=", "-s", str(session)],
        capture_output=True,
        text=True,
    )
    return [x for x in listed.stdout.splitlines() if x.strip() and " Z" not in x]


def broken_off(copy: Path, words: list[str], after: float, how: signal.Signals) -> str:
    """Start a command, send a signal to its process group, return what it said.

    Raises:
        Wrong: if any of its processes is there ten seconds later.
    """
    with tempfile.TemporaryFile("w+") as out:
        process = make(copy, *words, stdout=out)
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        until = time.monotonic() + 10
        while left_running(process.pid) and time.monotonic() < until:
            process.poll()
            time.sleep(0.1)
        if left := left_running(process.pid):
            os.killpg(process.pid, signal.SIGKILL)
            raise Wrong(f"make {words[0]} goes on after {how.name}: {left}")
        process.wait()
        out.seek(0)
        return out.read()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serves(copy: Path, port: int) -> None:
    """`make serve` on a port shows the site.

    Raises:
        Wrong: if it does not within a minute.
    """
    process = make(copy, "serve", f"PORT={port}", stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                url = f"http://127.0.0.1:{port}/terms/lora/"
                with urllib.request.urlopen(url, timeout=5) as answer:
                    if "Low-Rank Adaptation" in answer.read().decode():
                        return
            time.sleep(0.1)
        raise Wrong("make serve does not show the site afterwards")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def interrupts(root: Path, work: Path, chance: random.Random) -> Iterator[str]:
    """Break commands off at random moments; the next run is right each time."""
    copy = copy_of(root, work / "copy")
    whole(copy, "build")
    sources, site = digests(copy), site_of(copy)
    for command, (times, latest) in INTERRUPTS.items():
        port = free_port()
        words = [command, f"PORT={port}"] if command == "serve" else [command]
        ends: dict[str, int] = {}
        for number in range(times):
            how = SIGNALS[number % len(SIGNALS)]
            said = broken_off(copy, words, chance.uniform(0.2, latest), how)
            ends[how.name] = ends.get(how.name, 0) + 1
            now = digests(copy)
            if changed := {
                name
                for name in now.keys() | sources.keys()
                if now.get(name) != sources.get(name)
                and not name.endswith(".unfinished")
            }:
                raise Wrong(f"make {command}, {how.name}: left {sorted(changed)}")
            asked = command == "labs" and how is signal.SIGINT and "labs:" in said
            if asked and "interrupted" not in said:
                raise Wrong(f"make labs does not say it was interrupted: {said}")
            if command == "build":
                whole(copy, "build")
                if site_of(copy) != site:
                    raise Wrong(f"the site built after {how.name} is another one")
            elif command == "serve" and number % 4 == 3:
                serves(copy, port)
        if command == "test":
            done = subprocess.run(
                [sys.executable, "-m", "pytest", "-q", "docs/terms/lora.md"],
                cwd=copy,
                capture_output=True,
                text=True,
            )
            if done.returncode:
                raise Wrong(f"a page fails afterwards:\n{done.stdout[-2000:]}")
        whole(copy, "build")
        if site_of(copy) != site:
            raise Wrong(f"the site built after make {command} is another one")
        shown = ", ".join(f"{n} by {name}" for name, n in sorted(ends.items()))
        yield f"make {command}: broken off {times} times ({shown}); each next run is right"


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A tmpfs of this size.

    Raises:
        Wrong: where this user may not mount one.
    """
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        raise Wrong("cannot mount a small disk here: run it as root, on Linux")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def disk(root: Path, work: Path, chance: random.Random) -> Iterator[str]:
    """Fill the disk: the command says so in a line, and with room again the next run is right."""
    reference = copy_of(root, work / "reference")
    whole(reference, "build")
    used = sum(p.stat().st_size for p in reference.rglob("*") if p.is_file())
    used -= sum(
        p.stat().st_size for p in (reference / "site").rglob("*") if p.is_file()
    )
    with small_disk(work / "small", (used >> 20) + 8) as small:
        copy = copy_of(root, small / "copy")
        process = make(copy, "build")
        said = process.communicate()[0]
        if process.returncode == 0:
            raise Wrong("the disk was not full: the fault did not happen")
        if "No space left on device" not in said or TRACEBACK in said:
            raise Wrong(
                f"make build on a full disk does not say so in a line:\n{said[-1500:]}"
            )
        subprocess.run(["mount", "-o", "remount,size=2g", str(small)], check=True)
        whole(copy, "build")
        if site_of(copy) != site_of(reference):
            raise Wrong("the site built after a full disk is another one")
    yield "make build on a full disk: says so; with room again the site is the same"
    with small_disk(work / "tiny", (used >> 20) + 60) as small:
        copy = copy_of(root, small / "copy")
        (copy / ".venv").unlink()
        done = subprocess.run(
            [sys.executable, "glossary/environment.py"],
            cwd=copy,
            capture_output=True,
            text=True,
            env={**os.environ, "TMPDIR": str(small)},
        )
        if done.returncode == 0 or "run the same command again" not in (
            done.stdout + done.stderr
        ):
            raise Wrong(f"set-up on a full disk does not say what to do: {done}")
        if (copy / ".venv/.ready").exists():
            raise Wrong("set-up on a full disk is taken for whole")
    yield "set-up on a full disk: says what to do, and is not taken for whole"


class Proxy(threading.Thread):
    """Passes connections on until so many bytes have come back; then there is no network."""

    def __init__(self, bytes_allowed: int):
        super().__init__(daemon=True)
        self.left = bytes_allowed
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.start()

    def run(self) -> None:
        while True:
            client, _ = self.server.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            if self.left <= 0:
                return
            head = b""
            while b"\r\n\r\n" not in head:
                head += client.recv(4096)
            match = re.match(rb"CONNECT ([^:]+):(\d+)", head)
            if not match:
                return
            address = (match[1].decode(), int(match[2]))
            with socket.create_connection(address, 30) as other:
                client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                up = threading.Thread(
                    target=self.pump, args=(client, other, False), daemon=True
                )
                up.start()
                self.pump(other, client, True)

    def pump(self, source: socket.socket, target: socket.socket, counted: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if counted:
                    self.left -= len(data)
                if self.left <= 0:
                    break
                target.sendall(data)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def network(root: Path, work: Path, chance: random.Random) -> Iterator[str]:
    """Take the network away in the middle of set-up; the next set-up finishes it."""
    copy = copy_of(root, work / "copy")
    (copy / ".venv").unlink()
    command = [sys.executable, "glossary/environment.py"]
    proxy = Proxy(chance.randrange(2, 12) << 20)
    cut = {
        **{k: v for k, v in os.environ.items() if k.lower() != "no_proxy"},
        "HTTPS_PROXY": f"http://127.0.0.1:{proxy.port}",
        "https_proxy": f"http://127.0.0.1:{proxy.port}",
        "PIP_NO_CACHE_DIR": "1",
        "PIP_RETRIES": "1",
        "PIP_TIMEOUT": "5",
    }
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, env=cut)
    if done.returncode == 0 or proxy.left > 0:
        raise Wrong("the network was not cut in the middle: the fault did not happen")
    if "check the network" not in done.stderr:
        raise Wrong(f"set-up without network does not say what to check: {done.stderr}")
    if (copy / ".venv/.ready").exists():
        raise Wrong("a set-up that was cut off is taken for whole")
    again = subprocess.run(command, cwd=copy, capture_output=True, text=True)
    if again.returncode or not (copy / ".venv/.ready").exists():
        raise Wrong(
            f"the next set-up fails: {again.stdout[-500:]}{again.stderr[-1500:]}"
        )
    process = subprocess.run(
        ["make", "build"], cwd=copy, capture_output=True, text=True
    )
    if process.returncode:
        raise Wrong(f"the site cannot be built afterwards: {process.stdout[-1500:]}")
    yield "set-up without network from the middle on: says so; the next one finishes it"


def together(root: Path, work: Path, chance: random.Random) -> Iterator[str]:
    """Run two at once; what follows is right."""
    copy = copy_of(root, work / "copy")
    whole(copy, "build")
    sources, site = digests(copy), site_of(copy)
    for _ in range(3):
        both = [make(copy, "build") for _ in range(2)]
        said = [process.communicate()[0] for process in both]
        if not any(process.returncode == 0 for process in both):
            raise Wrong(f"of two builds at once none succeeds:\n{said[0][-800:]}")
        whole(copy, "build")
        if site_of(copy) != site:
            raise Wrong("the site built after two builds at once is another one")
    yield "two builds at once, three times: the next build is the same"
    page = [sys.executable, "-m", "pytest", "-q", "docs/terms/lora.md"]
    both = [
        subprocess.Popen(page, cwd=copy, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate()[0] for process in both]
    if any(process.returncode for process in both):
        raise Wrong(f"two test runs at once disturb each other:\n{said[0]}{said[1]}")
    yield "two test runs at once: both pass"
    port = free_port()
    first = make(copy, "serve", f"PORT={port}", stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
                break
            time.sleep(0.1)
        second = make(copy, "serve", f"PORT={port}")
        said = second.communicate(timeout=60)[0]
        if second.returncode == 0 or "already in use" not in said.lower():
            raise Wrong(
                f"a second make serve on a taken port does not say so:\n{said[-800:]}"
            )
    finally:
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    if digests(copy) != sources:
        raise Wrong("two at once changed the sources")
    yield "two servers on one port: the second says that it is in use"


FAULTS = {
    "interrupts": interrupts,
    "disk": disk,
    "network": network,
    "together": together,
}


def main(root: Path = ROOT) -> int:
    """Cause the faults that are asked for; return how many broke something."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", choices=[[], *FAULTS], metavar="FAULTS")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    if os.name == "nt":
        sys.exit("faults: needs signals and process groups: Linux or macOS")
    # A shell that starts this in the background has it ignored, and all that this starts with it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    broken = 0
    for name in given.names or FAULTS:
        with tempfile.TemporaryDirectory(prefix="glossary-faults-") as folder:
            try:
                for line in FAULTS[name](root, Path(folder), random.Random(given.seed)):
                    print(line, flush=True)
            except Wrong as what:
                broken += 1
                print(f"{name}: BROKEN: {what}", flush=True)
    print(f"faults: {broken} of {len(given.names or FAULTS)} broke something")
    return broken


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
