"""The live GPT as readers use it: by keyboard, on a phone, with bad input, its worker lost."""

from __future__ import annotations

import gzip
import json
import re

import pytest
from playwright.sync_api import Page, expect

from glossary import ROOT
from tests.browser.test_accessibility import complaints_of
from tests.support.attempts import replaced
from tests.support.browser import THEMES, Compressing, quiet
from tests.support.samples import slow_but_every

PAGE = "live/"
FOLDER = ROOT / "docs/assets/live"
FACTS = json.loads((FOLDER / "gpt.json").read_text("utf-8"))
HASH = FACTS["base"][:16]
SOON = 60_000  # ms; what loads or trains may wait for a busy machine
BEFORE_USE = 700  # bytes of the script that a page with a part of it loads, compressed
OF_PAGE = 14_000  # and of those that show it, when it is used


def start(page: Page, name: str = "write", button: str = "Start the GPT"):
    """Press the button of a part; the part, once it has its controls."""
    part = page.locator(f"form.live[data-live={name}]")
    part.get_by_role("button", name=button).click()
    part.locator("[data-first]").wait_for(timeout=SOON)
    return part


def rows(page: Page):
    return page.locator("form.live .live-rows > li")


def wrote(page: Page, label: str | re.Pattern, words: int = 1) -> None:
    """Wait until a row with this label has so many words."""
    row = rows(page).filter(has=page.locator("b", has_text=label)).last
    expect(row.locator(".live-word").nth(words - 1)).to_be_visible(timeout=SOON)


def quick(part) -> None:
    part.get_by_label("Pace").select_option("fast")


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.slow
def test_on_the_page_of_lora_it_is_switched_on_by_keyboard(visit):
    page = visit("terms/lora/")
    part = page.locator("form.live")
    for words in FACTS["writes"].values():
        assert words[0] in part.inner_text()
    part.get_by_role("button", name="Try it here").focus()
    page.keyboard.press("Enter")
    pause = part.get_by_role("button", name="Pause")
    expect(pause).to_be_focused(timeout=SOON)
    quick(part)
    wrote(page, "GPT alone")
    part.get_by_role("radio", name="off").focus()
    page.keyboard.press("ArrowRight")
    expect(part.get_by_role("radio", name="dinosaurs")).to_be_checked()
    wrote(page, "GPT + LoRA × 1")
    pause.focus()
    page.keyboard.press("Space")
    expect(part.get_by_role("status").last).to_have_text(re.compile("^It wrote: "))
    link = part.get_by_role("link", name="Train a LoRA of your own")
    assert link.get_attribute("href").endswith("/live/#train-a-lora-of-your-own")


