"""Copying a page as Markdown: by pointer, by key, offline, refused, after a link was followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.browser import quiet

TAKEN = {
    "terms/lora.md",
    "glossary.json",
    "glossary.schema.json",
    "define/lora.json",
    "feed.xml",
    "llms.txt",
    "llms-full.txt",
}
MAY = {"permissions": ["clipboard-read", "clipboard-write"]}
CLIPBOARD = "navigator.clipboard.readText()"


def asked_for(page) -> list[str]:
    """The Markdown files that the page asks for from now on."""
    asked: list[str] = []
    page.on(
        "request",
        lambda request: asked.append(request.url) if ".md" in request.url else None,
    )
    return asked


def status(page):
    return page.locator("article .page-tools [role=status]")


def test_a_press_copies_the_page_and_asks_for_nothing_before(visit, address, site):
    page = visit("", **MAY)
    asked = asked_for(page)
    page.goto(f"{address}terms/lora/")
    quiet(page)
    assert asked == []
    page.get_by_role("button", name="Copy page as Markdown").click()
    status(page).get_by_text("Copied.").wait_for()
    copied = page.evaluate(CLIPBOARD).replace("\r\n", "\n")
    assert copied == (site / "terms/lora.md").read_text("utf-8")
    assert asked == [f"{address}terms/lora.md"]


@pytest.mark.slow
def test_a_key_copies_it_and_so_it_does_on_a_page_that_was_followed(visit, site):
    page = visit("groups/", **MAY)
    quiet(page)
    page.locator("article a[href$='terms/lora/']").first.click()
    page.locator("article h1#lora").wait_for()
    page.get_by_role("button", name="Copy page as Markdown").focus()
    page.keyboard.press("Enter")
    status(page).get_by_text("Copied.").wait_for()
    copied = page.evaluate(CLIPBOARD).replace("\r\n", "\n")
    assert copied == (site / "terms/lora.md").read_text("utf-8")


@pytest.mark.slow
def test_without_a_network_it_says_what_to_do(visit):
    # The answer stands for no network: a request that fails is a complaint of the page.
    page = visit("terms/lora/", **MAY)
    page.evaluate(
        "void (globalThis.fetch = () => Promise.reject(new TypeError('offline')))"
    )
    button = page.get_by_role("button", name="Copy page as Markdown")
    button.click()
    status(page).get_by_text("see whether you are online").wait_for()
    page.evaluate("void (globalThis.fetch = async () => new Response('# back'))")
    button.click()
    status(page).get_by_text("Copied.").wait_for()
    assert page.evaluate(CLIPBOARD) == "# back"
    page.evaluate(
        "void (globalThis.fetch = async () => new Response('', {status: 404}))"
    )
    button.click()
    status(page).get_by_text("see whether you are online").wait_for()
    assert page.evaluate(CLIPBOARD) == "# back"


@pytest.mark.slow
@pytest.mark.parametrize(
    "kept",
    [
        "undefined",
        "{ write: () => Promise.reject(new DOMException('no', 'NotAllowedError')) }",
        "{ writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) }",
    ],
)
def test_a_browser_that_refuses_is_said(visit, kept):
    page = visit("terms/lora/", anew=True)
    page.evaluate(
        f"Object.defineProperty(navigator, 'clipboard', {{ value: {kept}, configurable: true }})"
    )
    page.get_by_role("button", name="Copy page as Markdown").click()
    status(page).get_by_text("does not let this page copy").wait_for()


@pytest.mark.slow
def test_an_old_browser_is_given_the_text(visit, site):
    page = visit("terms/lora/", anew=True)
    page.evaluate(
        """Object.defineProperty(navigator, "clipboard", {
            value: { writeText: async (text) => { globalThis.given = text; } },
        })"""
    )
    page.get_by_role("button", name="Copy page as Markdown").click()
    status(page).get_by_text("Copied.").wait_for()
    assert page.evaluate("given") == (site / "terms/lora.md").read_text("utf-8")


@pytest.mark.slow
def test_without_scripts_there_is_a_link_and_no_button(visit):
    page = visit("terms/lora/", java_script_enabled=False)
    assert page.locator(".page-tools a[type='text/markdown']").is_visible()
    assert not page.locator(".copy-page").is_visible()


@pytest.mark.slow
def test_what_a_page_gives_and_use_it_names_is_there_to_be_taken(visit, address, site):
    """By a press where the link downloads, else by its address; but for what only the published
    site has, the zip and the book."""
    page = visit("terms/lora/", accept_downloads=True)
    for name, end in (("Notebook", "ipynb"), ("Scripts", "zip")):
        with page.expect_download() as taken:
            page.get_by_role("link", name=name, exact=True).click()
        assert taken.value.suggested_filename == f"lora.{end}"
        data = Path(taken.value.path()).read_bytes()
        assert data == (site / f"terms/lora.{end}").read_bytes()
    page.goto(f"{address}use/")
    links = page.locator("#take-it-with-you ~ ul a[href]").evaluate_all(
        "all => all.map((a) => a.href)"
    )
    ours = [link for link in links if link.startswith(address)]
    assert {link.removeprefix(address) for link in ours} >= TAKEN
    for link in ours:
        got = page.request.get(link)
        assert got.status == 200, link
        if link.endswith(".json"):
            assert got.json(), link
    feed = page.locator("link[rel=alternate][type='application/atom+xml']")
    assert feed.get_attribute("href") == "../feed.xml"
