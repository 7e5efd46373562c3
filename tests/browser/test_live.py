"""Live pictures: a knob under a picture has it drawn anew; nothing else of Python's comes in."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, Page

from glossary import ROOT
from glossary.content.content import PICTURES
from tests.browser.test_accessibility import complaints_of
from tests.browser.test_knobs import shown
from tests.content.test_live import LIVE, turns
from tests.support.browser import START
from tests.support.runs import RUN
from tests.support.samples import slow_but_every
from tools import pictures

PAGE = "terms/softmax/"
NAME = "softmax"
BUILT = (ROOT / PICTURES / f"{NAME}.svg").read_text("utf-8")
SLOW = pytest.mark.slow


def figure_of(page: Page) -> Locator:
    return page.locator("figure[data-knobs]")


def picture(page: Page) -> str:
    """What the figure shows, as it stands in the page."""
    return figure_of(page).locator("svg").evaluate("svg => svg.outerHTML")


def status(page: Page) -> str:
    return figure_of(page).get_by_role("status").inner_text()


def prints(page: Page, text: str) -> None:
    """Let the next picture be this."""
    page.evaluate(
        "text => { globalThis.does = 'print', globalThis.prints = text; }", text
    )


def as_printed(svg: str) -> str:
    """A picture as its script prints it: JSON in lines."""
    said = json.dumps(svg)
    return "\n".join(said[at : at + 400] for at in range(0, len(said), 400))


def test_a_picture_is_drawn_anew_by_keyboard_and_reset(visit):
    """Nothing moves, and what is not a picture leaves the built one where it is."""
    page = visit(PAGE, 390, "dark", stand_in=True, reduced_motion="reduce")
    built, figure = picture(page), figure_of(page)
    knob = figure.get_by_role("slider", name="first", exact=True)
    high = page.evaluate("document.documentElement.scrollHeight")
    drawn = pictures.drawer(NAME)(first=1.9)
    prints(page, as_printed(drawn))
    knob.focus()
    page.keyboard.press("ArrowLeft")
    figure.get_by_text("Drawn with first = 1.9").wait_for()
    assert "The scores 1.9, 1, 0 and -1" in picture(page)
    assert figure.get_by_role("img").get_attribute("aria-labelledby") == (
        "softmax-title softmax-desc"
    )
    code, changed = page.evaluate("globalThis.ran.at(-1)")
    assert code == f"{LIVE[NAME].script()}show(first=1.9)\n"
    assert changed is False  # so that Python stays
    assert knob.get_attribute("aria-valuetext") == "1.9"
    assert knob.evaluate("one => one === document.activeElement")
    assert page.evaluate("document.documentElement.scrollHeight") == high
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    figure.get_by_role("button", name="Reset").press("Enter")
    assert picture(page) == built
    assert (status(page), knob.input_value()) == ("As it was", "2")
    assert knob.evaluate("one => one === document.activeElement")
    assert not figure.get_by_role("button", name="Reset").is_visible()
    # Back by the knob itself, without Python.
    page.keyboard.press("ArrowLeft")
    figure.get_by_text("Drawn with first = 1.9").wait_for()
    count = page.evaluate("globalThis.ran.length")
    page.keyboard.press("ArrowRight")
    assert (picture(page), page.evaluate("globalThis.ran.length")) == (built, count)
    # No picture: the built one, even where another was shown before.
    page.keyboard.press("ArrowLeft")
    figure.get_by_text("Drawn with first = 1.9").wait_for()
    prints(page, as_printed(drawn.replace("<rect", '<rect id="__search"', 1)))
    page.keyboard.press("ArrowLeft")
    refused = "Not a picture (<rect> with id): the built picture is shown"
    figure.get_by_text(refused).wait_for()
    assert picture(page) == built
    page.evaluate("globalThis.does = 'fail'")
    page.keyboard.press("ArrowLeft")
    figure.get_by_text("Error: ImportError: the built picture is shown").wait_for()
    assert figure.get_by_role("button", name="Reset").is_visible()


DRAWN = """async (texts) => {
    const home = document.querySelector(".md-logo").href;
    const { drawn } = await import(new URL("assets/javascripts/run/picture.js", home));
    const built = document.querySelector("figure[data-knobs] svg");
    return texts.map((text) => {
        try {
            const made = drawn(text, built);
            return ["", made.outerHTML];
        } catch (error) {
            return [error.message, ""];
        }
    });
}"""
"""What is made of each text in place of the page's built picture, or why nothing is."""

