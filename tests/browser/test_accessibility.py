"""Every page in both themes, narrow and wide, by axe; keyboard, motion and print."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support.browser import NOT_THERE, PAGES, THEMES, quiet
from tests.support.samples import EVERY, some_of, today, todays
from tests.support.search import Search

ROUND = 64
"""Days after which each page had its turn."""

ALL = [*PAGES, NOT_THERE]
CHECKED = some_of(ALL, [], days=ROUND)
ONLY_COMPLAINTS = {"resultTypes": ["violations"]}
"""Asked of axe: the same rules, without a list of all that they found in order (half the time)."""

TERM_PAGE = next(page for page in PAGES if page.startswith("terms/"))
SETTINGS = [(width, theme) for theme in THEMES for width in (390, 1280)]


def turns(day: int, pages: list[str]) -> list[tuple]:
    """Pages and settings: all of each, or each page once, in other settings than the day before.

    And in another one in the next round, which is a multiple of four days long.
    """
    if EVERY:
        return [(page, *setting) for setting in SETTINGS for page in pages]
    return [
        (page, *SETTINGS[(2 * day + day // ROUND + number) % len(SETTINGS)])
        for number, page in enumerate(pages)
    ]


def complaints_of(page, within: str | None = None) -> list[str]:
    """What axe finds on a page, or on the parts of it that a selector names; one line each."""
    found = Axe().run(page, within, ONLY_COMPLAINTS).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found
        for node in rule["nodes"]
    ]


def test_in_a_round_each_page_has_its_turn_and_in_two_days_each_setting():
    first = today() - today() % ROUND
    days = range(first, first + ROUND)
    taken = [turns(day, todays(ALL, [], ROUND, day)) for day in days]
    pages = [page for day in taken for page, *_ in day]
    assert EVERY or sorted(pages) == sorted(ALL)
    for two_days in pairwise(taken):
        assert {turn[1:] for day in two_days for turn in day} == set(SETTINGS)


def test_a_page_has_another_setting_in_each_round():
    """It had the same one for ever, outside of `make test-every`."""
    rounds = [today() + number * ROUND for number in range(len(SETTINGS))]
    for turn in zip(*(turns(day, CHECKED) for day in rounds), strict=True):
        assert {one[1:] for one in turn} == {*SETTINGS} or EVERY


@pytest.mark.parametrize(("path", "width", "theme"), turns(today(), CHECKED))
def test_axe_finds_nothing(visit, path, width, theme):
    """On every page, of which `make test` takes some: tests/samples.py."""
    # Colors change at once: halfway they have less contrast.
    page = visit(path, width, theme, reduced_motion="reduce")
    if path == NOT_THERE:
        suggested = page.get_by_role("navigation", name="Nearest to it")
        suggested.get_by_role("link", name="LoRA", exact=True).wait_for()
    assert complaints_of(page) == []


@pytest.mark.slow
def test_axe_would_find_something(visit):
    page = visit("")
    page.evaluate("""document.querySelector("article").insertAdjacentHTML("beforeend",
        '<img src="assets/mark.svg"><p><font color="#eeeeee">pale</font></p>')""")
    found = {line.partition(":")[0] for line in complaints_of(page, "article")}
    assert {"image-alt", "color-contrast"} <= found


def focused(page) -> str:
    """What has the focus, as a reader would name it."""
    return page.evaluate("""() => {
        const one = document.activeElement;
        return (one.getAttribute("aria-label") || one.innerText || one.name || "").trim();
    }""")


@pytest.mark.slow
def test_a_walk_by_keyboard_from_home_to_a_copied_script(visit):
    page = visit("", permissions=["clipboard-read", "clipboard-write"])
    quiet(page)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    page.keyboard.press("/")  # Material's key for the search
    search = Search(page)
    if search.zensical:  # whose field comes with its index
        page.locator("input[role=combobox]").wait_for()
    page.keyboard.type("lora")
    search.found.first.wait_for()
    if not search.zensical:  # where the first is chosen already
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/terms/lora/**")
    page.locator(".md-content article h1").wait_for()
    tab = page.locator("article .tabbed-set input").first
    tab.focus()
    page.keyboard.press("ArrowRight")
    name = page.evaluate(
        "document.querySelector(`label[for='${document.activeElement.id}']`).innerText"
    )
    assert name == "PyTorch"
    for _ in range(40):
        page.keyboard.press("Tab")
        if "Copy" in page.evaluate("document.activeElement.title || ''"):
            break
    page.keyboard.press("Enter")
    assert "import torch" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.slow
def test_the_focus_can_be_seen(visit):
    page = visit(TERM_PAGE)
    quiet(page)
    seen = 0
    for _ in range(30):
        page.keyboard.press("Tab")
        seen += page.evaluate("""() => {
            const style = getComputedStyle(document.activeElement);
            return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
        }""")
    assert seen >= 25, f"of 30 stops only {seen} show the focus"


def test_nothing_moves_for_those_who_ask_for_that(visit):
    page = visit("", reduced_motion="reduce")
    moving = page.evaluate("""() => [...document.querySelectorAll("*")].filter((one) => {
        const style = getComputedStyle(one);
        const long = (all) => all.split(",").some((time) => parseFloat(time) > 0.01);
        return long(style.transitionDuration)
            || (style.animationName !== "none" && long(style.animationDuration));
    }).map((one) => one.className || one.tagName)""")
    assert moving == []


def test_a_printed_page_has_the_text_and_not_the_frame(visit):
    page = visit(TERM_PAGE, theme="dark")
    page.emulate_media(media="print")
    for hidden in (".md-header", ".md-sidebar", ".md-footer"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator(".md-content article h1").is_visible()
    # On paper: dark on light, whatever the theme on the screen.
    ink = page.locator("article p").first.evaluate("one => getComputedStyle(one).color")
    red, green, blue = map(int, re.findall(r"\d+", ink)[:3])
    assert red + green + blue < 250, ink
    blocks = page.locator("article pre").evaluate_all(
        "all => all.filter(one => one.checkVisibility()"
        " && one.scrollWidth > one.clientWidth + 1).length"
    )
    assert blocks == 0, f"{blocks} blocks are cut off on paper"
