"""Set-up: done once, again when it must be, and never half done.

Real runs of Python's venv and pip, on small packages in a folder that stands for both indexes.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from glossary import ROOT
from tools import set_up


def write_wheel(
    index: Path, name: str, version: str, code: str, needs: str = ""
) -> None:
    """Put a package of one module into an index, as pip reads it from a folder."""
    folder = index / name
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    needs = f"Requires-Dist: {needs}\n" if needs else ""
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(f"{name}.py", code)
        archive.writestr(
            f"{info}/METADATA",
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}",
        )
        archive.writestr(
            f"{info}/WHEEL",
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        archive.writestr(f"{info}/RECORD", "")
    links = (f'<a href="{p.name}">{p.name}</a>' for p in folder.glob("*.whl"))
    (folder / "index.html").write_text("\n".join(links))


@pytest.fixture(scope="session")
def empty_venv(tmp_path_factory) -> Path:
    """An environment with nothing but pip, to copy: it takes seconds to make."""
    folder = tmp_path_factory.mktemp("environment") / ".venv"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    return folder


class Clone:
    """A folder to set up in, with an index of CPU builds and a default index."""

    def __init__(self, root: Path):
        self.root, self.cpu, self.default = (
            root / "clone",
            root / "cpu",
            root / "default",
        )
        (self.root / "tools").mkdir(parents=True)
        text = Path(set_up.__file__).read_text("utf-8")
        assert text.count(set_up.CPU_INDEX) == 1
        script = self.root / "tools/set_up.py"
        script.write_text(text.replace(set_up.CPU_INDEX, self.cpu.as_uri()))
        self.write("requirements.txt", "torch==2.13.0\nwidget==1\n")
        self.write("requirements-labs.txt", "gadget==1\n")
        self.write("pyproject.toml", "")
        write_wheel(self.cpu, "torch", "2.13.0+cpu", "'cpu'")
        write_wheel(self.default, "torch", "2.13.0", "'cuda'", "nvidia")
        write_wheel(self.default, "nvidia", "1", "'gigabytes'")
        write_wheel(self.default, "gadget", "1", "'gadget 1'", "burden")
        write_wheel(self.default, "burden", "1", "'not wanted'")
        for version in ("1", "2"):
            write_wheel(self.default, "widget", version, f"'widget {version}'")

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text)

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        """Start set-up, with pip's settings of this machine out of the way."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PIP_")}
        pip = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": self.default.as_uri()}
        return subprocess.Popen(
            [sys.executable, "tools/set_up.py", *arguments],
            cwd=self.root,
            env=kept | pip | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def set_up(self, *arguments: str, **variables: str) -> tuple[int, str]:
        """Run set-up to its end: exit code, and what it says."""
        process = self.start(*arguments, **variables)
        said = process.communicate(timeout=120)[0]
        return process.returncode, said

    def installed(self) -> set[str]:
        """What the packages of the environment say of themselves."""
        modules = (self.root / ".venv").glob("[Ll]ib/**/site-packages/*.py")
        return {path.read_text().strip("'") for path in modules}


@pytest.fixture
def clone(tmp_path, empty_venv) -> Clone:
    """A clone whose environment has been made, and nothing installed into it."""
    clone = Clone(tmp_path)
    shutil.copytree(empty_venv, clone.root / ".venv", symlinks=True)
    return clone


def test_another_python_place_or_file_is_another_environment(monkeypatch, tmp_path):
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "needs.txt").write_text("torch==1")
    monkeypatch.setattr(set_up, "ROOT", tmp_path / "here")
    seen = [set_up.fingerprint("needs.txt")]
    assert set_up.fingerprint("needs.txt") == seen[0]
    (tmp_path / "here/needs.txt").write_text("torch==2")
    seen.append(set_up.fingerprint("needs.txt"))
    monkeypatch.setattr(set_up.sys, "version", "3.99.0 (another Python)")
    seen.append(set_up.fingerprint("needs.txt"))
    monkeypatch.setattr(set_up, "ROOT", tmp_path / "there")
    (tmp_path / "there/needs.txt").write_text("torch==2")
    seen.append(set_up.fingerprint("needs.txt"))
    assert len(set(seen)) == 4


