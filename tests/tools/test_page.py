"""CONTRIBUTING's steps to add a term, followed to the letter in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from glossary import ROOT
from glossary.content.content import PICTURES
from glossary.content.pages import find_fences
from tests.support.project import OUTPUT, SCRIPT, SOURCES, WIDGET
from tests.tools.test_commands import SHELLS, free_port, wait_for
from tools import page
from tools.bench.project import copy_of

SLUG = "dropout"
OWN = (
    "docs/terms/{}.md",
    "docs/assets/diagrams/{}.svg",
    "pictures/{}.py",
    "snippets/{}",
)
"""What is a term's own. Other files name it: its group's page, entries that link to it."""


def steps() -> list[str]:
    """The commands of "Add a term", in order."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    part = text.split("\n## Add a term\n")[1].split("\n## ")[0]
    lines = tuple(part.split("\n"))
    return [
        line
        for fence in find_fences(lines)
        if fence.info.split()[0] in SHELLS
        for line in lines[fence.start : fence.end - 1]
    ]


def take_out(root: Path) -> dict[Path, str]:
    """Remove the term; return the texts of the other files that named it."""
    named = {}
    for path in [*(root / "docs").rglob("*.md"), root / "README.md"]:
        text = path.read_text("utf-8")
        without = re.sub(rf"\[([^]]*)\]\([\w./-]*\b{SLUG}\.md[^)]*\)", r"\1", text)
        without = re.sub(
            rf"^(related: \[.*?)(, {SLUG}\b|\b{SLUG}, )", r"\1", without, flags=re.M
        )
        if text != without and path.stem != SLUG:
            named[path] = text
            path.write_text(without, "utf-8")
    for own in OWN:
        path = root / own.format(SLUG)
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return named


def run(command: str, root: Path, port: int) -> subprocess.CompletedProcess[str]:
    """A command of CONTRIBUTING; set-up has tests of its own.

    A pytest that it starts is no worker of this run: those leave it to another to prepare pages.
    """
    return subprocess.run(
        f"{command} PYTHON=true PORT={port}",
        shell=True,
        cwd=root,
        env={k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")},
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
@pytest.mark.skipif(
    sys.platform == "win32", reason="make; `python -m tools.page` does the same"
)
def test_the_steps_of_contributing_add_a_term(tmp_path):
    """Each command in its turn; what an author writes between them is the entry that is there."""
    root, port = copy_of(ROOT, tmp_path), free_port()
    (root / ".venv").symlink_to(Path(sys.prefix))
    named = take_out(root)
    assert root / "docs/groups/learning.md" in named
    begin, serve, outputs, mutate, seeds, picture, test, form, everything = steps()

    assert begin == f'make term NAME="{SLUG}"'
    done = run(begin, root, port)
    assert done.returncode == 0, done.stderr
    # It builds as it is, and what is to be written is named with its line.
    done = run(test, root, port)
    assert done.returncode, done.stdout
    assert re.search(rf"^docs/terms/{SLUG}\.md:\d+: .*TODO.*: .", done.stdout, re.M), (
        done.stdout
    )

    assert serve == "make serve"
    server = subprocess.Popen(
        ["make", "serve", f"PORT={port}", "PYTHON=true"],
        cwd=root,
        start_new_session=True,
    )
    try:
        address = f"http://127.0.0.1:{port}/terms/{SLUG}/"
        wait_for(address, "TODO: a question?", 120)
        shutil.rmtree(root / f"snippets/{SLUG}")
        for own in OWN:
            source, target = ROOT / own.format(SLUG), root / own.format(SLUG)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.out"))
            else:
                shutil.copy(source, target)
        # Outputs are missing still: said in the page, and the rest is there.
        wait_for(address, ".out", 120)
        wait_for(address, "Where people go wrong", 120)

        assert outputs == f"make outputs PAGE={SLUG}"
        done = run(outputs, root, port)
        assert done.returncode == 0, done.stdout
        for path in (ROOT / f"snippets/{SLUG}").glob("*.out"):
            assert (root / path.relative_to(ROOT)).read_bytes() == path.read_bytes()

        assert (mutate, seeds) == (
            f"make mutate PAGE={SLUG}",
            f"make seeds PAGE={SLUG}",
        )
        for command in (mutate, seeds):
            done = run(command, root, port)
            assert done.returncode == 0, done.stdout + done.stderr
        assert picture == f"make pictures PAGE={SLUG}"
        drawn = root / OWN[1].format(SLUG)
        drawn.unlink()
        done = run(picture, root, port)
        assert done.returncode == 0, done.stderr
        assert drawn.read_bytes() == (ROOT / OWN[1].format(SLUG)).read_bytes()

        # Its place is missed until it is there.
        assert test == f"make test PAGE={SLUG}"
        done = run(test, root, port)
        assert done.returncode, done.stdout
        assert re.search(rf"^docs/groups/learning\.md:\d+: .*{SLUG}", done.stdout, re.M)
        for path, text in named.items():
            path.write_text(text, "utf-8")
        done = run(test, root, port)
        assert done.returncode == 0, done.stdout
        assert "nothing lacks" in done.stdout
        wait_for(f"http://127.0.0.1:{port}/groups/learning/", f"terms/{SLUG}/", 120)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)

    assert form == "make format"
    done = run(form, root, port)
    assert done.returncode == 0, done.stdout
    # The last is what runs this test, in this folder, where the entry is.
    assert everything == "make test"


def test_a_new_term_has_its_day_in_the_list_of_changes(project):
    project.write(
        "docs/changes.yml", "entries:\n  widget: 2026-11-24\n\ncorrections: []\n"
    )
    (project.root / "docs/assets/diagrams").mkdir(parents=True)
    assert project.root / "docs/changes.yml" in page.new("dropout", project.root)
    entries = project.load().changes.entries
    assert list(entries) == ["widget", "dropout"]
    assert entries["dropout"] >= entries["widget"]


@pytest.mark.parametrize("name", ["RoPE", "top-k: x", "true", "x {term} #y"])
def test_a_new_term_builds_as_it_is_by_any_name(project, name):
    """The shortest made too short a summary, others were no text to YAML."""
    project.write(
        "docs/sources.yml", SOURCES.replace("doe2021widgets", "brown2020language")
    )
    project.edit(WIDGET, "doe2021widgets", "brown2020language")
    (project.root / "docs/assets/diagrams").mkdir(parents=True)
    page.new(name, project.root)
    assert project.problems() == []
    assert name[1:] in {term.term[1:] for term in project.load().terms}


@pytest.mark.parametrize("name", ["what?", "a\nb", "x" * 90])
def test_what_is_no_name_is_refused_and_nothing_is_written(project, name):
    before = sorted(project.root.rglob("*"))
    with pytest.raises(SystemExit, match="is no name of a term"):
        page.new(name, project.root)
    assert sorted(project.root.rglob("*")) == before


@pytest.mark.parametrize("own", [WIDGET, f"{PICTURES}/widget.svg"])
def test_what_is_there_is_not_written_over(project, own):
    """A page with a slip in its head was no term: all that was written in it was lost."""
    project.edit(WIDGET, "level: beginner", "level: easy")
    for path in {WIDGET, SCRIPT} - {own}:
        (project.root / path).unlink()
    (project.root / OUTPUT).unlink()
    project.write(own, "an hour of work")
    with pytest.raises(SystemExit, match=f"{own} is there already: edit or move it"):
        page.new("widget", project.root)
    assert project.read(own) == "an hour of work"
    assert sum((project.root / path).exists() for path in (WIDGET, SCRIPT, OUTPUT)) <= 1
