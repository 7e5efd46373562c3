"""Run, Edit, Stop, keys, search, copying, and all NumPy scripts of the site.

test_chromium.py, test_firefox.py and test_webkit.py take the tests from here.
"""

from __future__ import annotations

import html
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.browser.test_every_page import TORCH, scripts_of
from tests.browser.test_live import BUILT, DRAWN, INSIDE, WHOLE
from tests.support.browser import LABS, NOT_THERE, PAGES, START
from tests.support.samples import some_of
from tools import pictures

THREADS = {"DedicatedWorker", "DOM Worker", "WebCore: Worker"}
"""Of workers in Chromium, Firefox and WebKit."""


def test_run_prints_what_the_page_says(tab):
    tab.press("Run")
    printed = tab.wait("done", "error")
    assert printed
    assert tab.text(".run-title") == "Your run: the same as the output below"
    assert "same output" in tab.text("[role=status]")


def test_a_changed_script_runs_and_can_be_reset(tab):
    original = tab.text("pre > code").rstrip("\n")
    assert tab.run("number = 6\nprint(number * 7)") == "42\n"
    assert tab.text(".run-title") == "Your run, of the changed script"
    assert "NameError: name 'nowhere'" in tab.run("nowhere")
    tab.press("Reset")
    assert tab.page.evaluate("document.querySelector('textarea').value") == original
    tab.press("Run")
    tab.wait("done")
    assert tab.text(".run-title") == "Your run: the same as the output below"


def open_the_search(tab) -> None:
    """Press its key until it is open and stays so: the theme closes it 125 ms after it has taken in
    a page that a link led to, which on a busy machine comes after the key.
    """
    kept = 0
    for _ in range(120):
        if tab.page.evaluate("document.activeElement.matches('.md-search__input')"):
            kept += 1
            if kept == 3:
                return
        else:
            kept = 0
            tab.page.keyboard.press("/")
        time.sleep(0.25)
    pytest.fail("the key of the search does not open it")


def test_the_search_finds_by_keyboard(tab):
    keys = tab.page.keyboard
    open_the_search(tab)
    keys.type("LoRA")
    tab.page.wait_for_function(
        "() => document.querySelector('.md-search-result__link')?.href.includes('/terms/lora/')"
    )
    # The list is made anew after each letter, on a busy machine later: what had the focus is gone.
    chosen = "document.activeElement.href?.includes('/terms/lora/') ?? false"
    for _ in range(60):
        time.sleep(0.5)
        if tab.page.evaluate(chosen):
            break
        open_the_search(tab)
        keys.press("ArrowDown")
    keys.press("Enter")
    tab.page.wait_for_function(
        """() => location.pathname.endsWith("/terms/lora/")
            && document.querySelector("article h1")?.textContent.startsWith("LoRA")"""
    )


def test_keys_lead_to_the_page_after_and_before(tab):
    before = tab.page.url
    after = tab.page.evaluate("document.querySelector('.md-footer__link--next').href")
    # The theme's script leaves this when it listens.
    tab.page.wait_for_function("() => 'keyboard$' in window")
    for key, link, address in (("n", "next", after), ("p", "prev", before)):
        # The address changes before the page does.
        tab.page.wait_for_function(
            f"address => document.querySelector('.md-footer__link--{link}')?.href === address",
            arg=address,
        )
        tab.page.keyboard.press(key)
        tab.page.wait_for_function("address => location.href === address", arg=address)


def test_the_copy_button_copies_the_script(tab):
    original = tab.text("pre > code").rstrip("\n")
    tab.page.click(f"{tab.BLOCK} button[data-md-type=copy]")
    tab.edit("something else")
    tab.page.keyboard.press("ControlOrMeta+a")
    tab.page.keyboard.press("ControlOrMeta+v")
    pasted = tab.page.evaluate("document.querySelector('textarea').value")
    assert pasted.rstrip("\n") == original


# The pages of single models are made alike and have no script. One after the other they came so
# fast that WebKit refused the theme its history: "more than 100 times per 10 seconds".
ONE_MODEL = next(
    path for path in PAGES if path.startswith("models/") and path != "models/"
)
WALKED = [
    path
    for path in PAGES
    if not path.startswith("models/") or path in ("models/", ONE_MODEL)
]


