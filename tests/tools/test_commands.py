"""Every command that a reader is told to type is run by a test, or listed here with the reason."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from glossary import ROOT
from glossary.content.claims import script_paths
from glossary.content.pages import find_fences
from tests.support.samples import EVERY, some_of
from tools.bench.project import copy_of

SHELLS = {"console", "powershell", "sh", "bash", "zsh", "shell"}

# Each command with what tests it.
TESTED = {
    "make serve": "test_make_serve_shows_the_site_and_an_edit_soon",
    "make outputs PAGE=dropout": "tests/tools/test_page.py follows CONTRIBUTING",
    "make test PAGE=dropout": "tests/tools/test_page.py follows CONTRIBUTING",
    "make mutate PAGE=dropout": "tests/tools/test_page.py follows CONTRIBUTING",
    "make seeds PAGE=dropout": "tests/tools/test_page.py follows CONTRIBUTING",
    "make pictures PAGE=dropout": "tests/tools/test_page.py follows CONTRIBUTING",
    "make format": "tests/tools/test_page.py follows CONTRIBUTING",
    'make term NAME="dropout"': "tests/tools/test_page.py follows CONTRIBUTING",
    "python3 -m venv .venv": "test_the_commands_without_make_work",
    ". .venv/bin/activate": "test_the_commands_without_make_work",
    "python -m pip install -r requirements.txt": "test_the_commands_without_make_work",
    "python -m mkdocs serve": "test_the_commands_without_make_work",
    "python -m pytest": "test_the_commands_without_make_work",
    "python try.py": "tests/test_scripts_alone.py: a copy in an empty folder",
}
NOT_TESTED = {
    "make test": "it is what runs these tests; .ci/run calls it in a clean clone",
    "make pyodide": "asks other hosts; tests/test_pyodide.py has its parts, .ci/run calls it",
    "make labs": "make test-labs executes the same notebooks; .ci/run calls it",
    "make test-labs": ".ci/run calls it in a clean clone",
    "make bench": "takes half an hour; it fails by itself above its limits",
    "make bench-rebuild": "tests/tools/test_rebuild.py runs it with one edit of each kind",
    "make bench-run": "times what tests/browser/ presses; it fails by itself above its limits",
    "make bench-search": "tests/site/test_search.py asks ours; the others need Pagefind",
    ".venv/bin/python -m live_gpt": "four minutes; tests/live_gpt/ trains its first steps anew",
    "make study": "takes over an hour; make test-labs repeats a row of it each day",
    "py -m venv .venv": "Windows only",
    r".venv\Scripts\Activate.ps1": "Windows only",
    "python -m pip install numpy==2.4.6": "part of requirements.txt, installed there",
    "python -m pip install torch==2.13.0": "brings CUDA on Linux; installed by set-up",
    "python -m pip install torch==2.13.0 --index-url "
    "https://download.pytorch.org/whl/cpu": "set-up does the same, with a fallback; "
    "the index is on another host",
    "git clone https://github.com/{repository}": "needs GitHub",
    "cd {repository-name}": "needs the clone above",
}


def commands() -> list[tuple[str, int, str]]:
    """Each command in a shell block of the READMEs and of the pages: file, line, command."""
    found = []
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    pages += [*ROOT.glob("docs/**/*.md"), *ROOT.glob("tools/**/*.md")]
    for path in pages:
        lines = tuple(path.read_text("utf-8").split("\n"))
        for fence in find_fences(lines):
            if fence.info.split()[:1] and fence.info.split()[0] in SHELLS:
                for number in range(fence.start + 1, fence.end):
                    if line := lines[number - 1].strip():
                        name = path.relative_to(ROOT).as_posix()
                        found.append((name, number, line))
    return found


def test_every_command_is_tested_or_listed_with_the_reason():
    unknown = [
        f"{file}:{line}: `{command}`: test it and add it to TESTED, or list the reason"
        for file, line, command in commands()
        if command not in TESTED and command not in NOT_TESTED
    ]
    assert unknown == []


def test_the_lists_hold_no_command_that_nobody_is_told():
    told = {command for _, _, command in commands()}
    assert set(TESTED) | set(NOT_TESTED) == told


def test_versions_told_to_readers_are_those_of_requirements():
    pinned = dict(
        re.findall(r"^([\w-]+)==(\S+)", (ROOT / "requirements.txt").read_text(), re.M)
    )
    for file, line, command in commands():
        for name, version in re.findall(r"\b(numpy|torch)==(\S+)", command):
            assert pinned[name] == version, f"{file}:{line}"
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert f"rev: v{pinned['ruff']}" in hooks


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str, text: str, seconds: float) -> float:
    """Seconds until the page at `address` holds `text`."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if text in answer.read().decode():
                    return time.monotonic() - began
        except OSError:
            pass
        time.sleep(0.05)
    pytest.fail(f"{address} did not show {text!r} within {seconds} s")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="make and sh; see NOT_TESTED")
