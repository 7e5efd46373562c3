"""The reader's own text as readers use it: typed, pasted, by keyboard, on a phone, by a link."""

from __future__ import annotations

import os
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import complaints_of
from tests.support.browser import THEMES, layout_shift
from tests.support.hard_texts import TEXTS
from tests.support.samples import in_turn

pytestmark = pytest.mark.slow

TOKEN, BPE = "terms/token/", "terms/byte-pair-encoding/"
FOLDER = "assets/javascripts/tokens/"


def form(page: Page):
    """The form, once its script has made it."""
    made = page.locator("article form.tokens")
    made.scroll_into_view_if_needed()
    made.locator("textarea").wait_for()
    return made


def says(page: Page, text: str | re.Pattern) -> None:
    expect(page.locator("article .tokens-count")).to_have_text(text)


def ids(page: Page) -> list[int]:
    return [int(one) for one in page.locator(".tokens-pieces small").all_inner_texts()]


def loaded(page: Page) -> list[str]:
    """Names of what the feature has loaded."""
    names = page.evaluate(
        "performance.getEntriesByType('resource').map((one) => one.name)"
    )
    return [name.rpartition("/")[2] for name in names if "/tokens/" in name]


@pytest.mark.parametrize(
    ("width", "theme"), in_turn((w, t) for w in (390, 1600) for t in THEMES)
)
def test_a_reader_types_and_looks(visit, width, theme):
    page = visit(TOKEN, width, theme, reduced_motion="reduce", anew=True)
    assert loaded(page) == ["tokens.js"]
    made = form(page)
    field = made.locator("textarea")
    assert not [name for name in loaded(page) if name.startswith(("gpt2", "own"))]
    if os.environ.get("CI"):
        assert made.get_by_label("GPT-2's").is_enabled(), "make pyodide"
    made.get_by_role("button", name="Show its tokens").click()
    says(page, re.compile(r"^\d+ tokens for 46 characters in 49 bytes\.$"))
    assert complaints_of(page, "form.tokens") == []
    field.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Hello, unbelievable <b>caf")
    page.keyboard.insert_text("é\t🙂")
    says(page, "12 tokens for 29 characters in 33 bytes.")
    first = ids(page)[:6]
    assert first == [
        15496,
        11,
        24479,
        1279,
        65,
        29,
    ]  # Hello | , | ·unbelievable | ·< | b | >
    assert made.locator("b").count() == 0
    expect(made.locator(".tokens-pieces bdi").nth(2)).to_have_text("␣unbelievable")

    # By keyboard: the pieces are one stop, and the arrows go through them.
    pieces = made.get_by_role("listbox")
    pieces.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    told = made.locator(".tokens-detail")
    expect(told).to_contain_text("“␣unbelievable”, ID 24479, 13 bytes 20 75 6E")
    at = pieces.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{at}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("End")
    expect(told).to_contain_text("part of a character, ID 25081")
    made.locator("[role=option]").first.hover()
    expect(told).to_contain_text("“Hello”, ID 15496, 5 bytes 48 65 6C 6C 6F; merge")
    assert complaints_of(page, "form.tokens") == []
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0

    # The other tokenizer, and the address.
    assert page.evaluate("location.search") == ""
    made.get_by_label("this site trains").check()
    says(page, re.compile(r"^\d+ tokens for 29 characters in 33 bytes\.$"))
    assert ids(page)[:1] == [72]  # H
    made.get_by_label("Keep the text").check()
    expect(page).to_have_url(re.compile("tokenizer=own"))
    there = ids(page)
    page.reload()
    form(page)
    says(page, re.compile(r"for 29 characters"))
    assert ids(page) == there
    made.get_by_label("Keep the text").uncheck()
    expect(page).to_have_url(re.compile(r"^[^?]+$"))