HTML = 'xmlns="http://www.w3.org/1999/xhtml"'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
RECT = '<rect x="1" y="1" width="9" height="9" '
INSIDE = {
    "<script>globalThis.hacked=1</script>": "<script>",
    f"<script {HTML}>globalThis.hacked=1</script>": "<script>",
    '<script href="//evil.test/x.js"/>': "<script>",
    f"<img {HTML} src='x' onerror='globalThis.hacked=1'/>": "<img>",
    f"<rect {HTML}/>": "<rect>",
    f"<foreignObject><iframe {HTML} src='//evil.test'/></foreignObject>": "<foreignObject>",
    "<a href='javascript:globalThis.hacked=1'><text x='1' y='1'>press</text></a>": "<a>",
    f"<a {XLINK} xlink:href='javascript:globalThis.hacked=1'/>": "<a>",
    "<image href='https://evil.test/x.png'/>": "<image>",
    "<use href='//evil.test/x.svg#a'/>": "<use>",
    "<style>@import url(//evil.test/x.css)</style>": "<style>",
    "<animate attributeName='href' values='javascript:1'/>": "<animate>",
    "<set attributeName='onload' to='globalThis.hacked=1'/>": "<set>",
    "<g><rect x='1'/></g>": "<g>",
    "<svg/>": "<svg>",
    RECT + "onload='globalThis.hacked=1'/>": "<rect> with onload",
    RECT + "ONCLICK='globalThis.hacked=1'/>": "<rect> with ONCLICK",
    RECT + "style='fill: url(//evil.test/x)'/>": "<rect> with style",
    RECT + "fill='url(//evil.test/x.svg#a)'/>": "<rect> with fill",
    RECT + "fill='url(#__search)'/>": "<rect> with fill",
    RECT + "fill='red'/>": "<rect> with fill",
    RECT + "stroke='var(--g-ink, url(//evil.test))'/>": "<rect> with stroke",
    RECT + "id='__search'/>": "<rect> with id",
    RECT + "class='md-search'/>": "<rect> with class",
    RECT + "href='https://evil.test'/>": "<rect> with href",
    RECT + f"{XLINK} xlink:href='https://evil.test'/>": "<rect> with xmlns:xlink",
    RECT + "transform='scale(99)'/>": "<rect> with transform",
    RECT + "tabindex='1'/>": "<rect> with tabindex",
    RECT + "rx='calc(1px)'/>": "<rect> with rx",
    "<rect x='1e9'/>": "<rect> with x",
    "<rect x='nan'/>": "<rect> with x",
    "<rect x='99999999'/>": "<rect> with x",
    "<rect x='1'>words</rect>": "<rect> with text",
    "<rect x='1'><script/></rect>": "<script> in <rect>",
    "<polyline points='1,2 3'/>": "<polyline> with points",
    "<polyline points='1,2 url(#a)'/>": "<polyline> with points",
    "<text x='1' y='1'><tspan>a</tspan></text>": "<tspan> in <text>",
    "<text x='1' y='1'>a<a href='javascript:1'>b</a></text>": "<a> in <text>",
    "<title>again</title>": "<title>",
    "<constructor/>": "<constructor>",
    "<rect constructor='x'/>": "<rect> with constructor",
    "words": "text of its own",
    "<text x='1' y='1'>&nowhere;</text>": None,  # as each browser's parser says it
    "<rect": None,
    "<!-- words -->": "a declaration",
    "<?xml-stylesheet href='//evil.test/x.css'?>": "a declaration",
    "<text x='1' y='1'><![CDATA[<script>]]></text>": "a declaration",
}
"""What may stand in no picture, and the word by which it is refused."""

WHOLE = {
    "": None,
    "words": None,
    "<svg": None,
    f"<html {HTML}><body/></html>": "<html>",
    BUILT.replace("http://www.w3.org/2000/svg", "urn:x"): "<svg>",
    "<!DOCTYPE svg [<!ENTITY a 'b'>]>" + BUILT: "a declaration",
    BUILT.replace('viewBox="0 0 520 232"', 'viewBox="0 0 1 99999"'): "another size",
    BUILT.replace("<title", "<text").replace("</title>", "</text>"): "no <title>",
    BUILT.replace("<desc", "<rect").replace("</desc>", "</rect>"): "no <desc>",
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 232"/>': "no description",
    BUILT.replace("Scores become", "<script/>"): "<script> in <title>",
}
HARMLESS = (
    BUILT.replace(
        'class="diagram"', 'class="md-search" onload="globalThis.hacked=1" style="x"'
    )
    .replace('id="softmax-title"', 'id="__search" onclick="globalThis.hacked=1"')
    .replace("softmax-title softmax-desc", "__search")
    .replace("Scores become", "&lt;script&gt;globalThis.hacked=1&lt;/script&gt;")
)
"""What the root, title and description say of themselves is not taken; their words are words."""