@pytest.mark.parametrize(
    "setting", slow_but_every(((w, t) for w in (390, 1600) for t in THEMES), a_day=1)
)
def test_a_walk_from_writing_to_an_adapter_of_ones_own(visit, setting, tmp_path):
    """Write, switch, scale, merge; train, stop, wear it, save it, take it back; axe looks on."""
    page = visit(PAGE, *setting, reduced_motion="reduce")
    assert complaints_of(page, "article") == []
    write = start(page)
    quick(write)
    wrote(page, "GPT alone", 2)
    write.get_by_role("radio", name="dinosaurs").check()
    wrote(page, "GPT + LoRA × 1", 2)
    alpha = write.get_by_label("Alpha")
    alpha.fill("2")
    wrote(page, "GPT + LoRA × 2")
    alpha.fill("0")
    expect(write.get_by_role("status").last).to_contain_text("the GPT alone")
    alpha.fill("1")
    write.get_by_label("The adapter stands").select_option("merged into them")
    wrote(page, re.compile("dinosaurs, merged"))
    expect(page).to_have_url(re.compile(r"\?adapter=dinosaurs&merged=yes"))
    write.get_by_role("button", name="Pause").click()
    # Names that the adapter was trained on say so, and no others do.
    names = (FOLDER / "dinosaurs.txt").read_text("utf-8").split()
    words = write.locator(".live-adapted .live-word").all_inner_texts()
    assert len(words) >= 4
    for word in words:
        assert word == (
            f"{word.split()[0]} (given)" if word.split()[0] in names else word
        )
    hashes = write.locator(".live-hash code")
    assert hashes.all_inner_texts() == [HASH, HASH]

    write.get_by_role("button", name="One character").click()
    expect(write.get_by_role("status").last).to_have_text(
        re.compile(r"^After .* which had \d")
    )
    following = page.locator("form[data-live=next]")
    expect(following.locator(".live-drawn")).to_have_count(1)
    following.get_by_label("Top-k").fill("3")
    following.get_by_role("button", name="One character").click()
    expect(following).to_contain_text("24 of 27 cannot be drawn.")
    following.get_by_role("button", name="Reset").click()
    expect(following.get_by_label("Top-k")).to_have_value("27")

    attention = page.locator("form[data-live=attention]")
    attention.get_by_role("textbox").fill("Atlas")
    expect(attention.locator("tbody tr")).to_have_count(6)
    expect(attention.locator("td.live-hidden")).to_have_count(15)
    attention.get_by_label("Causal mask").uncheck()
    expect(attention.locator("td.live-hidden")).to_have_count(0)
    expect(attention).to_contain_text("come later")

    cost = page.locator("form[data-live=cache]")
    cost.get_by_role("button", name="One word").click()
    expect(cost).to_contain_text("with the cache")
    # A whole word, whatever was begun before it: no character costs much more than another.
    low = "all => Math.min(...all.map((one) => parseFloat(one.style.height)))"
    assert cost.locator(".live-costs b").evaluate_all(low) > 80
    cost.get_by_role("checkbox").uncheck()
    cost.get_by_role("button", name="One word").click()
    expect(cost).to_contain_text("without the cache", timeout=SOON)
    assert complaints_of(page, "article") == []
    assert fits(page)

    train = page.locator("form[data-live=train]")
    train.get_by_role("button", name="Elements").click()
    expect(train).to_contain_text("118 names can be used.")
    train.get_by_role("button", name="Train", exact=True).click()
    expect(train.locator(".live-log")).to_contain_text("Step 20", timeout=SOON)
    # The names are those that it trains on, until it has ended.
    expect(train.get_by_role("button", name="Moons")).to_be_disabled()
    assert complaints_of(page, "form[data-live=train]") == []
    train.get_by_role("button", name="Stop").click()
    train.get_by_role("button", name="Go on").click(timeout=SOON)
    expect(train.locator(".live-log")).to_contain_text("Step 50", timeout=SOON)
    expect(train.get_by_text("Step 0", exact=True)).to_have_count(1)
    expect(train.get_by_text("Step 20", exact=True)).to_have_count(1)
    train.get_by_role("button", name="Stop").click()
    expect(train.get_by_role("status")).to_contain_text("steps done", timeout=SOON)
    expect(train.locator("figcaption")).to_have_text(re.compile(r"^Loss: \d\.\d\d at"))
    expect(write.get_by_role("radio", name="yours: elements")).to_be_checked()
    assert hashes.all_inner_texts() == [HASH, HASH]
    write.get_by_role("button", name="Write").click()
    wrote(page, re.compile("yours: elements"))
    write.get_by_role("button", name="Pause").click()

    paths = []
    for name in ("adapter_model.safetensors", "adapter_config.json"):
        with page.expect_download() as download:
            train.get_by_role("button", name=f"Download {name}").click()
        assert download.value.suggested_filename == name
        paths.append(tmp_path / name)
        download.value.save_as(paths[-1])
    files = train.locator("input[type=file]")
    files.set_input_files(paths[0])
    wrong = train.locator(".live-wrong").last
    expect(wrong).to_have_text(
        "adapter_config.json is missing: choose both files together."
    )
    config = paths[1].read_text("utf-8")
    paths[1].write_text('{"peft_type": "<img>"}', "utf-8")
    files.set_input_files(paths)
    expect(wrong).to_contain_text('adapter_config.json: peft_type is "<img>"')
    alpha.fill("2")  # all of it is drawn anew: nothing was switched on
    expect(train.get_by_role("status")).to_contain_text("steps done")
    paths[1].write_text(config, "utf-8")
    files.set_input_files(paths)
    expect(write.get_by_role("radio", name="from your files")).to_be_checked()
    expect(train.get_by_role("status")).to_contain_text("from your files")
    expect(wrong).to_have_text("")
    assert complaints_of(page, "article") == []
    assert fits(page)


