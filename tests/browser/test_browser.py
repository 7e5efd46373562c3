"""The site in a real browser: search, previews, tabs, copying, weight. See also browser.py."""

from __future__ import annotations

import pytest

from glossary import ROOT
from tests.support.browser import (
    LABS,
    PAGES,
    THEMES,
    Compressing,
    Watched,
    layout_shift,
    quiet,
    with_material,
)
from tests.support.pages import SLUGS
from tests.support.samples import EVERY, some_of
from tests.support.search import Search
from tests.support.weight import PAGE_LIMIT

SOME_PAGES = some_of(PAGES, ["", "groups/adapting/", "terms/lora/", LABS[1]], days=60)
SOME_TERMS = some_of(SLUGS, ["lora"], days=60)
# test_every_page.py has all pages light and narrow.
SETTINGS = [(1600, "dark")]
if EVERY:
    SETTINGS = [(width, theme) for width in (390, 1600) for theme in THEMES]


@pytest.mark.slow
@pytest.mark.parametrize(("width", "theme"), SETTINGS)
def test_pages_fit_and_are_quiet(visit, address, width, theme):
    page = visit("", width, theme)
    for path in SOME_PAGES:
        page.goto(address + path)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{path} is {wide} px too wide at {width}"
        scheme = page.get_attribute("body", "data-md-color-scheme")
        assert scheme == {"light": "default", "dark": "slate"}[theme]
    quiet(page)


def test_a_request_to_another_host_would_be_seen(chromium, address):
    context = chromium.new_context()
    watched = Watched(context.new_page(), address)
    page = watched.open("")
    # The policy stops all but a link that is followed.
    page.evaluate("location.href = 'http://127.0.0.2:9/x'")
    page.wait_for_timeout(200)
    context.close()
    assert any("another host" in one for one in watched.complaints)


@pytest.mark.slow
def test_search_finds_each_term_by_each_of_its_names(visit, content):
    page = visit("")
    search = Search(page)
    for term in map(content.by_slug.get, SOME_TERMS):
        for name in (*term.names, *term.covers):
            search.fill(name)
            search.expect_first(f"terms/{term.slug}/")


@pytest.mark.slow
def test_search_finds_also_after_a_link_was_followed(visit):
    """The first search starts its worker, from another depth than the page was loaded at."""
    page = with_material(visit("", anew=True))
    page.evaluate("() => { document.loadedOnce = true; }")
    page.locator("article a[href*='/terms/']").first.click()
    page.wait_for_url("**/terms/**")
    assert page.evaluate("document.loadedOnce")
    search = Search(page)
    search.open().press_sequentially("LoRA")
    search.expect_first("terms/lora/")


@pytest.mark.slow
def test_keys_lead_to_the_page_after_and_before(visit, address):
    """The theme's n and p, though the head holds no link for them."""
    page = visit("terms/lora/")
    after = page.locator(".md-footer__link--next").evaluate("link => link.href")
    page.keyboard.press("n")
    page.wait_for_url(after)
    # The address is there before the page: until then the link back is that of the page before.
    page.locator(".md-footer__link--prev[href*='lora/']").wait_for()
    page.keyboard.press("p")
    page.wait_for_url(address + "terms/lora/")


def linked_page() -> str:
    """A page whose text mentions another term."""
    return f"terms/{SLUGS[0]}/"


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.parametrize("edge", ["left", "right", "top"])
def test_a_tip_stays_inside_the_window(visit, edge):
    page = visit(linked_page(), 390)
    link = page.locator("article a.term").first
    # A link at the edge: where on a page one stands is chance.
    link.evaluate(
        """(link, edge) => {
            const top = edge === "top" ? "60px" : "300px";
            const place = { position: "fixed", top, left: "auto", right: "auto" };
            place[edge === "right" ? "right" : "left"] = "0";
            Object.assign(link.style, place);
        }""",
        edge,
    )
    link.hover()
    box = page.locator(".term-tip").bounding_box()
    assert box["x"] >= 8
    assert (
        box["x"] + box["width"]
        <= page.evaluate("document.documentElement.clientWidth") - 8
    )
    assert box["y"] >= 48  # below the header
    assert box["y"] + box["height"] <= page.viewport_size["height"]


@pytest.mark.slow
def test_other_internal_links_have_a_preview(visit):
    page = visit("questions/")
    quiet(page)
    page.locator("article li a[data-preview]").first.hover()
    page.locator(".md-tooltip2[role=dialog]").wait_for(timeout=5000)


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_pages_read_in_full_without_scripts(visit, address):
    page = visit("", java_script_enabled=False)
    for path in SOME_PAGES:
        page.goto(address + path)
        headings = page.locator("article :is(h1, h2, h3)")
        hidden = "all => all.filter(one => !one.checkVisibility()).length"
        assert headings.count()
        assert headings.evaluate_all(hidden) == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", SOME_TERMS)
def test_a_term_page_is_light_and_does_not_shift(visit, name):
    Compressing.sent.clear()
    page = visit(f"terms/{name}/", 390, anew=True)
    quiet(page)
    page.wait_for_timeout(500)
    sent = dict(Compressing.sent)
    assert 25_000 < sum(sent.values()) < PAGE_LIMIT, sent
    assert layout_shift(page, "article") == 0
