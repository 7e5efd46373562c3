"""A real browser, and a local server that sends the built site as GitHub Pages does.

One browser, one server and one reader with a running Python serve all tests of a process:
`chromium`, `address`, `visit` and `shared` are the fixtures.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import mimetypes
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.support.pages import LABS, PAGES
from tools import browsers

__all__ = ["LABS", "PAGES"]  # where tests look for them
THEMES = ("light", "dark")

START = 120_000  # ms for Python to start; four seconds where nothing else runs
ENDED = ("done", "error", "stopped")
NOT_THERE = "runnable-llm-glossary/terms/lorra.html"
"""A mistyped address, answered by 404.html; with a status of 404 a browser complains."""

STAND_IN = Path(__file__).with_name("stand_in_for_python.js")


@functools.lru_cache(maxsize=1000)
def compressed(body: bytes) -> bytes:
    """Made once: Pyodide takes a second."""
    return gzip.compress(body, 6)


class Compressing(http.server.SimpleHTTPRequestHandler):
    """Serves files as GitHub Pages does: compressed, quietly."""

    protocol_version = "HTTP/1.1"
    sent: ClassVar[dict[str, int]] = {}
    """Bytes sent for each path, whoever asked: page, worker or script."""

    def do_GET(self) -> None:
        asked = "/404.html" if self.path == f"/{NOT_THERE}" else self.path
        path = Path(self.translate_path(asked))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            # 404.html names its files as GitHub Pages does, below /<name>/.
            path = Path(self.translate_path(re.sub("^/[^/]+/", "/", self.path)))
            path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        if path.name == "sitemap.xml":
            # Material previews the pages that the sitemap lists, at the address it gives.
            host = self.headers["Host"]
            body = re.sub(
                rb"<loc>https://[^/]+/[^/]+/", f"<loc>http://{host}/".encode(), body
            )
        body = compressed(body)
        self.send_response(200)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)
        self.sent[self.path] = self.sent.get(self.path, 0) + len(body)

    def log_message(self, *_) -> None:
        pass

    def handle(self) -> None:
        # A browser that leaves a page closes its connections.
        with contextlib.suppress(ConnectionError):
            super().handle()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with browsers.serving(site, Compressing) as address:
        yield address


FLAGS = ["--no-sandbox", "--disable-background-networking"]
BROWSERS = ("chromium-headless-shell", *browsers.CHROMIUM)
"""In order; the first is the same engine without a window, which takes a third less time a page."""


def executable() -> str:
    """An installed Chromium. Without one its tests are skipped, but never in CI."""
    path = browsers.installed(BROWSERS)
    if not path:
        if os.environ.get("CI"):
            pytest.fail("CI needs a browser: apt-get install chromium, or set CHROMIUM")
        pytest.skip("no Chromium found: install one, or name it in CHROMIUM")
    return path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a process."""
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Watched:
    """A page that notes every error, and every request to another host."""

    def __init__(self, page: Page, address: str):
        self.page, self.address, self.complaints = page, address, []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self.console)
        page.on("request", self.request)
        # Chromium writes most violations to the console, but not those in a worker or a frame.
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (event) => console.error("
            "`policy: ${event.violatedDirective} ${event.blockedURI}`))"
        )

    def console(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console: {message.text}")

    def request(self, request) -> None:
        parts = urlparse(request.url)
        if parts.scheme not in ("data", "blob") and not request.url.startswith(
            self.address
        ):
            self.complaints.append(f"request to another host: {request.url}")

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page


class Visits:
    """Opens pages; those without special wishes in one tab, since each new one starts a process."""

    def __init__(self, chromium: Browser, address: str):
        self.chromium, self.address = chromium, address
        self.tabs: dict[bool, Watched] = {}

    def new(self, stand_in: bool, **options) -> Watched:
        context = self.chromium.new_context(**options)
        if stand_in:
            context.route(
                "**/run/python.js",
                lambda route: route.fulfill(
                    path=STAND_IN, content_type="text/javascript"
                ),
            )
        return Watched(context.new_page(), self.address)

    def tab(
        self, stand_in: bool, width: int, theme: str, reduced_motion: str | None
    ) -> Watched:
        """A tab that remembers nothing of the test before."""
        if stand_in not in self.tabs:
            self.tabs[stand_in] = self.new(stand_in)
        tab = self.tabs[stand_in]
        # A page would still answer to what is changed here, and remember it.
        tab.open("assets/mark.svg")
        tab.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        tab.page.mouse.move(0, 0)
        tab.page.set_viewport_size({"width": width, "height": 900})
        tab.page.emulate_media(
            media="null", color_scheme=theme, reduced_motion=reduced_motion or "null"
        )
        tab.complaints.clear()
        return tab

    def close(self) -> None:
        for tab in self.tabs.values():
            tab.page.context.close()


@pytest.fixture(scope="session")
def visits(chromium: Browser, address: str) -> Iterator[Visits]:
    visits = Visits(chromium, address)
    yield visits
    visits.close()


@pytest.fixture
def visit(visits: Visits):
    """Opens a page; at the end the test fails if the page complained of anything.

    With `stand_in`, Run answers at once and without Python: for tests of the controls. With
    `anew`, or any of Playwright's options of a context, the browser has nothing in its cache.
    """
    opened = []

    def go(
        path: str,
        width: int = 1280,
        theme: str = "light",
        *,
        stand_in: bool = False,
        anew: bool = False,
        reduced_motion: str | None = None,
        **options,
    ) -> Page:
        assert not opened, "one page for a test: go on with page.goto"
        if anew or options:
            size = {"width": width, "height": 900}
            options |= {"viewport": size, "color_scheme": theme}
            opened.append(visits.new(stand_in, **options))
        else:
            opened.append(visits.tab(stand_in, width, theme, reduced_motion))
        return opened[0].open(path)

    yield go
    (watched,) = opened
    complaints = list(watched.complaints)
    if watched not in visits.tabs.values():
        watched.page.context.close()
    assert complaints == []


def layout_shift(page: Page, inside: str = "body") -> float:
    """How far what is shown has moved since the page was opened, as browsers measure it.

    On a busy machine a part of the header or of a sidebar may be painted before the rest of it has
    come: `inside` names where something must have moved to be counted.
    """
    return page.evaluate(
        """(inside) => new Promise(resolve => {
        let sum = 0;
        const seen = ({ node }) => (node?.closest ? node : node?.parentElement)?.closest(inside);
        new PerformanceObserver(list => {
            for (const entry of list.getEntries())
                if (!entry.sources.length || entry.sources.some(seen)) sum += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 300);
    })""",
        inside,
    )


def quiet(page: Page) -> Page:
    """Wait until a page has fetched nothing for half a second.

    Playwright's "networkidle" never comes to some pages that fetch nothing once they are there.
    """
    page.evaluate(
        """async () => {
            const count = () => performance.getEntriesByType("resource").length;
            for (let before = -1; before !== count(); ) {
                before = count();
                await new Promise((done) => setTimeout(done, 500));
            }
        }"""
    )
    return page


def with_material(page: Page) -> Page:
    """A page whose reader has pressed something: Material's script is there, with the sitemap by
    which it knows the links that it may follow without loading a page."""
    page.evaluate(
        "() => document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))"
    )
    page.locator("html[data-material]").wait_for(state="attached")
    page.wait_for_function(
        "() => performance.getEntriesByType('resource')"
        ".some((one) => one.name.endsWith('sitemap.xml'))"
    )
    return page


class Reader:
    """Whoever presses Run, Edit, Reset and Stop on a page."""

    def __init__(self, page: Page):
        self.page = page

    def block(self, number: int = 0) -> Locator:
        """A block that can be run, by its place on the page."""
        return self.page.locator(".highlight:has(> .run-bar > .run-start)").nth(number)

    def write(self, code: str, number: int = 0) -> Locator:
        """Put other code into a block's editor."""
        block = self.block(number)
        edit = block.get_by_role("button", name="Edit")
        if edit.get_attribute("aria-pressed") == "false":
            edit.click()
        block.locator("textarea").fill(code)
        return block

    def press(self, block: Locator, name: str = "Run") -> None:
        block.get_by_role("button", name=name).click()

    def wait(self, block: Locator, states=ENDED) -> str:
        """Wait for a run to end; what its own box shows."""
        block.locator(":scope > .run-bar").and_(
            self.page.locator(",".join(f"[data-state={state}]" for state in states))
        ).wait_for(timeout=START)
        code = block.locator(".run-result code")
        return code.text_content() or "" if code.count() else ""

    def run(self, code: str) -> str:
        """Run other code in the first block of the page."""
        block = self.write(code)
        self.press(block)
        return self.wait(block)

    def start(self, code: str) -> Locator:
        """Run code that does not end."""
        block = self.write(code)
        self.press(block)
        block.locator("[data-state=running]").wait_for(timeout=START)
        return block


class Follower(Reader):
    """A reader who goes through the site by its links: pages are not loaded anew, Python stays."""

    def __init__(self, watched: Watched):
        super().__init__(watched.page)
        self.watched = watched

    @property
    def complaints(self) -> list[str]:
        return self.watched.complaints

    def widen(self, width: int = 1280) -> None:
        if self.page.viewport_size["width"] != width:
            self.page.set_viewport_size({"width": width, "height": 900})

    def fresh(self, turns: Iterator[str]) -> Page:
        """A page as it was sent: the next of those whose turn it is, not the one that is open."""
        before = self.page.url
        while self.go(next(turns)).url == before:
            pass
        return self.page

    def go(self, path: str) -> Page:
        """Follow a link to a page, and wait until it is there with its controls.

        What a search has found is made of articles too.
        """
        here = self.page.evaluate(
            """path => {
                const home = document.querySelector(".md-logo").href;
                if (new URL(path, home).pathname === location.pathname) return true;
                document.querySelector(".md-content article").dataset.left = "yes";
                const link = document.createElement("a");
                link.href = new URL(path, document.querySelector(".md-logo").href);
                document.querySelector(".md-container").append(link);
                link.click();
            }""",
            path,
        )
        if here:
            return self.page
        self.page.wait_for_selector(
            ".md-content article:not([data-left])", state="attached"
        )
        self.page.wait_for_function(
            "() => document.querySelector('article h1')"
            " && (!document.querySelector('article .language-python > .filename')"
            "     || document.querySelector('.run-bar'))"
        )
        return self.page


@pytest.fixture(scope="session")
def shared(chromium: Browser, address: str) -> Iterator[Follower]:
    """One for all tests of a process: Python takes seconds to start."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    watched = Watched(context.new_page(), address)
    with_material(watched.open("use/"))
    yield Follower(watched)
    context.close()
