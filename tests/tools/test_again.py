"""What failed in a run can be run once more alone, as `.ci/run` does."""

from __future__ import annotations

import subprocess
import sys

import pytest

from glossary import ROOT

AGAIN = ["--last-failed", "--last-failed-no-failures", "none"]
DIES_ONCE = """
import os
from pathlib import Path

def test_before(): pass

def test_that_dies_once():
    if not Path("died").exists():
        Path("died").touch()
        os._exit(1)

def test_after(): pass
"""


@pytest.mark.slow
def test_a_test_that_ended_its_process_and_then_passed_runs_again(tmp_path):
    def ended(*given: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "pytest", "-n", "1", "--dist", "loadfile"]
        done = subprocess.run(
            [*command, "-p", "tests.support.again", *given],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env={"PYTHONPATH": str(ROOT), "PATH": ""},
        )
        return done.returncode, done.stdout

    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_it.py").write_text(DIES_ONCE)
    code, said = ended()
    assert code == 1, said
    assert "1 failed, 3 passed" in said
    code, said = ended(*AGAIN)
    assert code == 0, said
    assert "1 passed" in said
    # That it passed now is remembered as ever: nothing is left.
    assert ended(*AGAIN)[0] == 5