@pytest.mark.slow
def test_it_is_done_once_and_again_where_its_files_have_changed(tmp_path):
    clone = Clone(tmp_path)
    code, said = clone.set_up()
    assert code == 0, said
    assert "set-up: making .venv/" in said
    assert "set-up: done in" in said
    # Torch from the index of CPU builds, without what the other build brings along.
    assert clone.installed() == {"cpu", "widget 1"}
    assert clone.set_up() == (0, "")
    clone.write("requirements.txt", "torch==2.13.0\nwidget==2\n")
    code, said = clone.set_up()
    assert code == 0, said
    assert "making .venv/" not in said
    assert clone.installed() == {"cpu", "widget 2"}
    # What the labs need: asked for, and each package alone.
    code, said = clone.set_up("labs")
    assert code == 0, said
    assert clone.installed() == {"cpu", "widget 2", "gadget 1"}
    assert clone.set_up("labs") == clone.set_up() == (0, "")
    # A change of the one comes before the other.
    clone.write("requirements.txt", "torch==2.13.0\nwidget==1\n")
    code, said = clone.set_up("labs")
    assert code == 0, said
    assert said.index("requirements.txt") < said.index("requirements-labs.txt")
    assert clone.installed() == {"cpu", "widget 1", "gadget 1"}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="ends a group of processes")
@pytest.mark.parametrize("step", ["making .venv/", "CPU build", "requirements.txt"])
def test_a_set_up_that_was_killed_is_finished_by_the_next(tmp_path, step):
    """Wherever it was: also where only a part of the environment is there."""
    clone = Clone(tmp_path)
    process = clone.start()
    while step not in process.stdout.readline():
        assert process.poll() is None
    time.sleep(0.2)  # into what it has announced
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert not (clone.root / ".venv/.ready").exists()
    code, said = clone.set_up()
    assert code == 0, said
    assert clone.installed() == {"cpu", "widget 1"}
    assert clone.set_up() == (0, "")


@pytest.mark.slow
def test_a_set_up_that_failed_says_what_to_do_and_is_done_again(clone):
    clone.write("requirements.txt", "torch==2.13.0\nwidget==3\n")
    code, said = clone.set_up()
    assert code != 0
    assert "run the same command again" in said.splitlines()[-1]
    write_wheel(clone.default, "widget", "3", "'widget 3'")
    code, said = clone.set_up()
    assert code == 0, said
    assert clone.installed() == {"cpu", "widget 3"}


@pytest.mark.slow
def test_where_the_index_of_cpu_builds_has_nothing_the_default_one_serves(clone):
    shutil.rmtree(clone.cpu)
    code, said = clone.set_up()
    assert code == 0, said
    assert "did not serve it; using the default index" in said
    assert clone.installed() == {"cuda", "gigabytes", "widget 1"}


@pytest.mark.slow
def test_requirements_without_torch_are_refused(clone):
    clone.write("requirements.txt", "widget==1\n")
    code, said = clone.set_up()
    assert code != 0
    assert "no line `torch==<version>`" in said
    assert clone.installed() == set()


def test_an_old_python_is_refused_with_the_mend(monkeypatch):
    monkeypatch.setattr(set_up.sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or later is needed"):
        set_up.main()


def test_python_without_venv_is_told_what_to_install(tmp_path):
    """As Debian's: the module is there and fails."""
    clone = Clone(tmp_path)
    clone.write("venv.py", "raise SystemExit(1)")
    code, said = clone.set_up(PYTHONPATH=str(clone.root))
    assert code != 0
    assert "apt-get install python3-venv" in said
    assert not (clone.root / ".venv").exists()


@pytest.mark.slow
def test_a_second_set_up_waits_for_the_first(clone):
    """Which holds the lock while its pip is slow; only it installs."""
    hold = (
        "import sys; sys.path.insert(0, 'tools'); import set_up\n"
        "with set_up.alone(): print('held', flush=True); sys.stdin.read()"
    )
    first = subprocess.Popen(
        [sys.executable, "-c", hold],
        cwd=clone.root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert first.stdout.readline() == "held\n"
    second = clone.start()
    assert "waiting for it" in second.stdout.readline()
    assert clone.installed() == set()
    first.communicate()
    said = second.communicate(timeout=120)[0]
    assert second.returncode == 0, said
    assert clone.installed() == {"cpu", "widget 1"}


def test_the_environment_is_found_on_each_system():
    assert set_up.python().relative_to(ROOT).parts in (
        (".venv", "bin", "python"),
        (".venv", "Scripts", "python.exe"),
    )
