"""Run, Edit, Reset and Stop in a real browser; test_every_page.py runs every block there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from browser import (
    FLAGS,
    PAGES,
    START,
    Compressing,
    Follower,
    Reader,
    Watched,
    executable,
)
from playwright.sync_api import Page, Worker
from samples import some_of
from test_accessibility import complaints_of

PAGE = "terms/weight-tying/"  # a short page with tabs
TURNS = cycle([PAGE, "terms/vocabulary/"])


@pytest.fixture(scope="module", autouse=True)
def runnable(site: Path) -> None:
    """Without Pyodide there is nothing to test, but in CI there must be."""
    if not (site / "assets/pyodide").is_dir():
        if os.environ.get("CI"):
            pytest.fail("CI needs Pyodide: `python -m glossary.pyodide` says why not")
        pytest.skip("the site was built without Run: python -m glossary.pyodide")


@pytest.fixture
def anywhere(shared: Follower) -> Iterator[Follower]:
    """The shared reader, on some page with scripts; a complaint fails the test."""
    shared.complaints.clear()
    shared.widen()
    if not shared.page.locator(".run-start").count():
        shared.go(next(TURNS))
    yield shared
    assert shared.complaints == []


@pytest.fixture
def reader(anywhere: Follower) -> Follower:
    """The shared reader, on a page with its scripts as they were."""
    anywhere.fresh(TURNS)
    return anywhere


# Edit, Reset


def test_edit_and_run(reader):
    block = reader.block()
    original = block.locator("pre > code").first.inner_text()
    assert reader.run("print(6 * 7)") == "42\n"
    assert block.locator(".run-title").inner_text() == "Your run, of the changed script"
    assert block.get_by_role("button", name="Reset").is_visible()
    reader.press(block, "Reset")
    assert block.locator("textarea").input_value() == original.rstrip("\n")
    assert not block.get_by_role("button", name="Reset").is_visible()
    assert block.locator(".run-result").count() == 0
    reader.press(block, "Edit")
    assert block.locator("textarea").count() == 0
    assert block.locator("pre > code").first.inner_text() == original
    reader.press(block)
    reader.wait(block)
    assert block.locator(".run-title").inner_text() == (
        "Your run: the same as the output below"
    )


def test_edited_code_stays_when_the_editor_is_closed_and_is_what_is_copied(reader):
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = reader.write("print('mine')")
    reader.press(block, "Edit")
    block.locator("button.md-code__button[data-md-type=copy]").click()
    assert reader.page.evaluate("navigator.clipboard.readText()").strip() == (
        "print('mine')"
    )
    reader.press(block)
    assert reader.wait(block) == "mine\n"
    reader.press(block, "Reset")
    assert not block.get_by_role("button", name="Reset").is_visible()


def test_a_run_of_other_output_says_so(reader):
    block = reader.block()
    page = reader.page
    page.evaluate(
        "for (const code of document.querySelectorAll('article .highlight.output code'))"
        " code.textContent = 'x'"
    )
    reader.press(block)
    reader.wait(block)
    assert (
        "not the same as the output below" in block.locator(".run-title").inner_text()
    )


def typed(reader: Reader, keys: list[str], start: str = "") -> str:
    """What the editor holds after these keys."""
    block = reader.write(start)
    area = block.locator("textarea")
    area.evaluate(
        "area => area.setSelectionRange(area.value.length, area.value.length)"
    )
    area.focus()
    for key in keys:
        if len(key) > 1 and not key.startswith(" "):
            reader.page.keyboard.press(key)
        else:
            reader.page.keyboard.type(key)
    return area.input_value()


@pytest.mark.parametrize(
    ("keys", "start", "text"),
    [
        (["Enter", "x"], "for a in b:", "for a in b:\n    x"),
        (["Enter", "x"], "    a = 1", "    a = 1\n    x"),
        (["Enter", "x"], "if a:  # why", "if a:  # why\n    x"),
        (["Tab", "x"], "ab", "ab  x"),
        (["Shift+Tab"], "a\n        b", "a\n    b"),
        (["Shift+Tab"], "a\n  b", "a\nb"),
        (["ControlOrMeta+a", "Tab"], "a\n\nb", "    a\n\n    b"),
        (["ControlOrMeta+a", "Shift+Tab"], "    a\n  b", "a\nb"),
        (["ControlOrMeta+a", "Tab", "ControlOrMeta+z"], "a\nb", "a\nb"),
        (["Enter", "ControlOrMeta+z"], "if a:", "if a:"),
        (["/"], "a ", "a /"),  # Material's key for the search
    ],
)
def test_keys_in_the_editor(anywhere, keys, start, text):
    assert typed(anywhere, keys, start) == text


def test_reset_can_be_undone(anywhere):
    block = anywhere.write("mine = 1")
    anywhere.press(block, "Reset")
    anywhere.page.keyboard.press("ControlOrMeta+z")
    assert block.locator("textarea").input_value() == "mine = 1"


def test_the_editor_can_be_left_by_keyboard(anywhere):
    block = anywhere.write("a")
    area = block.locator("textarea")
    is_in = "area => area === document.activeElement"
    area.focus()
    anywhere.page.keyboard.press("Tab")
    assert area.evaluate(is_in)
    anywhere.page.keyboard.press("Escape")
    anywhere.page.keyboard.press("Tab")
    assert not area.evaluate(is_in)
    area.focus()
    anywhere.page.keyboard.press("Escape")
    anywhere.page.keyboard.press("Shift+Tab")
    assert not area.evaluate(is_in)


# An emoji in a string; a method that Pygments does not know as Python's own.
COLORFUL = ["", PAGE, "terms/token/", "terms/checkpoint/"]
COLORS = """code => {
    const colors = [];
    const walk = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const { color, fontStyle } = getComputedStyle(walk.currentNode.parentElement);
        for (const letter of walk.currentNode.data) {
            if (letter.trim()) colors.push(`${letter} ${color} ${fontStyle}`);
        }
    }
    return colors;
}"""


@pytest.mark.parametrize(
    "path", some_of(PAGES, COLORFUL, days=30), ids=lambda path: path or "home"
)
def test_the_editor_colors_each_script_as_the_page_does(shared, path):
    page = shared.go(path)
    wrong = page.evaluate(
        f"""async () => {{
            const colorsOf = {COLORS};
            const home = document.querySelector(".md-logo").href;
            const {{ paint }} = await import(new URL("assets/javascripts/run/editor.js", home));
            const wrong = [];
            const all = "article .language-python > .filename + pre > code";
            for (const code of document.querySelectorAll(all)) {{
                const before = colorsOf(code);
                const text = code.textContent;
                paint(code, text.replace(/\\n+$/, ""));
                const after = colorsOf(code);
                const at = before.findIndex((one, index) => one !== after[index]);
                if (at >= 0 || before.length !== after.length || code.textContent !== text)
                    wrong.push([code.closest("div").querySelector(".filename").textContent,
                        before.slice(Math.max(0, at - 9), at + 3), after.slice(at, at + 3)]);
            }}
            return wrong;
        }}"""
    )
    assert wrong == []


# What a script prints and raises


def test_a_traceback_has_the_scripts_own_lines(anywhere):
    text = anywhere.run("import numpy as np\nprint('first')\nnp.ones(2) @ np.ones(3)\n")
    assert text.startswith("first\nTraceback (most recent call last):\n")
    assert "line 3, in <module>\n    np.ones(2) @ np.ones(3)\n" in text
    assert "pyodide" not in text
    assert "run_block" not in text
    block = anywhere.block()
    assert block.locator(".run-title").inner_text() == "Your run: ValueError"
    assert block.locator("[role=status]").inner_text() == "Error: ValueError"


def test_ten_megabytes_are_cut(anywhere):
    began = time.monotonic()
    text = anywhere.run("for i in range(10_000): print('x' * 999)")
    assert len(text) == 100_000
    assert "first 100 kB" in anywhere.block().locator(".run-remark").inner_text()
    assert time.monotonic() - began < 60


def test_output_is_no_markup(anywhere):
    text = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"
    assert anywhere.run(f"print({text!r})") == text + "\n"
    assert anywhere.page.evaluate("window.hacked") is None
    assert anywhere.page.locator(".run-result img, .run-result script").count() == 0


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("name = input('Who? ')", "there is no terminal to type into here"),
        (
            "import torch",
            "torch is not here: a page has Python's own library and NumPy",
        ),
        ("import scipy.stats", "scipy is not here"),
        ("import numpy as np\nnp.ones(5 * 10**8)", "The memory that a page may use"),
        ("import numpy as np\nnp.ones(10**11)", "The memory that a page may use"),
        ("import js", "can reach neither the page nor the network"),
        ("from pyodide.http import open_url\nopen_url('http://127.0.0.1:9/')", "Error"),
        ("import pyodide_js", "can reach neither the page nor the network"),
        (
            "from urllib.request import urlopen\nurlopen('http://127.0.0.1:9/')",
            "can reach neither the page nor the network",
        ),
        (
            "import socket\nsocket.create_connection(('127.0.0.1', 9))",
            "can reach neither the page nor the network",
        ),
    ],
)
def test_what_is_not_here_is_said_clearly(anywhere, code, says):
    anywhere.run(code)
    block = anywhere.block()
    assert says in block.locator(".run-result").inner_text()
    assert block.locator(".run-bar").get_attribute("data-state") == "error"


def test_a_broken_python_is_said_and_started_anew(anywhere):
    anywhere.run("import ctypes\nctypes.string_at(2**31 + 5, 2**30)")
    block = anywhere.block()
    assert block.locator(".run-bar").get_attribute("data-state") == "error"
    assert "Python broke off" in block.locator(".run-result").inner_text()
    assert anywhere.run("print('well')") == "well\n"
    assert any("fatal error" in one for one in anywhere.watched.complaints)
    anywhere.watched.complaints.clear()


def test_each_run_begins_afresh(anywhere):
    anywhere.run("left = 1\nimport numpy as np\nnp.set_printoptions(precision=2)")
    assert "NameError" in anywhere.run("left")
    assert (
        anywhere.run("import numpy as np\nprint(np.array([1 / 3]))") == "[0.33333333]\n"
    )


# The network and the page are out of reach


def test_the_worker_reaches_nothing(anywhere):
    """Whatever a script might find: the browser itself refuses, by the policy of the frame."""
    anywhere.run("print('start')")
    assert_one_python(anywhere.page)
    (worker,) = pythons(anywhere.page)
    run = anywhere.watched.address + "assets/javascripts/run/"
    attempts = {
        # The browser's own, behind the one that worker.js puts before it.
        "fetch": "WorkerGlobalScope.prototype.fetch.call"
        f"(self, '{run}editor.js').then(() => 'got it')",
        "import": f"import('{run}editor.js').then(() => 'got it')",
        "worker": f"""new Promise((yes, no) => {{
            const other = new Worker('{run}worker.js', {{ type: "module" }});
            other.onerror = () => no('by the policy');
            setTimeout(() => yes('got it'), 5000);
        }})""",
        "code from text": "new Function('return 1')() && 'got it'",
    }
    for what, attempt in attempts.items():
        # In a timer: what a debugger evaluates itself may do more than a script.
        got = worker.evaluate(
            f"""() => new Promise((resolve) => setTimeout(async () => {{
                try {{ resolve(await {attempt}); }}
                catch (error) {{ resolve(`refused: ${{error}}`); }}
            }}))"""
        )
        assert str(got).startswith("refused"), (what, got)
    assert worker.evaluate("typeof document") == "undefined"
    assert not any("another host" in c for c in anywhere.watched.complaints)
    anywhere.watched.complaints.clear()


# Stop, twice, navigation


def pythons(page: Page) -> list[Worker]:
    return [worker for worker in page.workers if worker.url.startswith("blob:")]


def assert_one_python(page: Page) -> None:
    """A loop that was stopped is gone, not only out of sight; its thread takes a moment to end."""
    for _ in range(50):
        if len(pythons(page)) == 1:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{len(pythons(page))} workers")


def test_stop_ends_an_endless_loop_at_once(anywhere):
    """Its output streams meanwhile; the next Python needs nothing from the network."""
    block, page = anywhere.start("print('at once')\nwhile True: pass"), anywhere.page
    block.locator(".run-out").wait_for(timeout=START)
    assert block.locator(".run-bar").get_attribute("data-state") == "running"
    page.wait_for_timeout(200)
    took = page.evaluate(
        """() => new Promise((resolve) => {
            const bar = document.querySelector(".run-bar[data-state=running]");
            const began = performance.now();
            new MutationObserver(() => {
                if (bar.dataset.state === "stopped") resolve(performance.now() - began);
            }).observe(bar, { attributes: true });
            [...bar.querySelectorAll("button")].find((b) => b.textContent === "Stop").click();
        })"""
    )
    assert took < 100
    assert anywhere.wait(block, ["stopped"]) == "at once\n"
    page.context.set_offline(True)
    try:
        assert anywhere.run("print('again')") == "again\n"
    finally:
        page.context.set_offline(False)
    assert_one_python(page)


def test_run_pressed_twice_runs_once(reader):
    block = reader.write("print('once')")
    block.get_by_role("button", name="Run").dblclick()
    assert reader.wait(block) == "once\n"
    assert block.locator(".run-result").count() == 1


def test_two_scripts_run_one_after_the_other(reader):
    first, second = reader.write("print('a')"), reader.write("print('b')", 1)
    reader.page.evaluate(
        "document.querySelectorAll('.run-start').forEach((b, i) => i < 2 && b.click())"
    )
    assert reader.wait(first) == "a\n"
    assert reader.wait(second) == "b\n"


def test_the_next_page_works_when_a_script_was_left_running(reader):
    reader.start("while True: pass")
    reader.fresh(TURNS)
    assert reader.run("print('here')") == "here\n"
    assert_one_python(reader.page)


# What is loaded, and when


def test_a_page_that_is_only_read_loads_none_of_it_and_is_hardly_heavier(visit):
    Compressing.sent.clear()
    page = visit(PAGE, anew=True)
    page.wait_for_load_state("networkidle")
    for index in range(page.locator(".run-start").count()):
        start = page.locator(".run-start").nth(index)
        if start.is_visible():
            start.hover()
            start.focus()
    page.wait_for_timeout(500)
    sent = {path: size for path, size in Compressing.sent.items() if "run" in path}
    assert not any("pyodide" in path for path in Compressing.sent)
    assert set(sent) == {
        "/assets/javascripts/run/controls.js",
        "/assets/stylesheets/run.css",
    }
    # The policy is in the page itself.
    policy = re.search(r"<meta http-equiv[^>]*>", page.content())[0]
    assert sum(sent.values()) + len(policy) < 10_000, sent


@pytest.fixture
def plain_server(site: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Address and log of Python's own server, which does not compress, with the site at /name/."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/name").symlink_to(site, target_is_directory=True)
    log = tmp_path / "log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"],
            cwd=tmp_path / "site",
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            while not (port := re.search(r"port (\d+)", log.read_text())):
                assert server.poll() is None, log.read_text()
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port[1]}/name/", log
        finally:
            server.terminate()
            server.wait()


def test_a_first_run_from_a_plain_server_under_a_sub_path(
    chromium, plain_server, site, tmp_path
):
    """As GitHub Pages has it, /name/: without a network, stopped early, run, and from the cache."""
    address, log = plain_server
    # With a cache on disk, as a reader has it: the one in memory has no room for 9 MB in one.
    context = chromium.browser_type.launch_persistent_context(
        tmp_path / "profile", executable_path=executable(), args=FLAGS
    )
    watched = Watched(context.new_page(), address)
    reader, page = Reader(watched.page), watched.open(PAGE)
    page.wait_for_load_state("networkidle")
    context.set_offline(True)
    block = reader.block()
    reader.press(block)
    text = block.locator(".run-remark")
    text.wait_for()
    assert "Is the network there?" in text.inner_text()
    context.set_offline(False)
    assert any("ERR_INTERNET_DISCONNECTED" in one for one in watched.complaints)
    watched.complaints.clear()

    shown = set()
    page.expose_function("note", lambda text: shown.add(text))
    page.evaluate(
        """() => {
            const bar = document.querySelector(".run-start").parentElement;
            new MutationObserver(() => note(bar.innerText)).observe(bar,
                { childList: true, subtree: true, characterData: true });
        }"""
    )
    reader.press(block)
    assert block.locator(".run-bar").get_attribute("data-state") == "loading"
    reader.press(block, "Stop")
    reader.wait(block, ["stopped"])
    reader.press(block)
    reader.wait(block, ["done"])
    files = (site / "assets/pyodide").glob("*/*")
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    assert any(f"of {megabytes:.1f} MB" in text for text in shown), shown
    assert "/assets/pyodide/" in log.read_text()

    before = len(log.read_text())
    page.goto(address + "terms/weights/")
    block = reader.block()
    reader.press(block)
    # Then all is here; that Python starts from it was seen above.
    block.get_by_text("Starting Python and NumPy").wait_for(timeout=START)
    later = log.read_text()[before:]
    assert "terms/weights/" in later
    assert "/assets/pyodide/" not in later
    assert watched.complaints == []
    context.close()


def test_without_scripts_there_is_no_control(visit):
    page = visit(PAGE, java_script_enabled=False)
    assert page.locator(".run-bar").count() == 0
    gap = "block => parseFloat(getComputedStyle(block).paddingBottom)"
    assert page.locator("article .language-python").first.evaluate(gap) == 0


@pytest.mark.parametrize("path", ["", PAGE])
def test_controls_move_nothing(visit, path):
    page = visit(path, 390)
    shift = page.evaluate("""() => new Promise(resolve => {
        let sum = 0;
        new PerformanceObserver(list => {
            for (const entry of list.getEntries()) sum += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 300);
    })""")
    assert shift == 0
    before, after = page.evaluate("""() => {
        const height = () => document.querySelector("article").getBoundingClientRect().height;
        const after = height();
        document.querySelectorAll(".run-bar").forEach((bar) => bar.remove());
        return [height(), after];
    }""")
    assert before == pytest.approx(after, abs=1)


# By keyboard, on a phone, on paper, for screen readers


def test_all_of_it_by_keyboard(visit):
    page = visit(PAGE, stand_in=True)
    reader = Reader(page)
    page.wait_for_load_state("networkidle")
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
    page = visit("terms/layer-norm/", stand_in=True, reduced_motion="reduce")
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
