"""What a page does without Material's script, and that nothing is lost or moves when it comes.

Two tests walk through all of it: the first on a page to which Material never comes, the second on
one that a reader has begun to use before it comes.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import (
    Compressing,
    Visits,
    layout_shift,
    quiet,
    with_material,
)
from tests.support.search import Search, is_zensical
from tests.support.weight import PAGE_LIMIT, SCRIPT_LIMIT, scripts

pytestmark = pytest.mark.slow
PAGE = "terms/lora/"
SCHEME = "data-md-color-scheme"


def scroll(page: Page, where: str) -> None:
    """Scroll as a wheel does, and wait until it is drawn."""
    page.evaluate(
        f"""() => new Promise((done) => {{
            scrollTo(0, {where});
            requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)));
        }})"""
    )


def bottom(page: Page, part: str) -> float:
    box = page.locator(part).bounding_box()
    assert box
    return box["y"] + box["height"]


def test_a_reader_who_only_reads_loads_little(visit):
    """No press: all of the page is seen, and as much script as stands in it before the first paint
    is all that there is."""
    Compressing.sent.clear()
    page = visit(PAGE, 1600, anew=True)
    quiet(page)
    sent = dict(Compressing.sent)
    painted, *began = page.evaluate(
        """() => [
            performance.getEntriesByName("first-contentful-paint")[0].startTime,
            ...performance.getEntriesByType("resource")
                .filter((one) => one.name.endsWith(".js")).map((one) => one.startTime),
        ]"""
    )
    assert painted
    assert len(began) == len([path for path in sent if path.endswith(".js")])
    assert 5_000 < scripts(sent) < SCRIPT_LIMIT, sent
    assert 40_000 < sum(sent.values()) < PAGE_LIMIT, sent
    scroll(page, "document.body.scrollHeight")
    scroll(page, "0")
    quiet(page)
    assert not [path for path in Compressing.sent if "bundle" in path]
    assert layout_shift(page, "article") == 0
    # The mark beside it has a width before it is loaded.
    assert layout_shift(page, ".md-header__title") == 0
    assert layout_shift(page) < 0.01  # the sidebar comes to where the reader is


def test_what_a_page_does_without_material(visits: Visits):
    """The bundle never comes: no network, or none that lets it through."""
    watched = visits.new(
        False, viewport={"width": 1600, "height": 900}, color_scheme="light"
    )
    watched.page.context.route("**/bundle.*", lambda route: route.abort())
    page = watched.open(PAGE)

    # Colors: one button at a time, remembered on the next page.
    body = page.locator("body")
    expect(page.locator("[data-md-component=palette] label:visible")).to_have_count(1)
    light = page.locator("meta[name=theme-color]").get_attribute("content")
    page.get_by_title("Switch to dark colors").click()
    expect(body).to_have_attribute(SCHEME, "slate")
    assert page.locator("meta[name=theme-color]").get_attribute("content") != light
    page.reload()
    expect(body).to_have_attribute(SCHEME, "slate")
    page.locator("input[name=__palette]").nth(1).focus()
    page.keyboard.press("Enter")
    expect(body).to_have_attribute(SCHEME, "default")

    # Tabs: the line is under the one that is chosen.
    tabs = page.locator("article .tabbed-set").first
    line = "(set) => set.style.getPropertyValue('--md-indicator-x')"
    before = tabs.evaluate(line)
    tabs.get_by_text("PyTorch", exact=True).click()
    assert tabs.evaluate(line) != before
    expect(tabs.locator(".tabbed-block").nth(1)).to_be_visible()

    # What the sidebars show follows the reader, and they end above the footer.
    scroll(page, "0")
    toc = page.locator(".md-sidebar--secondary .md-nav__link--active")
    expect(toc).to_have_count(0)
    page.evaluate("() => document.getElementById('variants').scrollIntoView()")
    expect(toc).to_have_text("Variants")
    expect(page.locator(".md-header__title--active")).to_have_count(1)
    up = page.locator(".md-top")
    expect(up).to_have_attribute("hidden", "")
    scroll(page, "document.body.scrollHeight")
    footer = page.locator(".md-footer").bounding_box()["y"]
    for bar in ("primary", "secondary"):
        assert bottom(page, f".md-sidebar--{bar} .md-sidebar__scrollwrap") <= footer
    scroll(page, "document.body.scrollHeight - 2000")
    up.click()
    page.wait_for_function("() => scrollY === 0")
    expect(page.locator(".md-header__title--active")).to_have_count(0)
    active = page.locator(".md-sidebar--primary .md-nav__link--active[href]").last
    assert active.evaluate(
        """(link) => {
            const [one, all] = [link, link.closest(".md-sidebar__scrollwrap")]
                .map((element) => element.getBoundingClientRect());
            return all.top <= one.top && one.bottom <= all.bottom;
        }"""
    )

    # Code that is wider than its box scrolls by keys.
    page.set_viewport_size({"width": 390, "height": 900})
    expect(page.locator("pre > code[tabindex='0']").first).to_be_attached()

    # A part of the navigation says whether it is open.
    page.locator("header label[for=__drawer]").click()
    folded = page.locator(".md-nav__item--nested:has(> nav[aria-expanded=false])").first
    name = folded.locator("> label").get_attribute("id")
    folded.locator("> label").evaluate("(label) => label.click()")
    opened = page.locator(f"nav[aria-labelledby={name}]")
    expect(opened).to_have_attribute("aria-expanded", "true")
    page.evaluate("() => { location.hash = 'variants'; }")
    expect(page.locator("#__drawer")).not_to_be_checked()

    # What is folded opens for an address, and on paper.
    page.goto(watched.address + "calculator/")
    folded = page.locator("article details").first
    expect(folded).not_to_have_attribute("open", "")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    expect(folded).to_have_attribute("open", "")
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    expect(folded).not_to_have_attribute("open", "")
    folded.evaluate("(details) => { details.lastElementChild.id = 'inside'; }")
    page.evaluate("() => { location.hash = 'inside'; }")
    expect(folded).to_have_attribute("open", "")

    # Keys and links lead on, by loading the page.
    page.goto(watched.address + PAGE)
    page.keyboard.press("n")
    page.wait_for_url("**/terms/rank/")
    page.locator("article a[href*='lora/']").first.click()
    page.wait_for_url("**/terms/lora/**")
    complaints = [one for one in watched.complaints if "ERR_FAILED" not in one]
    page.context.close()
    assert complaints == []


def test_an_address_that_is_none_leaves_the_page_whole(visit):
    page = visit(f"{PAGE}#100%", anew=True)
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".md-content details").count()
    assert page.locator(".md-content details:not([open])").count() == 0


@pytest.mark.parametrize("name", ["late", "__config"])
def test_a_heading_may_have_the_id_of_what_the_page_keeps_for_scripts(
    visits: Visits, name
):
    """After a heading `Late` nothing of Material was ever loaded."""

    def with_heading(route) -> None:
        response = route.fetch()
        heading = f'</h1><h2 id="{name}">{name}</h2>'
        body = response.text().replace("</h1>", heading, 1)
        route.fulfill(response=response, body=body)

    watched = visits.new(False)
    watched.page.route(f"**/{PAGE}", with_heading)
    page = watched.open(PAGE)
    expect(page.locator(f"h2#{name}")).to_have_count(1)
    expect(page.locator("article .md-code__button").first).to_be_attached()
    if name == "late":  # Material's own script asks for the other
        with_material(page)
    page.context.close()
    assert watched.complaints == []


def test_material_takes_over_and_nothing_moves(visit):
    page = visit(PAGE, 1600, anew=True)
    page.locator("article .tabbed-set").first.scroll_into_view_if_needed()
    bar = page.locator(".md-sidebar--primary .md-sidebar__scrollwrap")
    bar.evaluate("(bar) => { bar.scrollTop = 40; }")
    before = layout_shift(page)
    with_material(page)
    early = page.locator("head > link[rel=preload][as=script]")
    expect(early).not_to_have_count(0)  # all that comes late is asked for at once
    page.wait_for_timeout(600)  # longer than what is held still in that time
    assert bar.evaluate("(bar) => bar.scrollTop") == 40
    assert layout_shift(page) == before

    # A tab pressed before it is there is chosen everywhere once it is.
    page.reload()
    page.evaluate("() => { document.loadedOnce = true; }")
    tabs = page.locator("article .tabbed-set")
    tabs.first.get_by_text("PyTorch", exact=True).click()
    page.locator("html[data-material]").wait_for(state="attached")
    for index in range(tabs.count()):
        one = tabs.nth(index).locator(":scope > input").nth(1)
        if "pytorch" in (one.get_attribute("id") or ""):
            expect(one).to_be_checked()

    # One copy button for each script, and it says that it has copied.
    blocks = page.locator(".md-content pre:has(> .md-code__nav)")
    expect(page.locator(".md-content .md-code__nav")).to_have_count(blocks.count())

    # Pages follow without being loaded, colors and buttons with them.
    page.get_by_title("Switch to dark colors").click()
    page.locator("article a[href*='rank/']").first.click()
    page.wait_for_url("**/terms/rank/**")
    page.locator("article h1", has_text="Rank").wait_for()
    expect(page.locator("article .md-code__button").first).to_be_attached()
    expect(page.locator("body")).to_have_attribute(SCHEME, "slate")
    assert page.evaluate("document.loadedOnce")
    assert page.evaluate(
        "() => [...document.styleSheets].some((one) => one.href?.includes('/whole.'))"
    )
    expect(page.locator("meta[name=theme-color]")).to_have_count(1)


def test_words_typed_before_the_search_is_there_are_found(visit):
    """Its key brings the reader to the field at once; what answers is loaded meanwhile."""
    page = visit(PAGE, anew=True)
    page.keyboard.press("/")
    search = Search(page)
    if not search.zensical:
        page.keyboard.type("kv cache", delay=10)
    else:
        page.locator("input[role=combobox]").fill("kv cache")  # the key has opened it
    search.expect_first("terms/kv-cache/")


def test_a_search_that_an_address_asks_for_is_made(visit):
    page = visit(f"{PAGE}?q=softmax", anew=True)
    if is_zensical(page):
        pytest.skip("Zensical reads no search from an address")
    Search(page).expect_first("terms/softmax/")
