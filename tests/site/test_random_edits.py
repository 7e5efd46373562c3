"""While it is served: after random edits the pages are those of a whole build."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from glossary import ROOT


def edit_and_compare(root, *numbers: int) -> str:
    """What the command says that edits and compares: count, seed, edits between comparisons."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.support.edit_and_compare",
            root,
            *map(str, numbers),
        ],
        cwd=ROOT,
        env={
            **os.environ,
            "GLOSSARY_PYODIDE": "off",
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONPATH": str(ROOT),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.stdout


@pytest.mark.slow
def test_thirty_random_edits_give_the_bytes_of_whole_builds(project):
    project.copy_code()
    said = edit_and_compare(project.root, 30, 1, 2)
    assert "30 edits, 0 comparisons differ" in said, said[-2000:]


@pytest.mark.slow
def test_thirty_random_edits_of_the_whole_site_do_too(tmp_path):
    from tools.bench.project import copy_of

    said = edit_and_compare(copy_of(ROOT, tmp_path / "copy"), 30, 2, 10)
    assert "30 edits, 0 comparisons differ" in said, said[-2000:]
