"""pytest plugin: every block of the prepared pages is a test, as pytest-codeblocks collects it.

Our test item adds to it a process for each block, the diff with the line that printed it, and
`--update-outputs`. `pytest docs/terms/lora.md` means that page as prepared.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from pytest_codeblocks.plugin import MarkdownFile, TestBlock

from glossary.content.claims import load_claims
from glossary.content.content import Content
from glossary.content.files import MADE, recall_made, write_made
from glossary.content.problems import ProblemsFound
from glossary.proof.blocks import Block, NotABlock, blocks_of
from glossary.proof.running import (
    BlockFailed,
    join_servers,
    run_block,
    run_well,
    start_servers,
    will_run,
)
from glossary.proof.verify import digests_of, write_verified
from glossary.site.prepare import PREPARED, Prepared, before

# The scripts' matrices are small: more threads than one only wait for each other, and with a test
# process on each core they made one script 30 times slower. Set before torch is imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")

TREE = pytest.StashKey[Prepared]()
"""The pages that were prepared for this run."""

FILES = pytest.StashKey[Path]()
"""What was made of all files of the content."""

RUN = "GLOSSARY_RUN"
"""The variable that tells all processes of a run the digest of the pages with which it began."""

SERVERS = "GLOSSARY_RUN_SERVERS"
"""The variable that tells them of the servers that run blocks: see `join_servers`."""

NOT_RUN = b"not run yet: make outputs\n"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-outputs",
        action="store_true",
        help="write what each script prints into its .out file instead of comparing",
    )


def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    """Prepare the pages, if any are asked for; a page of docs/ stands for the prepared one."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        if made_by_another := os.environ.get(MADE):
            recall_made(Path(made_by_another))
        if started_by_another := os.environ.get(SERVERS):
            join_servers(started_by_another)
    else:
        for name in (MADE, SERVERS):
            os.environ.pop(name, None)  # of a run that has started this one
    root = early_config.rootpath
    docs, cache = root / "docs", root / PREPARED
    named = set(early_config.known_args_namespace.file_or_dir)
    asked = []
    for index, arg in enumerate(args):
        name, colons, test = arg.partition("::")
        path = Path(name).resolve()
        if arg in named and path.exists():
            asked.append(path)
            if path.is_relative_to(docs):
                page = cache / path.relative_to(docs)
                args[index] = str(page).replace(".ipynb", ".md") + colons + test
    pages = not asked or any(
        path.is_relative_to(docs) or path.is_relative_to(cache) or path in docs.parents
        for path in asked
    )
    if not pages or "PYTEST_XDIST_WORKER" in os.environ:
        return
    if "--update-outputs" in args:
        for claim in load_claims(root).values():
            if not claim.output.exists():
                claim.output.write_bytes(NOT_RUN)
    # Of pytest-xdist. One page may not need all that the servers import.
    several = getattr(early_config.known_args_namespace, "numprocesses", 0)
    if several and not asked:
        os.environ[SERVERS] = start_servers()
    try:
        early_config.stash[TREE] = made = before(root)
        os.environ[RUN] = digest_of(made.content)
        if several:
            hand_on(early_config)
    except ProblemsFound as found:
        remove_made(root)
        raise pytest.UsageError(str(found)) from None


def hand_on(config: pytest.Config) -> None:
    """Write what was made of the files, for the processes of this run."""
    handle, name = tempfile.mkstemp(prefix="glossary-made-")
    os.close(handle)
    config.stash[FILES] = Path(name)
    os.environ[MADE] = name
    write_made(Path(name))


def digest_of(content: Content) -> str:
    """A digest of all pages, scripts, outputs and labs: what is edited while the tests run is not
    what they ran."""
    pages = [(uri, page.lines) for uri, page in content.pages.items()]
    labs = [(name, lab.executed) for name, lab in content.labs.items()]
    held = repr([pages, labs, digests_of(content)])
    return hashlib.sha256(held.encode()).hexdigest()