@pytest.mark.parametrize(
    "path", some_of(WALKED, WALKED[:1], days=3), ids=lambda path: path or "home"
)
def test_its_numpy_scripts_print_what_it_says(opened, prepared, path):
    """Not for Chromium, where tests/browser/test_every_page.py does that."""
    opened.take_complaints()
    page = opened.go(path)
    blocks = [b for b in scripts_of(path, prepared) if not TORCH.search(b.code)]
    page.evaluate(
        "document.querySelectorAll('.run-start').forEach((run) => run.click())"
    )
    page.wait_for_function(
        """() => [...document.querySelectorAll(".run-start")].every(
            (run) => ["done", "error"].includes(run.parentElement.dataset.state))""",
        timeout=120_000,
    )
    ran = page.evaluate(
        """[...document.querySelectorAll(".run-start")].map((run) => {
            const block = run.parentElement.parentElement;
            return [".filename", ".run-result code", ".run-title"]
                .map((where) => block.querySelector(where)?.textContent ?? "");
        })"""
    )
    assert [name for name, _, _ in ran] == [Path(b.script).name for b in blocks]
    for (name, printed, title), block in zip(ran, blocks, strict=True):
        assert printed.rstrip("\n") == block.output.rstrip("\n"), name
        assert title == "Your run: the same as the output below", name
    assert opened.take_complaints() == []


def test_a_picture_is_drawn_anew_and_no_hostile_one_comes_in(tab):
    page = tab.go("terms/softmax/")
    page.evaluate(
        """() => {
            const knob = document.querySelector("figure .run-turn");
            knob.value = "1.5";
            knob.dispatchEvent(new Event("input"));
        }"""
    )
    page.wait_for_function(
        "() => document.querySelector('figure .run-bar').dataset.state === 'done'",
        timeout=START,
    )
    said = "document.querySelector('figure[data-knobs] desc').textContent"
    drawn = pictures.drawer("softmax")(first=1.5)
    assert html.escape(page.evaluate(said), quote=False) in drawn
    assert tab.take_complaints() == []
    texts = [BUILT.replace("</svg>", f"{one}</svg>") for one in INSIDE]
    words = [*INSIDE.values(), *WHOLE.values()]
    found = page.evaluate(DRAWN, [*texts, *WHOLE])
    for text, word, (why, made) in zip([*texts, *WHOLE], words, found, strict=True):
        assert made == "", text
        assert why, text
        assert word in (None, why), text
    # What is only read is held to XML and to the policy too, and some of it is told late: no fault.
    time.sleep(0.5)
    page.evaluate("0")
    tab.take_complaints()


def test_a_page_that_is_only_read_is_quiet(tab):
    for path in ("", "terms/lora/", "questions/", LABS[1]):
        tab.page.goto(tab.address + path)
        time.sleep(0.5)  # a browser prefetches when it has nothing else to do
        assert tab.take_complaints() == [], path


def test_a_mistyped_address_leads_to_what_is_near(tab):
    page = tab.page
    page.goto(tab.address + NOT_THERE)
    page.wait_for_function(
        "() => document.querySelector('#nearest a')?.getBoundingClientRect().height > 0"
    )
    nearest = "[...document.querySelectorAll('#nearest a')].map((a) => a.textContent)"
    assert page.evaluate(nearest)[0] == "LoRA"
    assert tab.take_complaints() == []
    page.click("#nearest a")
    page.wait_for_function(
        """() => location.pathname.endsWith("/terms/lora/")
            && document.querySelector("article h1")?.textContent.startsWith("LoRA")"""
    )
    assert tab.take_complaints() == []
    page.goto(tab.address)  # below it, as all other pages are


# Loops come last: one that is not stopped would slow what follows.


def test_all_of_it_by_keyboard(tab):
    keys = tab.page.keyboard

    def tab_to(label: str) -> None:
        for _ in range(60):
            keys.press("Tab")
            here = "document.activeElement.getAttribute('aria-label')"
            if tab.page.evaluate(here) == f"{label} {name}":
                return
        pytest.fail(f"no {label} on the way")

    name = tab.text(".filename")
    tab.page.evaluate("document.querySelector('article h1 a').focus()")
    tab_to("Run")
    keys.press("Enter")
    tab.wait("done")
    tab_to("Edit")
    keys.press("Space")
    tab.page.wait_for_selector("textarea", state="attached")
    keys.press("ControlOrMeta+a")
    keys.type("for i in range(2):")
    keys.press("Enter")
    keys.type("print(i)")
    keys.press("Tab")  # stays
    assert tab.page.evaluate("document.activeElement.value") == (
        "for i in range(2):\n    print(i)    "
    )
    keys.press("ControlOrMeta+Enter")
    assert tab.wait("done", "error") == "0\n1\n"
    keys.press("ControlOrMeta+a")
    keys.type("while True: pass")
    keys.press("ControlOrMeta+Enter")
    tab.wait("running")
    keys.press("Escape")
    keys.press("Shift+Tab")
    assert tab.page.evaluate(
        "document.activeElement !== document.querySelector('textarea')"
    )
    tab.page.evaluate("document.querySelector('textarea').focus()")
    keys.press("Escape")
    tab_to("Stop")
    keys.press("Enter")
    tab.wait("stopped")
    assert tab.page.evaluate("document.activeElement.textContent") == "Run"
    tab_to("Reset")
    keys.press("Enter")
    assert "while" not in tab.page.evaluate("document.querySelector('textarea').value")


