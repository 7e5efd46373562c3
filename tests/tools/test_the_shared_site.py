"""The tests' own site: built once, and nothing of a build outlives a run that ends early."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from glossary import ROOT
from tests.support import built_site

HANGS = """
import os, pathlib, subprocess, sys, time

def on_config(config):
    pathlib.Path(config.site_dir).mkdir()
    below = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    pathlib.Path("began").write_text(f"{os.getpid()} {below.pid}")
    time.sleep(600)
"""
"""Hooks with which a build hangs, with a process below it, as the compiler of Run is one."""

USES = """
import pytest
from tests.support import built_site

@pytest.fixture(scope="session")
def site(tmp_path_factory):
    import pathlib
    here = pathlib.Path.cwd()
    return built_site.build_once(here, here / "base")

def test_site(site):
    assert site
"""

CONFTEST = """
from tests.support import built_site

def pytest_configure():
    built_site.end_in_order()
"""

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def lives(pid: int) -> bool:
    """Whether a process runs; one that only waits to be counted does not."""
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        )
    except FileNotFoundError:
        return False


def wait_for(what, seconds: float = 30) -> bool:
    """Whether it comes true in time."""
    end = time.monotonic() + seconds
    while not (true := what()) and time.monotonic() < end:
        time.sleep(0.02)
    return bool(true)


@pytest.mark.slow
@linux
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_broken_off_leaves_no_build(project, way):
    project.copy_code()
    project.write("glossary/site/hooks.py", HANGS)
    project.write("tests/test_site.py", USES)
    project.write("tests/conftest.py", CONFTEST)
    (project.root / "base").mkdir()
    run = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "tests/test_site.py",
        ],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        # A shell starts what it puts in the background without Ctrl-C, and so does .ci/run.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        began = project.root / "began"
        assert wait_for(began.exists), run.communicate(timeout=1)
        assert wait_for(lambda: len(began.read_text().split()) == 2)
        pids = [int(pid) for pid in began.read_text().split()]
        assert all(map(lives, pids))
        os.kill(run.pid, way)
        run.communicate(timeout=30)
        assert wait_for(lambda: not any(map(lives, pids)), 5)
        if way != signal.SIGKILL:  # after that one pytest cleans up, days later
            left = [p.name for p in (project.root / "base").iterdir() if p.is_dir()]
            assert left == []
    finally:
        for pid in (run.pid, *(int(p) for p in began.read_text().split())):
            if lives(pid):
                os.kill(pid, signal.SIGKILL)


@pytest.mark.slow
def test_a_site_that_cannot_be_built_is_told_with_its_reason(project, tmp_path_factory):
    project.copy_code()
    base = tmp_path_factory.mktemp("base")
    project.edit("docs/terms/widget.md", "level: beginner", "levle: beginner")
    for _ in range(2):  # the second process of a run does not build again
        with pytest.raises(pytest.fail.Exception, match=r"widget\.md:6: levle"):
            built_site.build_once(project.root, base)
        project.write("mkdocs.yml", "")
    assert not (base / "site.unfinished").exists()
    built_site.remove(base)
    assert list(base.iterdir()) == []


@pytest.mark.slow
def test_a_site_is_built_once(project, tmp_path_factory, monkeypatch):
    monkeypatch.setenv("GLOSSARY_PYODIDE", "off")
    project.copy_code()
    base = tmp_path_factory.mktemp("base")
    site = built_site.build_once(project.root, base)
    assert (site / "terms/widget/index.html").is_file()
    stamp = (site / "index.html").stat().st_mtime_ns
    assert built_site.build_once(project.root, base) == site
    assert (site / "index.html").stat().st_mtime_ns == stamp
