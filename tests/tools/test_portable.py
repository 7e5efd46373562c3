"""The command that runs everything under other settings sees an output that moves."""

import sys
from pathlib import Path

import pytest

from tools import portable


def test_settings_cover_what_could_move_an_output():
    settings, lacks = portable.settings()
    names = [name for name, _, _ in settings]
    assert len(names) == len(set(names))
    variables = set().union(*(v for _, v, _ in settings))
    wanted = {"ATEN_CPU_CAPABILITY", "OMP_NUM_THREADS", "PYTHONHASHSEED", "TZ"}
    assert wanted | {"LC_ALL"} <= variables
    assert any("--random-order" in options for _, _, options in settings)
    # Each instruction set is run, or said to be missing.
    for level in ("torch avx2", "torch avx512"):
        assert any(text.startswith(level) for text in (*names, *lacks)), level
    if sys.platform == "linux":
        assert "NPY_DISABLE_CPU_FEATURES" in variables


def test_a_python_that_cannot_run_is_not_taken(tmp_path, monkeypatch):
    fake = tmp_path / "python3.12"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setattr(portable.shutil, "which", lambda name: str(fake))
    monkeypatch.setattr(portable.Path, "home", lambda: tmp_path)
    assert portable.pythons() == {}


@pytest.mark.slow
def test_an_output_that_moves_is_seen(project, monkeypatch):
    project.copy_code()
    # This may run in a worker, which prepares no pages.
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    monkeypatch.setattr(
        portable.subprocess,
        "run",
        lambda command, cwd, env, **_: project.forks.run(command[2:], cwd, env),
    )
    for name in ("widget", "home"):
        project.write(
            f"snippets/{name}/two_and_two_are_four.py",
            '"""Two and two are four."""\n\nfrom os.path import expandvars\n\n'
            'print("sum:", 4 + (expandvars("$TZ") != "$TZ"))\n',
        )
    project.copy_code()
    # The check of scripts would refuse it: it stands for what no check foresees.
    project.edit(
        "glossary/content/surroundings.py", '"numpy torch"', '"numpy torch os"'
    )
    variables = {"PYTHONPATH": str(project.root)}
    assert portable.page_suite(variables, ["-n0"], project.root) == ""
    variables["TZ"] = "Pacific/Chatham"
    said = portable.page_suite(variables, ["-n0"], project.root)
    assert "line 1 of the output is not the one shown" in said


def test_a_script_that_differs_under_another_python_is_seen(project, monkeypatch):
    project.write("requirements.txt", "numpy==2.4.6\n")
    place = project.root / "environment"
    own = place / "bin/python"
    own.parent.mkdir(parents=True)
    own.symlink_to(sys.executable)
    (place / ".numpy==2.4.6").touch()  # as if it were installed
    assert portable.scripts_by(Path(sys.executable), place, project.root) == ""
    project.write("snippets/widget/two_and_two_are_four.out", "sum: 5\n")
    said = portable.scripts_by(Path(sys.executable), place, project.root)
    assert said == "snippets/widget/two_and_two_are_four.py:\nsum: 4\n"
    # Another Python has no torch.
    project.write("snippets/widget/two_and_two_are_four.py", "from torch import ones\n")
    assert portable.scripts_by(Path(sys.executable), place, project.root) == ""


@pytest.mark.slow
def test_what_differs_makes_the_command_fail(project, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["portable"])
    monkeypatch.setattr(
        portable,
        "runs",
        lambda root: [("one", lambda: ""), ("two", lambda: "sum: 5\n")],
    )
    assert portable.main(project.root) == 1
    assert (
        "two: DIFFERS\nsum: 5\nportable: 1 runs differ: two" in capsys.readouterr().out
    )
