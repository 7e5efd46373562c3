"""What GitHub publishes has passed the tests, and so its pages say when their scripts ran last."""

from __future__ import annotations

import shutil
import subprocess

import pytest
import yaml

from glossary import ROOT

PAGES = ROOT / ".github/workflows/pages.yml"
SAID = "<p>Scripts last verified on 2026-11-28</p>"


def steps() -> list[dict]:
    """The steps of the job whose folder is published."""
    jobs = yaml.safe_load(PAGES.read_text("utf-8"))["jobs"]
    (found,) = (
        job["steps"]
        for job in jobs.values()
        if any("upload-pages-artifact" in one.get("uses", "") for one in job["steps"])
    )
    return found


def test_all_tests_run_in_the_same_folder_before_the_build():
    runs = [one.get("run") for one in steps()]
    # Whole: a path or a mark would leave pages out, which then say nothing.
    assert runs.index("make test") < runs.index("make offline")


@pytest.mark.skipif(not shutil.which("bash"), reason="the workflow runs in bash")
@pytest.mark.parametrize(("text", "ends"), [(SAID, 0), ("<p>nothing</p>", 1)])
def test_a_term_that_says_nothing_of_it_stops_the_workflow(tmp_path, text, ends):
    (step,) = (one for one in steps() if one.get("id") == "verified")
    for name, page in {"lora": SAID, "rank": text}.items():
        path = tmp_path / f"site/terms/{name}/index.html"
        path.parent.mkdir(parents=True)
        path.write_text(page)
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == ends
    assert ("site/terms/rank/index.html" in done.stdout) == bool(ends)
    assert "lora" not in done.stdout
