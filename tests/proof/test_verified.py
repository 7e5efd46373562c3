"""Last verified: what a test run writes, and what a build shows of it."""

from __future__ import annotations

import platform
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import numpy as np
import pytest

from glossary.content.verified import FILE, records
from glossary.proof.pytest_plugin import Record
from tests.support.project import OUTPUT, SCRIPT, WIDGET

RAN = {SCRIPT}
SAID = "Scripts last verified on "


def line(project, uri: str = "terms/widget.md") -> str:
    """What a prepared page says of it."""
    lines = project.before().texts[uri].split("\n")
    return "".join(one for one in lines if one.startswith(SAID))


def write(project, ran: set[str], meanwhile: Callable[[], None] = bool) -> None:
    """A run of the tests that begins now, in which these scripts pass."""
    record = Record(project.root, project.before().content)
    for script in ran:
        said = [("verified", script)]
        record.pytest_runtest_logreport(
            SimpleNamespace(when="call", passed=True, user_properties=said)
        )
    meanwhile()
    record.pytest_sessionfinish()


def test_a_page_shows_what_its_scripts_last_ran_with(project):
    assert line(project) == ""
    write(project, RAN)
    day = datetime.now(UTC).date()
    python = f"Python {platform.python_version()}"
    assert line(project).startswith(
        f"{SAID}{day} with {python}, NumPy {np.__version__} and PyTorch 2."
    )
    assert line(project, "terms/token.md") == "", "it has no script"
    assert line(project, "index.md") == "", "its own did not run"
    write(project, {"snippets/home/two_and_two_are_four.py"})
    assert line(project, "index.md") == line(project) != ""


@pytest.mark.parametrize("name", [SCRIPT, OUTPUT])
def test_what_is_edited_while_the_tests_run_is_not_said_to_have_run(project, name):
    before = project.read(name)
    write(project, RAN, lambda: project.write(name, f"{before}# never ran\n"))
    assert line(project) == ""
    project.write(name, before)
    assert line(project)


@pytest.mark.parametrize("name", [SCRIPT, OUTPUT])
def test_what_has_changed_since_is_not_said_to_have_run(project, name):
    write(project, RAN)
    assert line(project)
    before = project.read(name)
    project.write(name, f"{before}# more\n")
    assert line(project) == ""
    project.write(name, before)
    assert line(project)


def test_a_page_of_which_a_script_did_not_run_is_not_said_to_have(project):
    project.write("snippets/widget/more.py", project.read(SCRIPT))
    project.write("snippets/widget/more.out", "sum: 4\n")
    project.add(WIDGET, "\n<!-- script: widget/more -->\n")
    write(project, RAN)
    assert line(project) == ""
    write(project, {*RAN, "snippets/widget/more.py"})
    assert line(project)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"terms/widget.md": {"date": "2026-01-01"}}']
)
def test_a_file_that_is_not_ours_says_nothing_and_stops_nothing(project, text):
    project.write(FILE, text)
    assert line(project) == ""
    write(project, RAN)
    assert line(project)


@pytest.mark.slow
def test_a_run_writes_it_where_all_passed_and_keeps_it_where_one_fails(project):
    done = project.pytest()
    assert done.returncode == 0, done.stdout
    first = records(project.root / FILE, project.root)
    assert list(first) == ["terms/widget.md"]
    project.edit(OUTPUT, "4", "5")
    assert project.pytest().returncode == 1
    assert records(project.root / FILE, project.root) == first
    assert line(project) == ""
