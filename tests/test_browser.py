"""The site in a real browser: an installed Chromium, the built site, a local server."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import mimetypes
import os
import re
import shutil
import threading
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from samples import some_of

from glossary import ROOT
from glossary.labs import labs_of
from glossary.paths import in_group, slug_of
from glossary.terms import GROUPS, load_terms

TERMS = load_terms()
LABS = ["labs/", *(f"labs/{path.stem}/" for path in labs_of())]
PAGES = ["", "a-z/", "groups/", "questions/", "use/", "speed/", *LABS]
PAGES += [f"groups/{slug_of(group)}/" for group in GROUPS]
PAGES += [f"terms/{term.slug}/" for group in GROUPS for term in in_group(TERMS, group)]
SOME_PAGES = some_of(PAGES, ["", "groups/adapting/", "terms/lora/", LABS[1]], days=60)
FOUND = [term for term in TERMS if term.slug in ("lora", "llm")]
SOME_TERMS = some_of(TERMS, FOUND, days=60)
WIDTHS = (390, 1600)
THEMES = ("light", "dark")
WEIGHT_LIMIT = 100_000  # 90 kB, and the 10 kB that the controls of Run may add


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
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            # 404.html names its files as GitHub Pages does, below /<name>/.
            path = Path(self.translate_path(re.sub("^/[^/]+/", "/", self.path)))
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


@pytest.fixture(scope="module")
def address(site: Path):
    handler = functools.partial(Compressing, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium():
    """An installed Chromium. Without one these tests are skipped, but never in CI."""
    path = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), None
    )
    if not path:
        if os.environ.get("CI"):
            pytest.fail("CI needs a browser: apt-get install chromium, or set CHROMIUM")
        pytest.skip("no Chromium found: install one, or name it in CHROMIUM")
    flags = ["--no-sandbox", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
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


@pytest.fixture
def visit(chromium: Browser, address: str):
    """Opens a page; at the end the test fails if the page complained of anything."""
    opened = []

    def go(path: str, width: int = 1280, theme: str = "light", **options) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, **options
        )
        watched = Watched(context.new_page(), address)
        opened.append(watched)
        return watched.open(path)

    yield go
    complaints = [one for watched in opened for one in watched.complaints]
    for watched in opened:
        watched.page.context.close()
    assert complaints == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_fit_and_are_quiet(visit, width, theme):
    page = visit("", width, theme)
    # Every page once; in the other settings some.
    first = (width, theme) == (WIDTHS[0], THEMES[0])
    for path in PAGES if first else SOME_PAGES:
        page.goto(urlparse(page.url)._replace(path="/" + path).geturl())
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{path} is {wide} px too wide at {width}"
        scheme = page.get_attribute("body", "data-md-color-scheme")
        assert scheme == {"light": "default", "dark": "slate"}[theme]
    page.wait_for_load_state("networkidle")


def test_a_request_to_another_host_would_be_seen(chromium, address):
    context = chromium.new_context()
    watched = Watched(context.new_page(), address)
    page = watched.open("")
    # The policy stops all but a link that is followed.
    page.evaluate("location.href = 'http://127.0.0.2:9/x'")
    page.wait_for_timeout(200)
    context.close()
    assert any("another host" in one for one in watched.complaints)


@pytest.mark.parametrize("term", SOME_TERMS, ids=lambda term: term.slug)
def test_search_finds_each_term_by_each_of_its_names(visit, term):
    page = visit("")
    page.wait_for_load_state("networkidle")
    field = page.locator("input.md-search__input")
    for name in term.names:
        field.fill("")
        field.press_sequentially(name)
        page.wait_for_function(
            """([slug]) => document.querySelector(".md-search-result__item a")
                ?.getAttribute("href").includes(`terms/${slug}/`)""",
            arg=[term.slug],
            timeout=5000,
        )


def linked_page() -> str:
    """A page whose text mentions another term."""
    return f"terms/{TERMS[0].slug}/"


def test_a_first_mention_shows_its_summary_on_hover(visit):
    page = visit(linked_page())
    link = page.locator("article a.term").first
    summary = link.get_attribute("title")
    link.hover()
    tip = page.locator("[role=tooltip].term-tip")
    assert tip.inner_text() == summary
    assert link.get_attribute("aria-describedby") == tip.get_attribute("id")
    tip.hover()  # the pointer may move onto it
    page.wait_for_timeout(400)
    assert tip.is_visible()
    page.keyboard.press("Escape")
    assert tip.count() == 0
    page.mouse.move(5, 5)
    page.wait_for_timeout(400)
    assert tip.count() == 0


def test_a_first_mention_shows_its_summary_on_keyboard_focus(visit):
    page = visit(linked_page())
    link = page.locator("article a.term").first
    summary = link.get_attribute("title")
    link.evaluate("""link => {
        // Focus by Tab from the element before it, as a keyboard user would.
        const all = [...document.querySelectorAll("a[href], button, input, [tabindex]")];
        all[all.indexOf(link) - 1].focus();
    }""")
    page.keyboard.press("Tab")
    assert link.evaluate("link => link === document.activeElement")
    assert page.locator(".term-tip").inner_text() == summary
    page.keyboard.press("Tab")
    assert page.locator(".term-tip").count() == 0


def test_a_first_tap_shows_the_summary_and_a_second_follows_the_link(visit):
    page = visit(linked_page(), 390, has_touch=True, is_mobile=True)
    link = page.locator("article a.term").first
    summary, href = link.get_attribute("title"), link.evaluate("link => link.href")
    before = page.url
    link.tap()
    tip = page.locator(".term-tip")
    assert tip.inner_text() == summary
    assert page.url == before
    box = tip.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    link.tap()
    page.wait_for_url(href)


def test_other_internal_links_have_a_preview(visit):
    page = visit("questions/")
    page.wait_for_load_state("networkidle")
    page.locator("article li a[data-preview]").first.hover()
    page.locator(".md-tooltip2[role=dialog]").wait_for(timeout=5000)


def test_a_copied_script_is_the_file_to_the_letter(visit):
    page = visit(linked_page(), permissions=["clipboard-read", "clipboard-write"])
    blocks = page.locator("article div.language-python")
    blocks.first.locator("button").first.wait_for()
    for index in range(blocks.count()):
        block = blocks.nth(index)
        name = (
            block.locator(".filename").inner_text(timeout=5000)
            if (block.is_visible())
            else None
        )
        if name is None:
            continue  # on a tab that is not open; the guard compares its text
        block.locator("button.md-code__button[data-md-type=copy]").click()
        copied = page.evaluate("navigator.clipboard.readText()")
        (script,) = (ROOT / "snippets").glob(f"*/{name}")
        assert copied.strip() == script.read_text("utf-8").strip()


def test_choosing_pytorch_once_holds_for_all_tabs(visit):
    page = visit(linked_page())
    sets = page.locator("article .tabbed-set")
    assert sets.count() >= 2
    sets.first.get_by_text("PyTorch", exact=True).click()
    page.wait_for_timeout(200)
    for index in range(sets.count()):
        chosen = sets.nth(index).locator("input:checked")
        label = page.locator(f"label[for='{chosen.get_attribute('id')}']")
        assert label.inner_text() == "PyTorch"


def test_pages_read_in_full_without_scripts(visit):
    for path in SOME_PAGES:
        page = visit(path, java_script_enabled=False)
        headings = page.locator("article :is(h1, h2, h3)")
        hidden = "all => all.filter(one => !one.checkVisibility()).length"
        assert headings.count()
        assert headings.evaluate_all(hidden) == 0


@pytest.mark.parametrize("term", SOME_TERMS, ids=lambda term: term.slug)
def test_a_term_page_is_light_and_does_not_shift(visit, term):
    Compressing.sent.clear()
    page = visit(f"terms/{term.slug}/", 390)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    sent = dict(Compressing.sent)
    assert 50_000 < sum(sent.values()) < WEIGHT_LIMIT, sent
    shift = page.evaluate("""() => new Promise(resolve => {
        let sum = 0;
        new PerformanceObserver(list => {
            for (const entry of list.getEntries()) sum += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 300);
    })""")
    assert shift == 0