@SLOW
def test_no_hostile_picture_comes_into_the_page(visits):
    watched = visits.new(stand_in=True)
    page = watched.open(PAGE)
    built = picture(page)
    hostile = {
        BUILT.replace("</svg>", f"{one}</svg>"): word for one, word in INSIDE.items()
    }
    assert len(hostile) == len(INSIDE)
    hostile |= WHOLE
    found = page.evaluate(DRAWN, [*hostile])
    for (text, word), (why, made) in zip(hostile.items(), found, strict=True):
        assert made == "", text
        assert why, text
        assert word is None or why == word, text
    ((why, as_built), (_, harmless)) = page.evaluate(DRAWN, [BUILT, HARMLESS])
    assert (why, as_built) == ("", built.replace("\n", ""))
    words = "&lt;script&gt;globalThis.hacked=1&lt;/script&gt;"
    assert harmless == as_built.replace("Scores become", words)
    # By the whole way, each in the page for a moment if it were let in.
    figure = figure_of(page)
    figure.get_by_role("slider").focus()
    for at, text in enumerate(list(hostile)[::6]):
        prints(page, as_printed(text))
        page.keyboard.press("ArrowLeft")
        page.wait_for_function("count => globalThis.ran?.length === count", arg=at + 1)
        figure.get_by_text("Not a picture").wait_for()
        assert picture(page) == built
    for odd in ("null", "1", "{}", '{"a": ["<svg/>"]}', "no JSON", ""):
        prints(page, odd)
        page.keyboard.press("ArrowRight")
        figure.get_by_text("Not a picture").wait_for()
        assert picture(page) == built
    assert page.evaluate("globalThis.hacked") is None
    # A browser holds to the policy what it only reads, too, and says so; it asks for nothing.
    assert [one for one in watched.complaints if "olicy" not in one] == []
    page.context.close()


@SLOW
def test_each_knob_stands_on_a_line_of_its_own(visit):
    """The one after a choice stood beside it, a letter wide."""
    page = visit("terms/causal-mask/", 390, stand_in=True)
    names = figure_of(page).locator(".run-knob > code")
    assert names.all_inner_texts() == ["causal", "window"]
    first, second = (one.bounding_box() for one in names.all())
    assert first["x"] == second["x"]
    assert first["y"] + first["height"] < second["y"]
    assert second["height"] < 30
    page.evaluate("globalThis.does = 'fail'")
    figure_of(page).get_by_role("combobox", name="causal").select_option("False")
    figure_of(page).get_by_text("the built picture is shown").wait_for()
    assert complaints_of(page, "figure[data-knobs]") == []
    draw = pictures.drawer("causal-mask")
    prints(page, as_printed(draw(causal=False, window=4)))
    figure_of(page).get_by_role("slider", name="window").press("ArrowLeft")
    figure_of(page).get_by_text("Drawn with causal = False, window = 4").wait_for()
    assert complaints_of(page, "figure[data-knobs]") == []


@SLOW
def test_the_latest_turn_is_drawn_and_a_reset_while_it_is_drawn_holds(visit):
    page = visit(PAGE, stand_in=True)
    built, figure = picture(page), figure_of(page)
    page.evaluate("globalThis.does = 'load'")  # ends at the page's event
    draw = pictures.drawer(NAME)
    figure.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("() => globalThis.ran?.length === 1")
    assert figure.get_by_text("Loading Python and NumPy").is_visible()
    assert "1.0 of 16.0 MB" in figure.inner_text()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.evaluate("text => { globalThis.prints = text; }", as_printed(draw(first=1.7)))
    page.evaluate("dispatchEvent(new Event('loaded'))")
    page.wait_for_function("() => globalThis.ran.length === 2")
    assert page.evaluate("globalThis.ran[1][0]").endswith("show(first=1.7)\n")
    page.wait_for_timeout(50)
    page.evaluate("dispatchEvent(new Event('loaded'))")
    figure.get_by_text("Drawn with first = 1.7").wait_for()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("() => globalThis.ran.length === 3")
    page.wait_for_timeout(50)
    figure.get_by_role("button", name="Reset").click()
    page.evaluate("dispatchEvent(new Event('loaded'))")
    page.wait_for_timeout(300)
    assert (picture(page), status(page)) == (built, "As it was")
    assert page.evaluate("globalThis.ran.length") == 3