# By the page's own clock: the driver's way to the button is not the reader's.
TIMES_A_STOP = """block => {
    const bar = document.querySelector(`${block} > .run-bar`);
    bar.addEventListener("click", () => { globalThis.pressedAt = performance.now(); }, true);
    new MutationObserver(() => {
        if (bar.dataset.state === "stopped") globalThis.stopped ??= performance.now();
    }).observe(bar, { attributes: true });
}"""


def test_stop_ends_an_endless_loop_at_once(tab):
    tab.page.evaluate("delete globalThis.stopped")
    tab.edit("print('on its way')\nwhile True: pass")
    tab.press("Run")
    tab.wait("running")
    tab.page.wait_for_function(
        "() => document.querySelector('.run-result code').textContent.includes('way')"
    )
    tab.page.evaluate(TIMES_A_STOP, tab.BLOCK)
    tab.press("Stop")
    assert tab.wait("stopped") == "on its way\n"
    assert tab.page.evaluate("globalThis.stopped - globalThis.pressedAt") < 2000
    assert tab.run("print('again')") == "again\n"


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted as Linux does")
def test_stop_ends_an_endless_loop_and_its_thread(tab):
    """In WebKit a loop that never called JavaScript went on, out of sight."""
    tab.edit("while True: pass")
    tab.press("Run")
    tab.wait("running")
    before = workers()
    tab.press("Stop")
    tab.wait("stopped")
    assert tab.run("print('again')") == "again\n"
    for _ in range(100):
        if workers() <= before:
            return
        time.sleep(0.1)
    pytest.fail(f"{workers()} threads of workers, {before} while it ran")


def workers() -> int:
    """Threads of workers in the browsers that this process has started."""
    listed = subprocess.run(
        ["ps", "-eLo", "pid=,ppid=,comm="], capture_output=True, text=True, check=True
    )
    threads = [line.split(maxsplit=2) for line in listed.stdout.splitlines()]
    ours, found = set(), {str(os.getpid())}
    while found:
        ours |= found
        found = {pid for pid, parent, _ in threads if parent in ours} - ours
    return sum(pid in ours and name in THREADS for pid, _, name in threads)


def test_the_live_gpt_writes_trains_and_wears_what_it_trained(tab):
    page = tab.go("live/")
    part = "document.querySelector('form[data-live=%s]')"
    page.evaluate(f"{part % 'write'}.querySelector('button').click()")
    page.wait_for_function("() => !!document.querySelector('.live-word')")
    page.evaluate(f"{part % 'train'}.querySelectorAll('.live-bar button')[1].click()")
    page.wait_for_function(
        f"() => {part % 'train'}.textContent.includes('118 names can be used.')"
    )
    press = f"{part % 'train'}.querySelector('.live-main').click()"
    page.evaluate(press)
    page.wait_for_function(
        f"() => {part % 'train'}.textContent.includes('Step 10')", timeout=60_000
    )
    page.evaluate(press)  # Stop
    worn = "input[value=yours]:checked"
    page.wait_for_function(
        f"() => !!{part % 'write'}.querySelector('{worn}')", timeout=60_000
    )
    page.wait_for_function(
        "() => [...document.querySelectorAll('.live-adapted')].some("
        "(row) => row.textContent.includes('yours') && row.querySelector('.live-word'))"
    )
    same = f"{part % 'write'}.querySelector('.live-hash').textContent"
    assert "not one number has changed" in page.evaluate(same)
    page.evaluate(f"{part % 'write'}.querySelector('.live-main').click()")  # Pause


def test_the_readers_own_text_is_split(tab):
    page = tab.page
    page.goto(
        tab.address
        + "terms/byte-pair-encoding/?text=don't%20caf%C3%A9%0A&tokenizer=gpt2"
    )
    page.evaluate("document.querySelector('form.tokens').scrollIntoView()")
    page.wait_for_function("() => document.querySelector('.tokens-pieces small')")
    shown = "[...document.querySelectorAll('.tokens-pieces small')].map((one) => one.textContent)"
    # don | 't | ·caf | é | line end
    assert page.evaluate(shown) == ["9099", "470", "40304", "198"]
