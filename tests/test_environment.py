"""Set-up: done once, again when it must be, and never half done."""

import subprocess
import sys

import pytest

from glossary import environment


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """A folder to set up in, where each command is noted instead of run."""
    (tmp_path / "requirements.txt").write_text("torch==2.13.0\n")
    (tmp_path / "requirements-labs.txt").write_text("peft==0.21.2\n")
    (tmp_path / "pyproject.toml").write_text("")
    venv = tmp_path / ".venv"
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "READY", venv / ".ready")
    monkeypatch.setattr(environment, "READY_FOR_LABS", venv / ".ready-for-labs")
    commands: list[str] = []
    fails: set[str] = set()

    def run(command, **_):
        words = " ".join(map(str, command))
        commands.append(words)
        if " venv " in words:
            environment.python().parent.mkdir(parents=True, exist_ok=True)
            environment.python().write_text("")
        failed = any(part in words for part in fails)
        version = sys.version if " -c " in words else ""
        return subprocess.CompletedProcess(command, int(failed), stdout=version)

    monkeypatch.setattr(environment.subprocess, "run", run)
    fake.commands, fake.fails, fake.root = commands, fails, tmp_path
    return fake


def test_it_is_done_once(fake, capsys):
    environment.main()
    assert "set-up: done in" in capsys.readouterr().out
    assert any("-r" in command for command in fake.commands)
    fake.commands.clear()
    environment.main()
    assert fake.commands == []
    assert capsys.readouterr().out == ""


def test_a_changed_requirements_file_is_noticed(fake):
    environment.main()
    (fake.root / "requirements.txt").write_text("torch==2.13.0\nnumpy==2.4.6\n")
    fake.commands.clear()
    environment.main()
    assert any("requirements.txt" in command for command in fake.commands)
    assert not any(" venv " in command for command in fake.commands)


def test_a_run_that_was_broken_off_is_done_again(fake):
    fake.fails.add("requirements.txt")
    with pytest.raises(SystemExit, match="run the same command again"):
        environment.main()
    assert not environment.READY.exists()
    fake.fails.clear()
    environment.main()
    assert environment.READY.exists()


def test_torch_comes_from_the_cpu_index_first_and_alone(fake):
    environment.main()
    torch = [command for command in fake.commands if "torch==2.13.0" in command]
    assert len(torch) == 1
    assert "--index-url https://download.pytorch.org/whl/cpu" in torch[0]
    assert "--no-deps" in torch[0]
    assert not any("extra-index" in command for command in fake.commands)


def test_where_that_index_cannot_be_reached_the_default_one_serves(fake, capsys):
    fake.fails.add("whl/cpu")
    environment.main()
    torch = [command for command in fake.commands if "torch==2.13.0" in command]
    assert len(torch) == 2
    assert "index-url" not in torch[1]
    assert "using the default index" in capsys.readouterr().out


def test_an_old_python_is_refused_with_the_mend(fake, monkeypatch):
    monkeypatch.setattr(environment.sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or later is needed"):
        environment.main()


def test_requirements_without_torch_are_refused(fake):
    (fake.root / "requirements.txt").write_text("numpy==2.4.6\n")
    with pytest.raises(SystemExit, match="no line `torch==<version>`"):
        environment.main()


def test_python_without_venv_is_told_what_to_install(fake):
    fake.fails.add(" venv ")
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        environment.main()
    assert not environment.VENV.exists()


def test_the_labs_parts_are_installed_when_asked_for_and_once(fake):
    environment.main()
    assert not any("requirements-labs.txt" in command for command in fake.commands)
    environment.main(labs=True)
    assert "--no-deps -r" in fake.commands[-1]
    assert fake.commands[-1].endswith("requirements-labs.txt")
    fake.commands.clear()
    environment.main(labs=True)
    environment.main()
    assert fake.commands == []


def test_a_broken_off_install_of_the_labs_parts_is_done_again(fake):
    environment.main()
    fake.fails.add("requirements-labs.txt")
    with pytest.raises(SystemExit, match="run the same command again"):
        environment.main(labs=True)
    assert not environment.READY_FOR_LABS.exists()
    fake.fails.clear()
    environment.main(labs=True)
    assert environment.READY_FOR_LABS.exists()


def test_changed_requirements_are_installed_before_the_labs_parts(fake):
    environment.main(labs=True)
    (fake.root / "requirements.txt").write_text("torch==2.13.0\nnumpy==2.4.6\n")
    fake.commands.clear()
    environment.main(labs=True)
    with_files = [command for command in fake.commands if " -r " in command]
    assert [command.rpartition("/")[2] for command in with_files] == [
        "requirements.txt",
        "requirements-labs.txt",
    ]


def test_a_second_set_up_waits_for_the_first(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(environment, "LOCK", tmp_path / "cache/set-up.lock")
    hold = (
        "import sys, time; from glossary import environment as e; from pathlib import Path; "
        f"e.LOCK = Path({str(tmp_path / 'cache/set-up.lock')!r})\n"
        "with e.alone(): print('held', flush=True); time.sleep(1)"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", hold], stdout=subprocess.PIPE, text=True
    )
    assert other.stdout.readline() == "held\n"
    with environment.alone():
        assert "waiting for it" in capsys.readouterr().out
        assert other.wait(timeout=10) == 0
    other.stdout.close()