def test_make_serve_shows_the_site_and_an_edit_soon(tmp_path):
    """`make serve`, on a free port."""
    root, port = copy_of(ROOT, tmp_path), free_port()
    # Set-up has tests of its own: here the environment is the one that runs this.
    (root / ".venv").symlink_to(Path(sys.prefix))
    server = subprocess.Popen(
        ["make", "serve", f"PORT={port}", "PYTHON=true"],
        cwd=root,
        start_new_session=True,
    )
    try:
        address = f"http://127.0.0.1:{port}/"
        wait_for(address, "The Runnable LLM Glossary", 60)
        page = root / "docs/terms/lora.md"
        time.sleep(1)  # let the watcher begin
        page.write_text(page.read_text("utf-8") + "\nA changed line.\n", "utf-8")
        # Four seconds on a laptop; CI runs the labs beside this.
        wait_for(address + "terms/lora/", "A changed line.", 60)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)


@pytest.mark.slow
def test_make_outputs_finds_nothing_to_change():
    """`make outputs`, for the folders whose day it is: all of them are run by the page suite."""
    before = {path: path.read_bytes() for path in ROOT.glob("snippets/*/*.out")}
    folders = sorted({script.parent.name for script in script_paths(ROOT)} - {"home"})
    pages = [f"docs/terms/{name}.md" for name in some_of(folders, [], days=50)]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "--update-outputs",
            "docs/index.md",
            *pages,
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert before == {path: path.read_bytes() for path in ROOT.glob("snippets/*/*.out")}
    assert "written" not in done.stdout


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="sh; see NOT_TESTED")
@pytest.mark.skipif(
    not EVERY, reason="a second set-up: on GitHub, or with GLOSSARY_TEST_EVERY=1"
)
def test_the_commands_without_make_work(tmp_path):
    """The README's own lines in a fresh folder, without the index on another host."""
    root = copy_of(ROOT, tmp_path)
    lines = [
        line
        for file, _, line in commands()
        if file == "README.md" and not line.startswith(("make", "py ", ".venv\\"))
    ]
    lines = lines[lines.index("python3 -m venv .venv") :]
    install = [line for line in lines if "download.pytorch.org" not in line]
    port = free_port()
    script = "\n".join(
        {
            "python3 -m venv .venv": f"{sys.executable} -m venv .venv",
            "python -m pip install -r requirements.txt": "python -m pip install -q "
            "$(grep -o '^torch==[^ ]*' requirements.txt)\n"
            "python -m pip install -q -r requirements.txt",
            "python -m mkdocs serve": f"python -m mkdocs serve -a 127.0.0.1:{port} &\n"
            "server=$!\n"
            f"python - <<'END'\n{WAIT.format(port=port)}\nEND\n"
            "kill $server",
            # The whole suite has run; one page shows that it runs here too.
            "python -m pytest": "python -m pytest -q docs/index.md",
        }.get(line, line)
        for line in install
    )
    done = subprocess.run(
        ["sh", "-euc", script], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "1 passed" in done.stdout


WAIT = """\
import time, urllib.request
for _ in range(300):
    try:
        urllib.request.urlopen("http://127.0.0.1:{port}/").read()
        break
    except OSError:
        time.sleep(0.2)
else:
    raise SystemExit("no site")"""


def test_help_lists_every_command():
    if not shutil.which("make"):
        pytest.skip("no make here: the README says how to do without")
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for name in re.findall(r"^([a-z-]+):", makefile, re.M):
        assert f"make {name}" in done.stdout
