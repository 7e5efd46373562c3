"""A question above an output: opened by keyboard, answered by Run, found, printed, and for all."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import complaints_of
from tests.support.browser import Reader
from tests.support.search import Search

# Seconds each; that each page has its fold is held by tests/site.
pytestmark = pytest.mark.slow

PAGE = "terms/softmax/"
SHOWN = "one => one.checkVisibility({ contentVisibilityAuto: true })"


def test_a_reader_predicts_opens_runs_and_finds(visit):
    page = visit(PAGE, 390, "dark", stand_in=True, reduced_motion="reduce")
    fold = page.locator("details.predict")
    expect(fold).to_have_count(1)
    output, question = fold.locator(".output pre"), fold.locator("summary")
    asked = question.inner_text()
    assert asked.startswith("Predict, then open: ")
    assert not output.evaluate(SHOWN)
    assert not fold.locator("p").evaluate(SHOWN), "it says what the answer means"
    assert complaints_of(page, "details.predict") == []

    # Run answers above, and leaves the fold as it is.
    reader = Reader(page)
    block = page.locator(".highlight:has(> .run-bar)").filter(
        has_text="sure_is_not_the_same"
    )
    expected = output.text_content().strip()
    reader.press(block)
    reader.wait(block, ["done"])
    assert "of the changed script" not in block.locator(".run-title").inner_text()
    assert not output.evaluate(SHOWN)

    question.focus()
    page.keyboard.press("Enter")
    assert output.evaluate(SHOWN)
    assert output.inner_text().strip() == expected
    assert fold.locator("p").evaluate(SHOWN)
    assert complaints_of(page, "details.predict") == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.keyboard.press("Enter")
    assert not output.evaluate(SHOWN)

    search = Search(page)
    page.keyboard.press("/")
    words = "scores multiplied how sure softmax says"
    assert set(words.split()) <= set(asked.replace(",", " ").split())
    search.fill(words)
    search.expect_first(PAGE)


def test_on_paper_it_is_open_without_scripts(visit):
    page = visit(PAGE, java_script_enabled=False)
    output = page.locator("details.predict .output pre")
    assert not output.evaluate(SHOWN)
    page.emulate_media(media="print")
    assert output.evaluate(SHOWN)
    assert page.locator("details.predict > p").evaluate(SHOWN)