@SLOW
def test_a_worker_that_is_lost_is_given_up(visit):
    page = visit("use/", stand_in=True)
    page.clock.install()
    page.goto(page.url.replace("use/", PAGE))
    built, figure = picture(page), figure_of(page)
    page.evaluate("globalThis.does = 'loop'")  # and never a word more
    figure.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("() => globalThis.ran?.length === 1")
    page.clock.run_for(1_000)
    figure.get_by_text("Drawing").wait_for()
    page.clock.run_for(31_000)
    figure.get_by_text("Drawing took too long: the built picture is shown").wait_for()
    assert picture(page) == built
    prints(page, as_printed(pictures.drawer(NAME)(first=1.8)))
    page.keyboard.press("ArrowLeft")
    page.clock.run_for(1_000)
    figure.get_by_text("Drawn with first = 1.8").wait_for()


@SLOW
@pytest.mark.parametrize(
    "name",
    slow_but_every(
        ["/run/picture.js", "/run/python.js", f"/pictures/{NAME}.py"], a_day=1
    ),
)
def test_what_does_not_come_is_told_and_asked_for_again(other_reader, name):
    reader = other_reader(PAGE, files={name: lambda route: route.abort()})
    page, figure = reader.page, figure_of(reader.page)
    built = picture(page)
    for key in ("ArrowLeft", "ArrowRight", "ArrowLeft"):
        figure.get_by_role("slider").press(key)
    figure.get_by_text("urn again to try").wait_for()
    assert picture(page) == built
    page.context.unroute_all()
    figure.get_by_role("slider").press("ArrowLeft")
    figure.get_by_text("Drawn with first = 1.8").wait_for(timeout=START)


@SLOW
def test_without_webassembly_a_line_says_so_and_the_picture_stays(other_reader):
    reader = other_reader("use/")
    page = reader.page
    page.context.add_init_script("delete globalThis.WebAssembly")
    page.goto(page.url.replace("use/", PAGE))
    built, figure = picture(page), figure_of(page)
    figure.get_by_role("slider").press("ArrowLeft")
    said = figure.get_by_text("Python could not be loaded")
    said.wait_for(timeout=START)
    assert "the built picture is shown" in said.inner_text()
    assert picture(page) == built


@SLOW
def test_without_scripts_there_are_no_knobs_and_no_place_for_them(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGE)
    figure = page.locator("figure[data-knobs]")
    assert figure.get_by_role("slider").count() == 0
    svg = figure.locator("svg")
    assert figure.bounding_box()["height"] == svg.bounding_box()["height"]
    context.close()


@pytest.mark.parametrize("name", slow_but_every(LIVE, a_day=3))
def test_a_page_draws_what_its_script_draws_here(anywhere, name):
    """On wasm32, with another build of NumPy: each turn that tests/content/test_live.py tries."""
    page = anywhere.go(f"terms/{name}/")
    live, draw = LIVE[name], pictures.drawer(name)
    assert shown(figure_of(page)) == [(k.name, k.value, k.values) for k in live.knobs]
    tried = [{}, *turns(live).values()]
    calls = [", ".join(f"{k}={v!r}" for k, v in one.items()) for one in tried]
    codes = [f"{live.script()}show({call})\n" for call in calls]
    workers = page.workers
    found = page.evaluate(RUN, [codes, False])
    printed = [json.loads(said.replace("\n", "")) for said, outcome, _ in found]
    expected = [draw(**one) for one in tried]
    for call, said, here in zip(calls, printed, expected, strict=True):
        assert said == here, call
    if workers:
        assert page.workers == workers  # Python is not made anew for each
    made = page.evaluate(DRAWN, printed)
    assert [why for why, _ in made] == [""] * len(tried)
    assert made[0][1] == picture(page).replace("\n", "")


@SLOW
def test_a_drawn_picture_comes_at_once_and_from_its_own_page(anywhere, record_property):
    """By the slider, in Python itself, on pages that are reached by links."""
    for path, name, key in (
        ("terms/sampling/", "temperature", "ArrowRight"),
        (PAGE, "first", "ArrowLeft"),
        ("terms/sampling/", "top_p", "ArrowLeft"),
    ):
        page = anywhere.go(path)
        figure = figure_of(page)
        assert figure.locator(".run-knobs").count() == 1
        before = picture(page)
        figure.get_by_role("slider", name=name, exact=True).focus()
        times = []
        for _ in range(5):
            now = status(page)
            began = page.evaluate("performance.now()")
            page.keyboard.press(key)
            page.wait_for_function(
                """before => {
                    const said = document.querySelector("figure .run-status").innerText;
                    return said.startsWith("Drawn") && said !== before;
                }""",
                arg=now,
                timeout=START,
            )
            times.append(page.evaluate("performance.now()") - began)
        record_property(
            "said", f"{path} {name}: {min(times):.0f} to {max(times):.0f} ms"
        )
        assert picture(page) != before
