"""pytest plugin: every page is a test file, every block that it shows is a test.

Builds on pytest-codeblocks. Its own collector (switched off in pyproject.toml) runs only fences
whose info string is exactly `python`, does not expand includes, and reports no line of the
script; glossary.pages and glossary.running see to those. After the tests, the guard holds the
built site against what ran, and reports like a test.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import pytest
from _pytest.reports import TestReport
from pytest_codeblocks.plugin import MarkdownFile, TestBlock

from glossary import guard
from glossary.pages import Block, read_blocks
from glossary.problems import ProblemsFound
from glossary.running import BlockFailed, run_block

GUARD_NAME = "glossary.guard::the_site_shows_what_ran"


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Session(config), "glossary-session")


def pytest_collect_file(file_path: Path, parent: pytest.Collector):
    if file_path.suffix == ".md":
        return Page.from_parent(parent, path=file_path)


class Page(MarkdownFile):
    """A Markdown page, its includes expanded."""

    def collect(self):
        root = self.config.rootpath
        self.session.config.pluginmanager.get_plugin("glossary-session").collected.add(
            self.path
        )
        seen: dict[str, int] = {}
        for block in read_blocks(self.path, root):
            name = block.name
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                name += f" (line {block.line})"
            yield PageBlock.from_parent(self, name=name, obj=block)

    def repr_failure(self, excinfo, style=None):
        if isinstance(excinfo.value, ProblemsFound):
            return str(excinfo.value)
        return super().repr_failure(excinfo)


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
        return self.path, self.obj.line - 1, f"{self.obj.page}::{self.name}"


class Session:
    """Builds the site while the blocks run, then holds one against the other."""

    def __init__(self, config: pytest.Config):
        self.config = config
        self.root = config.rootpath
        self.collected: set[Path] = set()
        self.deselected = False
        self.ran: list[guard.Ran] = []
        self.line = ""
        self._building: subprocess.Popen | None = None
        self._folder: tempfile.TemporaryDirectory | None = None

    # The built site, shared by the guard and the tests of tests/.

    def start_build(self) -> None:
        """Start building in the background, once: the second core is free."""
        if self._building:
            return
        self._folder = tempfile.TemporaryDirectory(prefix="glossary-site-")
        command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
        self._building = subprocess.Popen(
            [*command, "--site-dir", self._folder.name],
            cwd=self.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def site(self) -> Path:
        """Folder of the built site.

        Raises:
            RuntimeError: with what MkDocs said, if it could not be built.
        """
        self.start_build()
        said, _ = self._building.communicate()
        if self._building.returncode:
            raise RuntimeError(f"the site cannot be built:\n{said}")
        return Path(self._folder.name)

    # Hooks

    @pytest.hookimpl
    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        self.deselected |= any(isinstance(item, PageBlock) for item in items)

    @pytest.hookimpl
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        if self.complete():
            self.start_build()

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
        if session.config.option.collectonly or hasattr(session.config, "workerinput"):
            return result
        if self.complete():
            session.testscollected += 1
            self.report(*self.verdict())
        elif self.collected:
            self.line = "not held against the site: only some pages were selected"
        return result

    @pytest.hookimpl
    def pytest_terminal_summary(self, terminalreporter) -> None:
        if self.line:
            terminalreporter.write_line(f"guard: {self.line}")

    @pytest.hookimpl
    def pytest_unconfigure(self) -> None:
        if self._building and self._building.poll() is None:
            self._building.kill()
            self._building.wait()
        if self._folder:
            self._folder.cleanup()

    # Parts

    def complete(self) -> bool:
        """Whether every page of docs/ was collected and no block of one left out."""
        pages = set((self.root / "docs").rglob("*.md"))
        args_name_blocks = any("::" in arg for arg in self.config.args)
        return (
            bool(pages)
            and pages <= self.collected
            and not self.deselected
            and not args_name_blocks
        )

    def verdict(self) -> tuple[str, str]:
        """Outcome, and what to say of it."""
        try:
            found = guard.compare(self.site(), self.ran)
        except RuntimeError as error:
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