MUCH = "a" * 1_000_000
LETTERS = {
    "ß": "“ß” is no letter from a to z: the model knows no other characters.",
    "<b>": "“<” is no letter from a to z: the model knows no other characters.",
    "a\u200bb": "U+200B is no letter from a to z: the model knows no other characters.",
    "恐竜": "“恐” is no letter from a to z: the model knows no other characters.",
    "a" * 15: "15 letters are too many: write at most 14.",
    MUCH: "1,000,000 characters are too many: write at most 14.",
}
NAMES = {
    "": "Write ten names or more, one on a line, or take one of the sets above.",
    "ab\ncd": "2 names are too few: give at least 10",
    "ab\n<img src=x>": 'line 2: "<img src=x>" has characters other than a to z',
    "Ω": 'line 1: "Ω" has characters other than a to z',
    MUCH: "1,000,000 characters are too many: two hundred names have at most 3,200.",
}


@pytest.mark.slow
def test_bad_input_is_told_in_a_line_and_nothing_is_lost(visit):
    page = visit(
        f"{PAGE}?temperature=9&adapter=cats&alpha=1.23456789&merged=true&top-p=0.85&cache=no"
    )
    part = start(page)
    said = part.locator(".live-wrong")
    expect(said.nth(1)).to_have_text(
        'adapter: "cats" in the address is no adapter of this page. '
        'alpha: "1.23456789" in the address is not a number from 0 to 2 in steps of 0.1. '
        'merged: "true" in the address is neither yes nor no. '
        'temperature: "9" in the address is not a number from 0 to 2 in steps of 0.1.'
    )
    expect(part.get_by_label("Alpha")).to_have_value("1")
    expect(page.get_by_label("Top-p")).to_have_value("0.85")
    expect(page.locator("form[data-live=cache] input")).not_to_be_checked()
    part.get_by_role("button", name="Pause").click()
    begin = part.get_by_label("Begin each word with")
    for text, line in LETTERS.items():
        begin.fill(text)
        expect(said.first).to_have_text(line)
    begin.fill("Dino")
    expect(said.first).to_have_text("")
    part.get_by_role("button", name="One character").click()
    expect(part.locator(".live-now")).to_have_text(re.compile("^dino[a-z]?$"))

    train = page.locator("form[data-live=train]")
    names, wrong = train.get_by_label("Names, one"), train.locator(".live-wrong").first
    for text, line in NAMES.items():
        names.fill(text)
        train.get_by_role("button", name="Train", exact=True).click()
        expect(wrong).to_contain_text(line)
        assert names.input_value() == text
        expect(train.get_by_role("button", name="Stop")).to_have_count(0)
    assert page.locator("form img").count() == 0
    text = page.locator("form[data-live=attention]").get_by_role("textbox")
    text.fill("")
    expect(page.locator("form[data-live=attention] .live-wrong")).to_have_text(
        "Write at least one letter."
    )


@pytest.mark.slow
def test_a_lost_worker_is_told_and_begins_again_with_what_was_there(visit):
    page = visit(PAGE)
    part = start(page)
    quick(part)
    train = page.locator("form[data-live=train]")
    train.get_by_role("button", name="Moons").click()
    train.get_by_label("Rank").select_option("1")
    train.get_by_role("button", name="Train", exact=True).click()
    expect(train.locator(".live-log")).to_contain_text("Step 10", timeout=SOON)
    train.get_by_role("button", name="Stop").click()
    expect(train.get_by_role("status")).to_contain_text("steps done", timeout=SOON)
    page.workers[0].evaluate("setTimeout(() => { throw new Error('lost'); })")
    expect(part.get_by_role("alert")).to_contain_text(
        "The GPT has stopped", timeout=SOON
    )
    assert "phobos" in train.get_by_label("Names, one").input_value()
    rows(page).last.evaluate("row => row.dataset.old = 'yes'")
    part.get_by_role("button", name="Clear").click()
    part.get_by_role("button", name="Write").click()
    wrote(page, re.compile("yours: moons"), 2)
    expect(part.locator(".live-wrong").first).to_have_text("")

    # A second time, twice at once, and while a training runs: no reload is needed.
    train.get_by_role("button", name="Train", exact=True).click()
    expect(train.locator(".live-log")).to_contain_text("Step 10", timeout=SOON)
    page.workers[-1].evaluate(
        "for (const ms of [0, 0, 50]) setTimeout(() => { throw new Error('lost'); }, ms)"
    )
    expect(train.locator(".live-wrong").first).to_have_text(
        "The training ended with the GPT. Your names are still here: press Train again.",
        timeout=SOON,
    )
    part.get_by_role("button", name="Clear").click()
    part.get_by_role("button", name="Write").click()
    wrote(page, re.compile("yours: moons"), 2)
    expect(part.locator(".live-wrong").first).to_have_text("")


