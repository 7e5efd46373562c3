"""The command that runs everything under other settings sees an output that moves."""

import subprocess
import sys

from glossary import portable


def test_settings_cover_what_could_move_an_output():
    settings = list(portable.settings())
    names = [name for name, _, _ in settings]
    assert len(names) == len(set(names))
    variables = set().union(*(v for _, v, _ in settings))
    assert {
        "ATEN_CPU_CAPABILITY",
        "OMP_NUM_THREADS",
        "PYTHONHASHSEED",
        "TZ",
    } <= variables
    assert any("--random-order" in options for _, _, options in settings)
    if portable.numpy_features():
        assert "NPY_DISABLE_CPU_FEATURES" in variables


def test_each_setting_is_listed_as_run_or_missing():
    said = [*portable.missing(), *portable.pythons(), portable.running()]
    for version in portable.PYTHONS:
        assert any(version in text for text in said), version


def test_a_python_that_cannot_run_is_not_taken(tmp_path, monkeypatch):
    fake = tmp_path / "python3.12"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setattr(portable.shutil, "which", lambda name: str(fake))
    monkeypatch.setattr(portable.Path, "home", lambda: tmp_path)
    assert portable.pythons() == {}


def test_an_output_that_moves_is_seen(project, capsys, monkeypatch):
    monkeypatch.setattr(
        portable.subprocess,
        "run",
        lambda command, cwd, env, **_: project.forks.run(command[2:], cwd, env),
    )
    for name in ("widget", "home"):
        project.write(
            f"snippets/{name}/two_and_two_are_four.py",
            '"""Two and two are four."""\n\nimport os\n\n'
            'print("sum:", 4 + ("TZ" in os.environ))\n',
        )
    variables = {"PYTHONPATH": str(project.root)}
    assert portable.run_suite("as it is", variables, ["-n0"], project.root)
    variables["TZ"] = "Pacific/Chatham"
    assert not portable.run_suite("other place", variables, ["-n0"], project.root)
    assert "line 1 of the output is not the one shown" in capsys.readouterr().out


def test_a_script_that_differs_under_another_python_is_seen(
    project, monkeypatch, capsys
):
    project.write("requirements.txt", "numpy==2.4.6\n")

    real = subprocess.run
    monkeypatch.setattr(
        portable.subprocess,
        "run",
        lambda command, **options: real([sys.executable, *command[1:]], **options),
    )
    monkeypatch.setattr(portable.tempfile, "gettempdir", lambda: str(project.root))
    made = portable.hashlib.sha256(
        f"{project.root / 'python'} numpy==2.4.6".encode()
    ).hexdigest()[:12]
    folder = project.root / f"glossary-python-3.12-{made}"
    folder.mkdir()
    (folder / ".ready").write_text("")
    assert portable.run_with("3.12", project.root / "python", project.root)
    project.write("snippets/widget/two_and_two_are_four.out", "sum: 5\n")
    assert not portable.run_with("3.12", project.root / "python", project.root)
    assert "1 differ" in capsys.readouterr().out
