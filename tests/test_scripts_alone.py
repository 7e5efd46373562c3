"""Every script runs alone: a copy, in an empty folder, in a fresh interpreter.

The page suite runs them all in one process, which is many times faster; this shows that nothing
in that process helps them. `make test` does it for one script of each folder, CI for all.
"""

import pytest

from glossary import ROOT
from glossary.checks import output_of, scripts_of
from glossary.outputs import run_alone

SCRIPTS = scripts_of(ROOT)
SAMPLE = {script.parent: script for script in SCRIPTS}.values()


def parameters():
    for script in SCRIPTS:
        marks = () if script in SAMPLE else pytest.mark.slow
        name = script.relative_to(ROOT / "snippets").as_posix()
        yield pytest.param(script, id=name, marks=marks)


@pytest.mark.parametrize("script", list(parameters()))
def test_runs_as_copied(script):
    run = run_alone(script)
    assert run.stderr == ""
    assert run.returncode == 0
    assert run.stdout == output_of(script).read_text("utf-8")


def test_there_is_a_sample():
    assert SAMPLE
