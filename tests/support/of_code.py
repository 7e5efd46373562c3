"""The tests of our own code: which they are, and which of them a run takes.

They read no page. While the code is as it was committed, each can only say again what it said when
CI took all of them; so `make test` takes a sixth, others tomorrow, and all as soon as Git says that
the code has changed. What reads a page, the built site or the labs is taken each time.

GLOSSARY_TEST_CODE says otherwise: `all`, `some` (today's sixth), or `rest` (what that leaves, for
CI, which has run `some` before; it also looks that none of them reads a page).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import pytest

from glossary import ROOT

CODE = "GLOSSARY_TEST_CODE"
"""The variable by which a run is told which of these tests it takes."""

DAYS = 6
"""In so many days each has its turn."""

READ_PAGES = {"content", "prepared", "site", "slug", "term"}
"""Fixtures of tests that read our pages, or are made for each of them."""

SMALL_PROJECT = "forks"
"""The fixture of those that read pages of a small project of their own."""

OF_CODE = (
    "content/test_figures.py",
    "content/test_files.py",
    "content/test_problems.py",
    "content/test_surroundings.py",
    "live_gpt",
    "models",
    "proof/test_blocks.py",
    "proof/test_guard.py",
    "proof/test_guard_at_random.py",
    "proof/test_landlock.py",
    "proof/test_running.py",
    "proof/test_running_in_parts.py",
    "site/test_calculator.py",
    "site/test_draw.py",
    "site/test_escaping.py",
    "site/test_finish.py",
    "site/test_formulas.py",
    "site/test_mkdocs.py",
    "site/test_own_text.py",
    "site/test_policy.py",
    "site/test_run_block.py",
    "site/test_slim.py",
    "snippets",
    "tools/test_broken_off.py",
    "tools/test_mutate.py",
    "tools/test_mutate_code.py",
    "tools/test_of_code.py",
    "tools/test_rebuild.py",
    "tools/test_samples.py",
    "tools/test_study_parts.py",
)
"""Files and folders of other tests that read no page."""

SNIPPETS = "snippets/"
"""Scripts of pages: of the tests, only those of their own folder know them."""

NO_CODE = (SNIPPETS, "docs/", "pictures/", "tests/readings.csv", "tests/searches.csv")
"""What an author of pages changes, of which none of these tests knows anything; but:"""

CODE_IN_DOCS = "docs/assets/"


def which(said: str, of_all: bool, changed: Sequence[str] | None) -> tuple[str, str]:
    """Which of the tests a run takes, and why.

    Args:
        said: the value of GLOSSARY_TEST_CODE.
        of_all: whether the run was asked for no test or folder by name.
        changed: paths that are not as they were committed; None where that is not known.

    Returns:
        `all`, `snippets` (all of those, of the others some), `some` or `rest`; and the reason.

    Raises:
        UsageError: if the value is none of those that can be given.
    """
    if said:
        if said not in ("all", "some", "rest"):
            raise pytest.UsageError(f"{CODE}={said}: give all, some or rest")
        return said, f"{CODE}={said}"
    if not of_all:
        return "all", "they were asked for by name"
    if changed is None:
        return "all", "there is no Git to ask whether the code is as it was committed"
    code = [
        path
        for path in changed
        if path.startswith(CODE_IN_DOCS) or not path.startswith(NO_CODE)
        if not path.endswith(".md")
    ]
    if code:
        return "all", f"{code[0]} is not as it was committed"
    scripts = [path for path in changed if path.startswith(SNIPPETS)]
    if scripts:
        return "snippets", f"{scripts[0]} is not as it was committed"
    return "some", f"the code is as it was committed; {CODE}=all takes all"


def changed_in(root: Path) -> list[str] | None:
    """Paths of a checkout that differ from its last commit, new ones too; None if it is none."""
    git = ["git", "-C", str(root)]
    try:
        top = subprocess.run(
            [*git, "rev-parse", "--show-prefix"], capture_output=True, check=True
        )
        status = subprocess.run(
            [*git, "status", "--porcelain", "-z", "--no-renames", "-uall"],
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    if top.stdout.strip():  # a folder in the checkout of something else
        return None
    return [os.fsdecode(line)[3:] for line in status.stdout.split(b"\0") if line]


def is_of_code(item: pytest.Item) -> bool:
    """Whether a test reads no page of ours. Slow ones have turns of their own (samples.py)."""
    fixtures = getattr(item, "fixturenames", None)
    if fixtures is None or not item.path.is_relative_to(ROOT / "tests"):
        return False  # a block of a page
    if item.get_closest_marker("slow"):
        return False
    if READ_PAGES.intersection(fixtures):
        return False
    path = item.path.relative_to(ROOT / "tests").as_posix()
    return SMALL_PROJECT in fixtures or path.startswith(OF_CODE)


def left(items: Sequence[pytest.Item], taken: str, day: int) -> list[pytest.Item]:
    """Those that a run leaves."""
    if taken == "all":
        return []
    if taken == "rest":
        return [i for i in items if not is_of_code(i) or has_its_turn(i.nodeid, day)]
    some = [item for item in items if is_of_code(item)]
    if taken == "snippets":
        some = [
            item
            for item in some
            if not item.path.is_relative_to(ROOT / "tests/snippets")
        ]
    return [item for item in some if not has_its_turn(item.nodeid, day)]


def has_its_turn(name: str, day: int) -> bool:
    """Whether a test of this name is one of this day's sixth."""
    return (crc32(name.encode()) + day) % DAYS == 0


PAGES = tuple(str(ROOT / name) + os.sep for name in ("docs", ".cache/prepared"))


class NoPageIsRead:
    """Fails a test of our own code that reads a page: `make test` would leave it for days."""

    def __init__(self) -> None:
        self.read = ""
        sys.addaudithook(self.heard)

    def heard(self, event: str, arguments: tuple[object, ...]) -> None:
        """The audit hook, which Python calls for whatever is opened."""
        if event != "open" or not isinstance(arguments[0], str | os.PathLike):
            return
        path = str(Path(arguments[0]).absolute())
        if path.startswith(PAGES) and path.endswith((".md", ".yml", ".ipynb")):
            self.read = os.path.relpath(path, ROOT)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> object:
        self.read = ""
        result = yield
        if self.read and is_of_code(item):
            pytest.fail(
                f"{item.nodeid}: reads {self.read}: give it the fixture `content`, for tests of "
                "our own code are not taken each time",
                pytrace=False,
            )
        return result
