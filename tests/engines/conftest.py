"""A tab of each engine, with the site under eyes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from glossary.site.policy import CHARSET
from tests.engines.engines import WATCH, Tab, started
from tests.support.browser import Compressing
from tools import browsers


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    hook = Path(__file__).with_name("firefox_esr.js")
    options = f"{os.environ.get('NODE_OPTIONS', '')} --require {hook}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NODE_OPTIONS", options.strip())
        with sync_playwright() as playwright:
            yield playwright


@pytest.fixture(scope="session")
def watched_site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, with a script before the policy of each page that notes its complaints."""
    if not (site / "assets/pyodide").is_dir():
        if os.environ.get("CI"):
            pytest.fail(
                "CI needs Pyodide: `python -m glossary.site.run.pyodide` says why not"
            )
        pytest.skip(
            "the site was built without Run: python -m glossary.site.run.pyodide"
        )
    folder = tmp_path_factory.mktemp("watched") / "site"
    shutil.copytree(site, folder)
    for path in folder.rglob("*.html"):
        if "assets" not in path.relative_to(folder).parts:
            html = path.read_text("utf-8").replace(CHARSET, CHARSET + WATCH, 1)
            path.write_text(html, "utf-8")
    return folder


@pytest.fixture(scope="module")
def opened(
    request: pytest.FixtureRequest, playwright: Playwright, watched_site: Path
) -> Iterator[Tab]:
    with (
        browsers.serving(watched_site, Compressing) as address,
        started(request.module.ENGINE, playwright) as page,
    ):
        yield Tab(page, address)


@pytest.fixture
def tab(opened: Tab) -> Iterator[Tab]:
    """The tab of an engine, on a page as it was sent; a complaint fails the test."""
    opened.take_complaints()
    opened.fresh_page()
    yield opened
    assert opened.take_complaints() == []
