"""The offline copy opened as files, and the book's chapters on a phone: no server, no network."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from playwright.sync_api import expect

from glossary import ROOT
from glossary.site.prepare import before
from glossary.site.reach import book, offline
from tests.support.browser import Watched
from tests.support.pages import PAGES, SLUGS
from tests.support.samples import some_of
from tests.support.search import Search

PHONE = {"width": 390, "height": 844}
BROKEN = """() => [...document.querySelectorAll("a[href]")].map(a => a.href)
    .filter(href => href.startsWith("file:") && !/\\/[^/]+\\.\\w+([?#]|$)/.test(href))"""
WIDE = """() => [...document.querySelectorAll("body *")].filter(one =>
    one.getBoundingClientRect().right > innerWidth + 1
    && !one.closest(".table, div.arithmatex")).map(one => one.outerHTML.slice(0, 90))"""


@pytest.mark.slow
def test_it_works_from_files_and_says_what_does_not(site, chromium, tmp_path):
    data = offline.packed(site, "Words", "https://a.b/")
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path)
    here = (tmp_path / offline.FOLDER).as_uri() + "/"
    use = (site / "use.md").read_text("utf-8")
    (named,) = re.findall(r"glossary-offline\.zip\]\(\S+ \((\d+) MB\)", use)
    size = len(data) / 1e6
    assert int(named) == pytest.approx(size, rel=0.1), (
        "what docs/use.md says of its size"
    )

    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    watched = Watched(context.new_page(), here)
    page = watched.page

    # Search, by a reader who was nowhere else before.
    watched.open("index.html")
    search = Search(page)
    search.fill("low-rank adaptation")
    search.expect_first("terms/lora/index.html")
    search.fill("low-resource adapters")
    expect(search.found.first).to_contain_text("LoRA stands for low-rank adaptation.")
    search.found.first.click()
    page.locator("article h1#lora").wait_for()

    # Formulas and pictures are drawn, tools say what they need, links lead to files.
    assert page.locator("article math").first.bounding_box()["width"] > 5
    assert page.locator("article figure svg").first.bounding_box()["width"] > 300
    lines = page.locator(".needs-server").all_inner_texts()
    assert len(lines) == 3  # Run, the live GPT, the calculator
    assert all(
        "run python -m http.server in this copy's folder" in one for one in lines
    )
    expect(
        page.locator("article .language-python .md-code__button").first
    ).to_be_visible()
    assert not page.locator(".run-bar, article form, .copy-page").count()
    page.locator("article a.term").first.click()
    page.locator("article h1#weights").wait_for()
    page.locator(".md-logo").first.click()
    page.locator("article .hero").wait_for()
    assert page.url == f"{here}index.html"

    for address in some_of(
        PAGES, ["", "calculator/", "models/", "groups/learning/"], 20
    ):
        watched.open(f"{address}index.html")
        assert page.evaluate(BROKEN) == [], address
    context.close()
    assert watched.complaints == []

    made = before(ROOT)
    files = book.files_in(made)
    chapters = tmp_path / "book"
    (chapters / "terms").mkdir(parents=True)
    (chapters / "book.css").write_bytes(book.STYLE.read_bytes())
    context = chromium.new_context(viewport=PHONE)
    watched = Watched(context.new_page(), chapters.as_uri() + "/")
    for slug in some_of(SLUGS, ["lora", "llm", "softmax"], 8):
        uri = f"terms/{slug}.md"
        chapter = book.Chapter(
            files[uri], slug, book.body_of(made, uri, files), "chapter"
        )
        (chapters / chapter.file).write_text(book.document(chapter), "utf-8")
        page = watched.open(chapter.file)
        assert page.evaluate(WIDE) == [], slug
    context.close()
    assert watched.complaints == []
