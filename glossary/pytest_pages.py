"""pytest plugin: every page is a test file, every block that it shows is a test.

Builds on pytest-codeblocks. Its own collector (switched off in pyproject.toml) runs only fences
whose info string is exactly `python`, does not expand includes, and reports no line of the
script; glossary.pages and glossary.running see to those. After the tests, the guard holds the
built site against what ran, and reports like a test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import pytest
from _pytest.reports import TestReport
from pytest_codeblocks.plugin import MarkdownFile, TestBlock

from glossary import guard
from glossary.labs import ran_in_labs
from glossary.pages import Block, read_blocks
from glossary.problems import ProblemsFound, shown_path
from glossary.running import BlockFailed, run_block

# The scripts' matrices are small: more threads than one only wait for each other, and with a test
# process on each core they made one script 30 times slower. Set before torch is imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")

GUARD_NAME = "glossary.guard::the_site_shows_what_ran"


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Session(config), "glossary-session")


def pytest_collect_file(file_path: Path, parent: pytest.Collector):
    if file_path.suffix == ".md":
        return Page.from_parent(parent, path=file_path)


class Page(MarkdownFile):
    """A Markdown page, its includes expanded."""

    def collect(self):
        for name, block in named_blocks(self.path, self.config.rootpath):
            yield PageBlock.from_parent(self, name=name, obj=block)

    def repr_failure(self, excinfo, style=None):
        if isinstance(excinfo.value, ProblemsFound):
            return str(excinfo.value)
        return super().repr_failure(excinfo)


def named_blocks(path: Path, root: Path) -> list[tuple[str, Block]]:
    """The blocks of a page with the names of their tests, each name once."""
    blocks = read_blocks(path, root)
    names = Counter(block.name for block in blocks)
    return [
        (b.name if names[b.name] == 1 else f"{b.name} (line {b.line})", b)
        for b in blocks
    ]


class PageBlock(TestBlock):
    """One block of a page, run alone and held to the output that the page shows."""

    obj: Block

    def runtest(self) -> None:
        run_block(self.obj, self.config.rootpath)
        self.user_properties.append(("glossary-block", asdict(self.obj)))

    def repr_failure(self, excinfo):
        if isinstance(excinfo.value, BlockFailed):
            return str(excinfo.value)
        return pytest.Item.repr_failure(self, excinfo)

    def reportinfo(self):
        return self.path, self.obj.line - 1, f"{self.obj.page} :: {self.name}"


class Session:
    """Builds the site while the blocks run, then holds one against the other.

    With pytest-xdist the blocks run in worker processes; their reports bring what ran to the
    controller, where the guard is, and the folder of the site is told to each worker.
    """

    def __init__(self, config: pytest.Config):
        self.config = config
        self.root = config.rootpath
        self.is_worker = hasattr(config, "workerinput")
        self.selected: set[str] = set()
        self.ran: list[guard.Ran] = []
        self.line = ""
        self._building: subprocess.Popen | None = None
        self._folder: Path | None = None
        if self.is_worker:
            self._folder = Path(config.workerinput["glossary-site"])

    # The built site, shared by the guard and the tests of tests/.

    def start_build(self) -> Path:
        """Start building in the background, once; return the folder it happens in."""
        if not self._folder:
            self._folder = Path(tempfile.mkdtemp(prefix="glossary-site-"))
        if not self._building and not self.is_worker:
            self._building = subprocess.Popen(
                [sys.executable, "-m", "glossary.build", self._folder], cwd=self.root
            )
        return self._folder

    def site(self) -> Path:
        """Folder of the built site.

        Raises:
            RuntimeError: with what MkDocs said, if it could not be built.
        """
        folder = self.start_build()
        status = folder / "status"
        while not status.exists():
            if self._building and self._building.poll() is not None:
                break
            time.sleep(0.05)
        said = status.read_text("utf-8") if status.exists() else "the build was killed"
        if said:
            raise RuntimeError(f"the site cannot be built:\n{said}")
        return folder / "site"

    # Hooks

    @pytest.hookimpl
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.selected = {item.nodeid for item in session.items}
        if not self.is_worker and self.complete():
            self.start_build()

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node) -> None:
        node.workerinput["glossary-site"] = str(self.start_build())

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node, ids: list[str]) -> None:
        self.selected |= set(ids)

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: TestReport) -> None:
        if report.when == "call" and report.passed:
            for name, block in report.user_properties:
                if name == "glossary-block" and block["page"].startswith("docs/"):
                    page = block["page"].removeprefix("docs/")
                    self.ran.append(guard.Ran(page, block["code"], block["output"]))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session):
        result = yield
        if session.config.option.collectonly or self.is_worker:
            return result
        if self.complete():
            session.testscollected += 1
            self.report(*self.verdict())
        elif any(".md::" in name for name in self.selected):
            self.line = "not held against the site: only some pages were selected"
        return result

    @pytest.hookimpl
    def pytest_terminal_summary(self, terminalreporter) -> None:
        if self.line:
            terminalreporter.write_line(f"guard: {self.line}")

    @pytest.hookimpl
    def pytest_unconfigure(self) -> None:
        if self.is_worker:
            return
        if self._building and self._building.poll() is None:
            self._building.kill()
            self._building.wait()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    # Parts

    def complete(self) -> bool:
        """Whether every block of every page in docs/ is among the selected tests."""
        try:
            wanted = {
                f"{shown_path(path, self.root)}::{name}"
                for path in (self.root / "docs").rglob("*.md")
                for name, _ in named_blocks(path, self.root)
            }
        except ProblemsFound:
            return False
        return bool(wanted) and wanted <= self.selected

    def verdict(self) -> tuple[str, str]:
        """Outcome, and what to say of it."""
        try:
            found = guard.compare(self.site(), self.ran + ran_in_labs(self.root))
        except (RuntimeError, ProblemsFound) as error:
            return "failed", str(error)
        self.line = str(found)
        if found.complaints:
            return "failed", "\n".join(found.complaints)
        return "passed", ""

    def report(self, outcome: str, text: str) -> None:
        """Report as a test does, so that it is counted, and fails the run."""
        location = ("glossary/guard.py", 0, GUARD_NAME)
        report = TestReport(
            GUARD_NAME, location, {}, outcome, text or None, "call", duration=0
        )
        self.config.hook.pytest_runtest_logreport(report=report)


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest) -> Path:
    """Folder of the site, built once from the sources as they are."""
    return request.config.pluginmanager.get_plugin("glossary-session").site()