def test_bad_input_gets_a_line_each_and_the_page_stays(visit):
    page = visit(BPE, 1280, anew=True)
    made = form(page)
    field, note = made.locator("textarea"), made.locator(".tokens-note")
    says(page, re.compile("for 46 characters"))  # its own tokenizer is small: at once
    assert layout_shift(page) < 0.1
    assert loaded(page) == ["tokens.js", "view.js", "encode.js", "own.json"]
    field.fill("")
    says(page, "0 tokens for 0 characters in 0 bytes.")
    expect(made.locator("[role=option]")).to_have_count(0)
    field.fill(TEXTS["markup"] + TEXTS["control characters"] + "\0")
    says(page, re.compile(r"^\d+ tokens"))
    assert made.locator("script, b").count() == 0
    page.evaluate(
        """(field) => {
            field.value = "a\\ud83d b";
            field.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        field.element_handle(),
    )
    says(page, "5 tokens for 4 characters in 6 bytes.")
    expect(note).to_have_text(
        "Half a surrogate pair is no character: it is taken as U+FFFD."
    )
    field.fill("x" + "🙂" * 50_000)
    expect(note).to_have_text(
        "The text is too long: only its first 50,000 characters are taken. "
        "Only the first 500 tokens are drawn; all are counted."
    )
    expect(made.locator("[role=option]")).to_have_count(500)
    expect(made.get_by_role("status")).to_have_text(re.compile("for 50,000 characters"))
    made.get_by_label("Keep the text").check()
    expect(note).to_contain_text("The address holds texts of up to 1,000 characters.")
    assert page.evaluate("location.search") == ""


def test_what_cannot_be_loaded_is_said_and_tried_again(other_reader):
    lost = {"*": True}

    def merges(route):
        route.abort() if lost["*"] else route.continue_()

    reader = other_reader(TOKEN, files={".bin": merges})
    page = reader.page
    made = form(page)
    made.locator("textarea").fill("lost")
    says(page, re.compile("could not be loaded. Is the network there"))
    lost.clear()
    lost["*"] = False
    made.locator("textarea").fill("the")
    says(page, "1 token for 3 characters in 3 bytes.")
    assert ids(page) == [1169]
    assert all("ERR_FAILED" in one for one in reader.complaints)


def test_a_page_that_was_left_gives_no_address_to_the_next(visit):
    """The address waits for the last key, and by then the reader may have followed a link."""
    page = visit(f"{BPE}?text=first")
    made = form(page)
    says(page, re.compile("for 5 characters"))
    page.evaluate(
        """async (form) => {
            const field = form.querySelector("textarea");
            field.value = "of the page before";
            field.dispatchEvent(new Event("input", { bubbles: true }));
            const count = form.querySelector(".tokens-count");
            const pause = () => new Promise((then) => setTimeout(then));
            while (!count.textContent.includes("for 18 ")) await pause();
            form.remove(); // as the theme does
            history.replaceState(null, "", "?");
        }""",
        made.element_handle(),
    )
    page.wait_for_timeout(600)
    assert page.evaluate("location.search") == ""


def test_out_of_memory_and_a_script_that_fails_once_are_said(other_reader):
    """By a line each; the next text is taken, and a button brings the script."""
    left = ["once"]

    def fail_once(route):
        route.abort() if left else route.fallback()
        left.clear()

    reader = other_reader(TOKEN, files={"tokens/view.js": fail_once})
    page = reader.page
    place = page.locator("article form.tokens")
    place.scroll_into_view_if_needed()
    expect(place).to_contain_text("This could not be loaded. Is the network there?")
    assert complaints_of(page, "form.tokens") == []
    place.get_by_role("button", name="Try again").click()
    made = form(page)
    page.evaluate(
        "globalThis.Encoder = TextEncoder;"
        "globalThis.TextEncoder = class { encode() { throw new RangeError('too long'); } }; null"
    )
    made.locator("textarea").fill("the")
    says(page, "The browser has no memory for this text. Take a shorter one.")
    page.evaluate("globalThis.TextEncoder = globalThis.Encoder; null")
    made.locator("textarea").fill("the ")
    says(page, re.compile("for 4 characters in 4 bytes"))
    assert all("ERR_FAILED" in one for one in reader.complaints)


def test_a_site_without_gpt2_says_so_and_keeps_its_own(other_reader, site):
    view = (site / FOLDER / "view.js").read_text("utf-8")
    without = re.sub(r"const GPT2=[^;]*;", "const GPT2=null;", view, count=1)
    page = other_reader(TOKEN, files={"tokens/view.js": without}).page
    made = form(page)
    says(page, re.compile("for 46 characters"))
    assert made.get_by_label("GPT-2's").is_disabled()
    expect(made).to_contain_text(
        "This copy of the site was built without GPT-2's merges"
    )
    assert complaints_of(page, "form.tokens") == []


def test_without_scripts_a_sentence_says_so(visit):
    page = visit(TOKEN, java_script_enabled=False)
    expect(page.locator("form.tokens")).to_have_text(
        "What splits your text is a script, and scripts are off."
    )
