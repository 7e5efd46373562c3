"""Run by keyboard, on a phone, on paper, for screen readers; colors; and with storage blocked."""

from __future__ import annotations

import re

import pytest

from tests.browser.test_accessibility import complaints_of
from tests.support.browser import START, Reader, quiet
from tests.support.runs import PAGE
from tests.support.search import Search

# Seconds each; of Run, `make test` takes test_every_page.py.
pytestmark = pytest.mark.slow


def test_all_of_it_by_keyboard(visit):
    page = visit(PAGE, stand_in=True)
    reader = Reader(page)
    quiet(page)
    block = reader.block()
    name = block.locator(".filename").inner_text()

    def tab_to(label: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            here = page.evaluate("document.activeElement.getAttribute('aria-label')")
            if here == f"{label} {name}":
                outline = page.evaluate(
                    "getComputedStyle(document.activeElement).outlineStyle"
                )
                assert outline != "none"
                return
        pytest.fail(f"no {label} on the way")

    page.locator("article .tabbed-set input").first.focus()
    tab_to("Run")
    page.keyboard.press("Enter")
    reader.wait(block, ["done"])
    tab_to("Edit")
    page.keyboard.press("Enter")
    area = block.locator("textarea")
    area.wait_for()
    assert area.evaluate("area => area === document.activeElement")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("loop = 1")
    page.keyboard.press("ControlOrMeta+Enter")
    block.locator("[data-state=running]").wait_for(timeout=START)
    page.keyboard.press("Escape")
    tab_to("Stop")
    page.keyboard.press("Enter")
    reader.wait(block, ["stopped"])
    assert page.evaluate("document.activeElement.textContent") == "Run"
    tab_to("Reset")
    page.keyboard.press("Enter")
    assert "loop" not in area.input_value()


def test_on_a_phone(visit):
    page = visit(PAGE, 390, stand_in=True, has_touch=True, is_mobile=True)
    reader = Reader(page)
    block = reader.block()
    block.get_by_role("button", name="Run").tap()
    reader.wait(block, ["done"])
    block.get_by_role("button", name="Edit").tap()
    area = block.locator("textarea")
    area.fill(
        "x = 1\n" + "print('a long line of code that does not fit', " * 3 + "1)))"
    )
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    size = area.evaluate("area => parseFloat(getComputedStyle(area).fontSize)")
    assert size >= 16, "smaller letters make a phone zoom in"
    for name in ("autocapitalize", "autocorrect", "autocomplete"):
        assert area.get_attribute(name) == "off"
    # The letters that one sees lie under the letters that one types.
    places = block.evaluate("""block => {
        const box = (one) => one.getBoundingClientRect();
        const code = box(block.querySelector("pre > code"));
        const area = box(block.querySelector("textarea"));
        return [code.x - area.x, code.y - area.y, code.width - area.width];
    }""")
    assert places == [0, 0, 0]
    for bar in block.locator(".run-button:visible").all():
        assert bar.bounding_box()["height"] >= 24


def test_a_printed_page_has_no_controls(reader):
    reader.run("print(1)")
    reader.page.emulate_media(media="print")
    try:
        for hidden in (".run-bar", ".run-result"):
            assert not reader.page.locator(hidden).first.is_visible(), hidden
    finally:
        reader.page.emulate_media(media="screen")


STATES = {  # of the controls: what Run does to bring them there, see the stand-in
    "done": "print",
    "error": "fail",
    "loading": "load",
    "running": "loop",
    "stopped": "loop",
}


PARTS = ".run-bar, .run-result, .run-editor"


def test_axe_finds_nothing_in_any_state(visit):
    """Each state in a block of its own, all at once: axe takes its time for a page."""
    # Colors change at once.
    page = visit("terms/weights/", stand_in=True, reduced_motion="reduce")
    reader = Reader(page)
    reader.write("changed = 1")
    for number, (state, does) in enumerate(STATES.items(), start=1):
        block = reader.block(number)
        page.evaluate("does => { globalThis.does = does; }", does)
        reader.press(block)
        if state == "stopped":
            reader.press(block, "Stop")
        block.locator(f":scope > [data-state={state}]").wait_for()
    assert "of 16.0 MB" in page.locator(".run-progress:not(:empty)").inner_text()
    for scheme in ("default", "slate"):
        page.evaluate("s => document.body.dataset.mdColorScheme = s", scheme)
        assert complaints_of(page, PARTS) == [], scheme


def test_axe_would_find_something_there(visit):
    page = visit("", stand_in=True)
    page.evaluate("""document.querySelector(".run-bar").insertAdjacentHTML("beforeend",
        '<font color="#eeeeee">pale</font>')""")
    found = complaints_of(page, PARTS)
    assert any(line.startswith("color-contrast") for line in found), found


def test_the_state_is_told_in_words(reader):
    block = reader.block()
    status = block.locator("[role=status]")
    assert status.count() == 1
    reader.press(block)
    reader.wait(block)
    assert re.fullmatch(r"Done in [\d.]+ m?s: same output", status.inner_text())


# Storage, colors


BLOCKED = {
    "refused": "get() { throw new DOMException('denied', 'SecurityError'); }",
    "absent": "value: null",
}


@pytest.mark.slow
@pytest.mark.parametrize("how", BLOCKED.values(), ids=BLOCKED)
def test_where_storage_is_blocked_search_and_copying_and_run_work(other_reader, how):
    """Material's script stopped at its first use of it."""
    reader = other_reader("use/", permissions=["clipboard-read", "clipboard-write"])
    page = reader.page
    page.add_init_script(
        f"""for (const name of ["localStorage", "sessionStorage"])
            Object.defineProperty(globalThis, name, {{ configurable: true, {how} }});"""
    )
    page.goto(reader.watched.address + PAGE)
    quiet(page)
    block = reader.block()
    block.locator("button.md-code__button[data-md-type=copy]").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == block.locator("pre > code").first.inner_text().strip()
    search = Search(page)
    search.fill("softmax")
    search.found.first.wait_for()
    page.keyboard.press("Escape")
    page.locator("[data-md-component=palette] label:visible").click()
    assert page.get_attribute("body", "data-md-color-scheme") == "slate"
    page.evaluate("localStorage.setItem('a', 1), sessionStorage.setItem('b', 2)")
    kept = page.evaluate(
        """() => [localStorage.getItem("a"), sessionStorage.getItem("a"),
            localStorage.removeItem("a"), localStorage.getItem("a")]"""
    )
    assert kept == ["1", None, None, None]
    reader.press(block)
    reader.wait(block, ["done"])
    assert reader.complaints == []


SCHEME = "() => document.body.dataset.mdColorScheme"


def test_colors_follow_the_system_until_the_reader_chooses(other_reader):
    reader = other_reader(color_scheme="dark")
    page = reader.page
    stored = (
        "Object.keys(localStorage).filter((key) => key.endsWith('__palette')).length"
    )

    def becomes(scheme: str, system: str) -> None:
        page.emulate_media(color_scheme=system)
        page.wait_for_function(f"() => ({SCHEME})() === '{scheme}'")

    def stays(scheme: str, system: str) -> None:
        page.emulate_media(color_scheme=system)
        page.wait_for_timeout(200)
        assert page.evaluate(SCHEME) == scheme

    assert page.evaluate(SCHEME) == "slate"
    becomes("default", "light")
    becomes("slate", "dark")
    quiet(page)
    assert page.evaluate(stored) == 0
    page.emulate_media(color_scheme="light")
    page.reload()
    assert page.evaluate(SCHEME) == "default"
    # Another page, as well.
    reader.go("terms/vocabulary/")
    becomes("slate", "dark")
    page.locator("[data-md-component=palette] label:visible").click()
    page.wait_for_function(f"() => ({SCHEME})() === 'default'")
    assert page.evaluate(stored) == 1
    stays("default", "light")
    stays("default", "dark")
    page.reload()
    assert page.evaluate(SCHEME) == "default"


def test_a_dark_page_is_never_light_first(other_reader):
    """Until the theme's script came, a first page was."""
    reader = other_reader("use/", color_scheme="dark")
    page = reader.page
    page.add_init_script(
        """new MutationObserver((_, watch) => {
            const scheme = document.body?.dataset.mdColorScheme;
            if (!document.querySelector("article")) return;
            watch.disconnect();
            globalThis.first = scheme;
        }).observe(document, { childList: true, subtree: true });"""
    )
    page.reload()
    assert page.evaluate("first") == "slate"
