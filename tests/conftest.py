"""What tests share: the content, the built site, a small project to break, a browser."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from glossary import ROOT
from glossary.content.content import Content, load
from glossary.content.terms import Term
from glossary.proof.pytest_plugin import PageBlock
from glossary.site.prepare import before
from tests.support import browser, built_site, of_code, samples
from tests.support.forks import Forks
from tests.support.pages import SLUGS
from tests.support.project import Project

pytest_plugins = ["tests.support.again"]

address = browser.address
chromium = browser.chromium
shared = browser.shared
visit = browser.visit
visits = browser.visits


TAKEN = pytest.StashKey[str]()
"""Which tests of our own code this run takes."""

WHY = pytest.StashKey[str]()


def pytest_report_header(config: pytest.Config) -> list[str]:
    return [
        f"GLOSSARY_DAY={samples.today()}: set it to have the same samples",
        f"tests of our own code: {config.stash[TAKEN]}, for {config.stash[WHY]}",
    ]


def pytest_configure(config: pytest.Config) -> None:
    built_site.end_in_order()
    if hasattr(config, "workerinput"):
        taken, why = config.workerinput["of code"]
    else:
        named = config.option.keyword or getattr(config.option, "lf", False)
        of_all = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not named
        said = os.environ.get(of_code.CODE, "")
        taken, why = of_code.which(said, of_all, of_code.changed_in(ROOT))
    config.stash[TAKEN], config.stash[WHY] = taken, why
    if taken == "rest":
        config.pluginmanager.register(
            of_code.NoPageIsRead(), "glossary-no-page-is-read"
        )


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Of pytest-xdist: what the first process has decided holds for all."""
    node.workerinput["of code"] = node.config.stash[TAKEN], node.config.stash[WHY]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test of `term` is one for each page of a term: by its file, so that a slip in one head
    fails that page's tests and no others."""
    if "slug" in metafunc.fixturenames:
        metafunc.parametrize("slug", SLUGS)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """What needs the same comes together, so that few processes have to make it: each has the half
    of the tests, one after the other, and then takes the last ones of another.

    What asks for the built site comes last, but for one test, which comes first: one process builds
    the site while another has something else to do, and would wait for the whole build otherwise.
    Of the slow ones CI takes a part, and of the tests of our own code `make test` another.
    """
    items.sort(key=needs)
    if items and "site" in getattr(items[-1], "fixturenames", ()):
        items.insert(0, items.pop())
    names = {item.nodeid for item in items}
    names.intersection_update(samples.part_of_today(names, samples.today()))
    left = of_code.left(items, config.stash[TAKEN], samples.today())
    names.difference_update(item.nodeid for item in left)
    left = [item for item in items if item.nodeid not in names]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item.nodeid in names]


def needs(item: pytest.Item) -> int:
    """Place of a test by what has to be there for it."""
    fixtures = getattr(item, "fixturenames", ())
    if isinstance(item, PageBlock) or item.path.name.startswith("test_running"):
        return 0  # the servers that fork blocks
    if "site" in fixtures:
        return 3
    return 2 if "forks" in fixtures else 1  # small projects


@pytest.fixture(scope="session")
def content() -> Content:
    """All that the site is made of, with its problems."""
    return load(ROOT)


@pytest.fixture(scope="session")
def prepared() -> Path:
    """Folder of the prepared pages."""
    return before(ROOT).folder


@pytest.fixture
def term(slug: str, content: Content) -> Term:
    if slug not in content.by_slug:
        page = f"docs/terms/{slug}.md"
        wrong = [str(problem) for problem in content.problems if problem.path == page]
        pytest.fail("\n".join(wrong or [f"{page} is no term"]), pytrace=False)
    return content.by_slug[slug]


def shared_base(config: pytest.Config) -> Path:
    """The temporary folder of the whole run, whichever of its processes asks."""
    base: Path = config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    return base.parent if hasattr(config, "workerinput") else base


@pytest.fixture(scope="session")
def site(pytestconfig: pytest.Config) -> Path:
    """The site, built as `make build` does, or the one that GLOSSARY_SITE names."""
    if named := os.environ.get("GLOSSARY_SITE"):
        return Path(named).resolve(strict=True)
    return built_site.build_once(ROOT, shared_base(pytestconfig))


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    result = yield  # workers end here
    if not hasattr(session.config, "workerinput"):
        built_site.remove(shared_base(session.config))
    return result


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """A worker ends at once: its interpreter would search all that is left for garbage."""
    if hasattr(config, "workerinput"):
        gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Lines that tests have recorded to be read when all is well."""
    for report in terminalreporter.stats.get("passed", ()):
        for name, value in report.user_properties:
            if name == "said":
                terminalreporter.write_line(value)


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    forks = Forks()
    yield forks
    forks.close()


@pytest.fixture
def project(tmp_path: Path, forks: Forks) -> Project:
    return Project(tmp_path, forks)
