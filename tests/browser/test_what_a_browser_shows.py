"""What Chromium shows as code that nobody ran, on pages at random, the guard refuses."""

import re

import pytest
from hypothesis import given, settings
from playwright.sync_api import Browser

from tests.proof.test_guard_at_random import PAIR, TRUE, complaints, html_of, with_false
from tests.support.samples import EVERY

# Seconds each; of Run, `make test` takes test_every_page.py.
pytestmark = pytest.mark.slow

PAGES = settings(
    max_examples=500 if EVERY else 50,
    deadline=None,
    database=None,
    derandomize=not EVERY,
)
LINES_OF_CODE = """() => {
    // The lines, by their place on the screen, on which text of the false script looks like code.
    const lines = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (!/secret/.test(text.data) || text.parentElement.closest("title, desc")) continue;
        const style = getComputedStyle(text.parentElement);
        const block = /^pre|^break-spaces/.test(style.whiteSpace);
        if (!block && !/mono/i.test(style.fontFamily)) continue;
        if (!text.parentElement.checkVisibility({ visibilityProperty: true })) continue;
        const range = document.createRange();
        for (const found of text.data.matchAll(/secret/g)) {
            range.setStart(text, found.index);
            range.setEnd(text, found.index + 6);
            for (const box of range.getClientRects())
                if (box.width) lines.add(Math.round(box.top / 4));
        }
    }
    for (const field of document.querySelectorAll("textarea, input"))
        if (/secret/.test(field.value) && field.checkVisibility()) lines.add(-1).add(-2);
    return lines.size;
}"""


def test_code_that_a_browser_shows_and_nobody_ran_is_refused(
    chromium: Browser, address, site
):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    template = (site / "use/index.html").read_text("utf-8")
    template = re.sub("<script.*?</script>", "", template, flags=re.S)
    before, after = re.split("<article.*</article>", template, flags=re.S)
    shown = []

    def served(route) -> None:
        route.fulfill(
            body=f"{before}<article>{html}</article>{after}", content_type="text/html"
        )

    html = ""
    page.route("**/use/at-random", served)

    @PAGES
    @given(with_false())
    def look(text: str) -> None:
        nonlocal html
        html = html_of(text)
        page.goto(f"{address}use/at-random")
        lines = page.evaluate(LINES_OF_CODE)
        shown.append(lines)
        assert lines < 2 or complaints(html, TRUE), (lines, html)

    look()
    page.close()
    # It sees something, and something else.
    assert sum(lines > 1 for lines in shown) > len(shown) / 5
    assert sum(lines < 2 for lines in shown) > len(shown) / 20


def test_a_true_page_is_shown_and_passes(chromium: Browser):
    html = html_of(PAIR)
    assert complaints(html, TRUE) == []
    page = chromium.new_page()
    page.set_content(f"<article>{html.replace('sum:', 'secret')}</article>")
    assert page.evaluate(LINES_OF_CODE) == 2
    page.close()