@pytest.mark.slow
def test_a_worker_that_never_answers_is_given_up(other_reader, site):
    """So does a browser that ends one without saying so."""
    script = (site / "assets/javascripts/live/page.js").read_text("utf-8")
    impatient = replaced(script, "PATIENCE=10_000", "PATIENCE=300")
    worker = (site / "assets/javascripts/live/worker.js").read_text("utf-8")
    mute = replaced(
        worker,
        "postMessage({id,...answer})",
        "answer.hash?postMessage({id,...answer}):0",
    )
    page = other_reader(
        PAGE, files={"live/page.js": impatient, "live/worker.js": mute}
    ).page
    part = start(page)
    alert = part.get_by_role("alert").first
    expect(alert).to_contain_text("The GPT has stopped", timeout=SOON)
    assert page.locator("form[data-live=write] .live-word").count() == 0
    part.get_by_role("button", name="Write").click()
    expect(alert).to_contain_text("The GPT has stopped", timeout=SOON)


@pytest.mark.slow
def test_a_page_that_came_without_https_writes_and_says_what_it_cannot_show(
    chromium, site
):
    """There a browser computes no SHA-256."""
    context = chromium.new_context()
    plain = "http://glossary.test/"

    def answer(route) -> None:
        name = route.request.url.partition("?")[0].removeprefix(plain)
        path = site / name / ("index.html" if name.endswith("/") else "")
        if path.is_file():
            route.fulfill(path=path)
        else:
            route.fulfill(status=404)

    context.route(f"{plain}**", answer)
    page = context.new_page()
    page.goto(f"{plain}{PAGE}")
    part = start(page)
    assert page.evaluate("isSecureContext") is False
    wrote(page, "GPT alone")
    expect(part.locator(".live-hash").first).to_contain_text("no SHA-256")
    context.close()


@pytest.mark.slow
def test_a_tab_that_nobody_sees_waits(visit):
    page = visit(PAGE)
    part = start(page)
    quick(part)
    wrote(page, "GPT alone", 2)
    see = """hidden => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(see, True)
    page.wait_for_timeout(200)  # for the character that is under way
    before = rows(page).all_inner_texts()
    page.wait_for_timeout(500)
    assert rows(page).all_inner_texts() == before
    page.evaluate(see, False)
    expect(rows(page).last).not_to_have_text(before[-1], timeout=SOON)


@pytest.mark.slow
def test_nothing_is_loaded_before_use(visit):
    Compressing.sent.clear()
    page = visit(PAGE, anew=True)
    quiet(page)
    ours = {path for path in Compressing.sent if "/live" in path}
    assert ours == {"/live/", "/assets/javascripts/live/start.js"}
    assert Compressing.sent["/assets/javascripts/live/start.js"] < BEFORE_USE
    start(page)
    wrote(page, "GPT alone")
    sent = {
        path.split("?")[0]: size
        for path, size in Compressing.sent.items()
        if "/live" in path
    }
    shows = ("page", "parts", "train", "common")
    made = sum(sent[f"/assets/javascripts/live/{name}.js"] for name in shows)
    assert made < OF_PAGE, sent


@pytest.mark.slow
@pytest.mark.parametrize("name", ["page.js", "live.css", "gpt.safetensors"])
def test_what_fails_once_is_asked_for_again(other_reader, name):
    left = ["once"]

    def fail_once(route) -> None:
        if left:
            left.clear()
            route.abort()
        else:
            route.fallback()

    page = other_reader(PAGE, files={f"/{name}": fail_once}).page
    part = page.locator("form[data-live=write]")
    part.get_by_role("button").click()
    expect(part.get_by_role("status")).to_contain_text("could not be loaded")
    start(page)
    wrote(page, "GPT alone")


@pytest.mark.slow
def test_without_scripts_it_is_words_of_both_and_no_button(visit):
    page = visit(PAGE, java_script_enabled=False)
    part = page.locator("form[data-live=write]")
    assert [one[0] in part.inner_text() for one in FACTS["writes"].values()] == [
        True,
        True,
    ]
    assert page.locator("form.live button").filter(visible=True).count() == 0


def test_what_a_page_loads_for_it_is_small(site):
    script = (site / "assets/javascripts/live/start.js").read_bytes()
    assert len(gzip.compress(script)) < BEFORE_USE
