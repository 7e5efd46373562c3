"""Which tests of our own code a run takes: all when it has changed, each in its turn."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from glossary import ROOT
from tests.support import of_code
from tests.support.of_code import DAYS, OF_CODE, changed_in, has_its_turn, left, which


@pytest.mark.parametrize(
    ("changed", "taken"),
    [
        ([], "some"),
        (["docs/terms/lora.md", "docs/sources.yml", "README.md"], "some"),
        (["pictures/lora.py", "docs/labs/study.csv", "tests/readings.csv"], "some"),
        (["snippets/lora/rank.py", "docs/terms/lora.md"], "snippets"),
        (["docs/terms/lora.md", "docs/assets/javascripts/run/run_block.py"], "all"),
        (["glossary/proof/guard.py"], "all"),
        (["tests/proof/test_new.py"], "all"),
        (["requirements.txt"], "all"),
        (["models/gpt2.json", "snippets/lora/rank.py"], "all"),
        (["a_new_folder/module.py"], "all"),
    ],
)
def test_what_has_changed_decides(changed, taken):
    said, why = which("", True, changed)
    assert said == taken
    assert taken == "some" or changed[-1] in why or changed[0] in why


def test_all_where_it_is_not_known_or_they_are_asked_for():
    assert which("", True, None)[0] == "all"
    assert which("", False, [])[0] == "all"
    assert which("", False, None)[0] == "all"


@pytest.mark.parametrize("said", ["all", "some", "rest"])
def test_the_variable_decides_before_all_else(said):
    for changed in ([], ["glossary/files.py"], None):
        assert which(said, True, changed) == (said, f"GLOSSARY_TEST_CODE={said}")


def test_a_word_that_it_does_not_know_is_refused_in_a_line():
    with pytest.raises(pytest.UsageError, match="=most: give all, some or rest"):
        which("most", True, [])


def test_git_is_asked_for_what_is_new_changed_and_gone(tmp_path):
    def git(*words: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
        subprocess.run(
            ["git", "-C", tmp_path, *who, *words], check=True, capture_output=True
        )

    assert changed_in(tmp_path) is None
    git("init")
    for name in ("same", "changed", "gone", "with space"):
        (tmp_path / name).write_text("1")
    (tmp_path / ".gitignore").write_text("ignored\n")
    git("add", ".")
    git("commit", "-m", "all")
    assert changed_in(tmp_path) == []
    (tmp_path / "changed").write_text("2")
    (tmp_path / "with space").write_text("2")
    (tmp_path / "gone").unlink()
    (tmp_path / "folder").mkdir()
    for name in ("ignored", "folder/new", "folder/nëw"):
        (tmp_path / name).write_text("1")
    expected = ["changed", "folder/new", "folder/nëw", "gone", "with space"]
    assert sorted(changed_in(tmp_path)) == sorted(expected)
    # An unpacked copy in somebody else's repository is not what that one has committed.
    assert changed_in(tmp_path / "folder") is None


def item(
    path: str, *fixtures: str, name: str = "test", slow: bool = False
) -> SimpleNamespace:
    """As much of a test as is asked."""
    return SimpleNamespace(
        path=ROOT / path,
        fixturenames=fixtures,
        nodeid=f"{path}::{name}",
        get_closest_marker=lambda mark: slow and mark == "slow",
    )


def test_what_reads_a_page_is_not_of_code():
    assert of_code.is_of_code(item("tests/proof/test_guard.py"))
    assert of_code.is_of_code(item("tests/content/test_heads.py", "project", "forks"))
    assert of_code.is_of_code(item("tests/snippets/test_lora.py"))
    for fixture in of_code.READ_PAGES:
        assert not of_code.is_of_code(item("tests/proof/test_guard.py", fixture))
    assert not of_code.is_of_code(item("tests/proof/test_guard.py", slow=True))
    assert not of_code.is_of_code(item("tests/content/test_entries.py"))
    assert not of_code.is_of_code(item("README.md"))
    block = SimpleNamespace(path=ROOT / ".cache/prepared/terms/lora.md")
    assert not of_code.is_of_code(block)


def names(items: list) -> list[str]:
    return [one.nodeid for one in items]


def test_each_has_its_turn_and_the_rest_is_what_a_day_leaves():
    code = [item("tests/proof/test_guard.py", name=f"t[{n}]") for n in range(300)]
    scripts = [item("tests/snippets/test_lora.py", name=f"t[{n}]") for n in range(9)]
    pages = [item("tests/content/test_entries.py", name=f"t[{n}]") for n in range(30)]
    items, taken = [*code, *scripts, *pages], []
    for day in range(700_000, 700_000 + DAYS):
        leaves = names(left(items, "some", day))
        assert not set(leaves).intersection(names(pages))
        each_day = len(code) / DAYS
        left_of_code = len(set(leaves).intersection(names(code)))
        assert each_day / 2 < len(code) - left_of_code < each_day * 3 / 2
        taken += [name for name in names([*code, *scripts]) if name not in leaves]
        of_rest = set(names(left(items, "rest", day)))
        assert [name for name in names(items) if name not in of_rest] == leaves
        of_snippets = [name for name in leaves if name not in names(scripts)]
        assert names(left(items, "snippets", day)) == of_snippets
    assert left(items, "all", 700_000) == []
    assert sorted(taken) == sorted(names([*code, *scripts]))
    assert has_its_turn("a", 700_000) == has_its_turn("a", 700_000 + DAYS)


def test_every_file_and_folder_that_is_named_is_there():
    assert [name for name in OF_CODE if not (ROOT / "tests" / name).exists()] == []


READS = """\
from pathlib import Path

def test_reads():
    assert Path({page!r}).read_text()

def test_reads_none():
    pass
"""


@pytest.mark.parametrize(
    ("page", "fails"), [("docs/index.md", 1), ("pyproject.toml", 0)]
)
def test_one_that_reads_a_page_is_told(tmp_path, page, fails):
    (tmp_path / "test_it.py").write_text(READS.format(page=str(ROOT / page)))
    (tmp_path / "conftest.py").write_text(
        "from tests.support import of_code\n"
        "of_code.is_of_code = lambda item: True\n"
        "def pytest_configure(config):\n"
        "    config.pluginmanager.register(of_code.NoPageIsRead())\n"
    )
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    said = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:codeblocks", "-p", "no:xdist"],
        cwd=tmp_path,
        env=kept | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    ).stdout
    expected = "1 failed, 1 passed" if fails else "2 passed"
    assert expected in said, said
    told = f"reads {Path('docs/index.md')}: give it the fixture `content`"
    assert (told in said) == bool(fails)