def remove_made(root: Path) -> None:
    """Remove outputs that were made to prepare pages, and that no script has filled."""
    for claim in load_claims(root).values():
        if claim.output.is_file() and claim.output.read_bytes() == NOT_RUN:
            claim.output.unlink()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Where only blocks are run, their server imports no more than they do."""
    blocks = [item.obj for item in session.items if isinstance(item, PageBlock)]
    if len(blocks) == len(session.items):
        will_run(block.code for block in blocks)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    collected = yield
    return [
        Page.from_parent(parent, path=file_path) if isinstance(one, MarkdownFile) else one
        for one in collected
    ]


class Page(MarkdownFile):
    """A page, as pytest-codeblocks collects it; each block knows its script and its output."""

    def collect(self) -> Iterator[PageBlock]:
        root = self.config.rootpath
        blocks = blocks_of(self.path, root, root / PREPARED)
        names = Counter(block.name for block in blocks)
        for block in blocks:
            again = names[block.name] > 1
            name = f"{block.name} (line {block.line})" if again else block.name
            item = PageBlock.from_parent(self, name=name)
            item.obj = block
            yield item

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        if isinstance(excinfo.value, NotABlock):
            return str(excinfo.value)
        return super().repr_failure(excinfo)


class PageBlock(TestBlock):
    """One block of a page, run alone and held to the output that the page shows."""

    obj: Block

    def runtest(self) -> None:
        if not self.config.option.update_outputs:
            run_block(self.obj, self.config.rootpath)
            self.user_properties.append(("verified", self.obj.script or ""))
        elif self.obj.script:
            self.user_properties.append(("output", self.obj.output_file))
            outcome = run_well(self.obj, self.config.rootpath)
            self.user_properties.append(("printed", outcome.printed))

    def repr_failure(self, excinfo: Any) -> Any:
        if isinstance(excinfo.value, BlockFailed):
            return str(excinfo.value)
        return pytest.Item.repr_failure(self, excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.obj.line - 1, f"{self.obj.page} :: {self.name}"


# --update-outputs: blocks may run in worker processes; their reports bring what they printed.


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Updates(config), "glossary-updates")
    if TREE in config.stash:
        config.pluginmanager.register(Record(config.rootpath, config.stash[TREE].content))


def pytest_unconfigure(config: pytest.Config) -> None:
    if FILES in config.stash:
        config.stash[FILES].unlink()


class Record:
    """Writes down, at the end, the pages whose scripts all ran well, for a build to show."""

    def __init__(self, root: Path, content: Content):
        self.root, self.content = root, content
        self.digests = digests_of(content)
        self.ran: set[str] = set()

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            self.ran.add(str(dict(report.user_properties).get("verified", "")))

    @pytest.hookimpl
    def pytest_sessionfinish(self) -> None:
        with suppress(OSError):  # a checkout that cannot be written
            write_verified(self.root, self.content, self.ran, self.digests)


class Updates:
    """Collects what was printed, and writes it at the end."""

    def __init__(self, config: pytest.Config):
        self.config = config
        self.printed: dict[str, set[str | None]] = defaultdict(set)
        """For each output what its scripts printed, None for one that failed."""

        self.lines: list[str] = []

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        said = dict(report.user_properties)
        if report.when == "call" and "output" in said:
            printed = str(said["printed"]) if report.passed else None
            self.printed[str(said["output"])].add(printed)

    @pytest.hookimpl
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(self.config, "workerinput"):
            return
        root = self.config.rootpath
        for file, texts in sorted(self.printed.items()):
            path = root / file
            if None in texts:
                self.lines.append(f"{file}: not written: a script of it failed")
            elif len(texts) > 1:
                self.lines.append(f"{file}: not written: its scripts print different text")
                session.exitstatus = pytest.ExitCode.TESTS_FAILED
            elif (text := str(*texts)) != path.read_text("utf-8"):
                path.write_text(text, encoding="utf-8", newline="\n")
                self.lines.append(f"{file}: written")
        if self.config.option.update_outputs:
            remove_made(root)

    @pytest.hookimpl
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for line in self.lines:
            terminalreporter.write_line(line)
