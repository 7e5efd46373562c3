"""Run, Edit, Reset and Stop in a real browser, and every NumPy block of the site run there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import test_browser
from playwright.sync_api import Browser, Page
from samples import some_of
from test_accessibility import complaints_of
from test_browser import PAGES, Compressing, Watched

from glossary import ROOT
from glossary.pages import read_blocks
from glossary.pyodide import lock

chromium = test_browser.chromium
address = test_browser.address
visit = test_browser.visit

TORCH = re.compile(r"^\s*(import|from) torch\b", re.M)
START = 120_000  # ms; four seconds where nothing else runs
ENDED = ("done", "error", "stopped")


def scripts_of_pages() -> dict[str, list]:
    """Address of each page with Python on it: its blocks, in order."""
    found = {}
    for path in sorted((ROOT / "docs").rglob("*.md")):
        blocks = [b for b in read_blocks(path) if b.language == "python"]
        name = path.relative_to(ROOT / "docs").with_suffix("").as_posix()
        if blocks:
            found["" if name == "index" else f"{name}/"] = blocks
    return found


SCRIPTS = scripts_of_pages()
NUMPY = {
    page: [block for block in blocks if not TORCH.search(block.code)]
    for page, blocks in SCRIPTS.items()
}
PAGE = "terms/weight-tying/"  # a short page with tabs


@pytest.fixture(scope="module", autouse=True)
def runnable(site: Path) -> None:
    """Without Pyodide there is nothing to test, but in CI there must be."""
    if not (site / "assets/pyodide").is_dir():
        if os.environ.get("CI"):
            pytest.fail("CI needs Pyodide: `python -m glossary.pyodide` says why not")
        pytest.skip("the site was built without Run: python -m glossary.pyodide")


class Reader:
    """A page whose Python, once started, serves many tests: it goes on by instant navigation."""

    def __init__(self, watched: Watched):
        self.watched, self.page = watched, watched.page

    def go(self, path: str) -> Page:
        """Follow a link, as a reader does: the page is not loaded anew, and Python stays."""
        here = self.page.evaluate(
            """path => {
                const home = document.querySelector(".md-logo").href;
                if (new URL(path, home).pathname === location.pathname) return true;
                document.querySelector("article").dataset.left = "yes";
                const link = document.createElement("a");
                link.href = new URL(path, document.querySelector(".md-logo").href);
                document.querySelector(".md-container").append(link);
                link.click();
            }""",
            path,
        )
        if here:
            return self.page
        self.page.wait_for_selector("article:not([data-left])", state="attached")
        self.page.wait_for_function(
            "() => document.querySelector('article h1')"
            " && (!document.querySelector('article .language-python > .filename')"
            "     || document.querySelector('.run-bar'))"
        )
        return self.page

    def block(self, number: int = 0):
        """A block that can be run, by its place on the page."""
        return self.page.locator(".highlight:has(> .run-bar > .run-start)").nth(number)

    def write(self, code: str, number: int = 0):
        """Put other code into a block's editor."""
        block = self.block(number)
        edit = block.get_by_role("button", name="Edit")
        if edit.get_attribute("aria-pressed") == "false":
            edit.click()
        block.locator("textarea").fill(code)
        return block

    def press(self, block, name: str = "Run") -> None:
        block.get_by_role("button", name=name).click()

    def wait(self, block, states=ENDED) -> str:
        """Wait for a run to end; what its own box shows."""
        block.locator(":scope > .run-bar").and_(
            self.page.locator(",".join(f"[data-state={state}]" for state in states))
        ).wait_for(timeout=START)
        return self.printed(block)

    def printed(self, block) -> str:
        code = block.locator(".run-result code")
        return code.inner_text() if code.count() else ""

    def run(self, code: str) -> str:
        """Run other code in the first block of the page."""
        block = self.write(code)
        self.press(block)
        return self.wait(block)


@pytest.fixture(scope="module")
def shared(chromium: Browser, address: str) -> Iterator[Reader]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    watched = Watched(context.new_page(), address)
    watched.open("use/")
    yield Reader(watched)
    context.close()


@pytest.fixture
def reader(shared: Reader) -> Iterator[Reader]:
    """The shared reader, on a page with scripts as they were; a complaint fails the test."""
    shared.watched.complaints.clear()
    shared.go("use/")
    shared.go(PAGE)
    yield shared
    assert shared.watched.complaints == []


# Every block


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "home")
def test_every_numpy_block_prints_here_what_the_page_says(shared, path):
    """On wasm32, with another build of NumPy than the one that the other tests use.

    Blocks that need PyTorch say so.
    """
    shared.watched.complaints.clear()
    page = shared.go(path)
    torch = [b for b in SCRIPTS.get(path, []) if TORCH.search(b.code)]
    notes = page.locator(".run-note").evaluate_all(
        "all => all.map(one => [one.textContent, one.querySelector('a').href])"
    )
    assert len(notes) == len(torch)
    for text, link in notes:
        assert "run it on your computer" in text
        assert link.endswith("/use/#run-a-script")
    ran = page.evaluate(
        """() => Promise.all([...document.querySelectorAll(".run-start")].map((run) => {
            run.click();
            const bar = run.parentElement;
            const ended = () => ["done", "error"].includes(bar.dataset.state);
            return new Promise((resolve) => {
                const look = () => {
                    if (!ended()) return;
                    watch.disconnect();
                    const block = bar.parentElement;
                    const text = (where) => block.querySelector(where)?.textContent ?? "";
                    resolve([text(".filename"), text(".run-result code"), text(".run-title")]);
                };
                const watch = new MutationObserver(look);
                watch.observe(bar, { attributes: true });
                look();
            });
        }))""",
    )
    blocks = NUMPY.get(path, [])
    assert [name for name, _, _ in ran] == [Path(b.script).name for b in blocks]
    for (name, printed, title), block in zip(ran, blocks, strict=True):
        assert printed.rstrip("\n") == block.output.rstrip("\n"), name
        assert title == "Your run: the same as the output below", name
    assert shared.watched.complaints == []


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


def typed(reader, keys: list[str], start: str = "") -> str:
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
def test_keys_in_the_editor(reader, keys, start, text):
    assert typed(reader, keys, start) == text


def test_reset_can_be_undone(reader):
    block = reader.write("mine = 1")
    reader.press(block, "Reset")
    reader.page.keyboard.press("ControlOrMeta+z")
    assert block.locator("textarea").input_value() == "mine = 1"


def test_the_editor_can_be_left_by_keyboard(reader):
    block = reader.write("a")
    area = block.locator("textarea")
    is_in = "area => area === document.activeElement"
    area.focus()
    reader.page.keyboard.press("Tab")
    assert area.evaluate(is_in)
    reader.page.keyboard.press("Escape")
    reader.page.keyboard.press("Tab")
    assert not area.evaluate(is_in)
    area.focus()
    reader.page.keyboard.press("Escape")
    reader.page.keyboard.press("Shift+Tab")
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
    "path", some_of(SCRIPTS, COLORFUL, days=30), ids=lambda path: path or "home"
)
def test_the_editor_colors_each_script_as_the_page_does(shared, path):
    page = shared.go(path)
    wrong = page.evaluate(
        f"""async () => {{
            const colorsOf = {COLORS};
            const home = document.querySelector(".md-logo").href;
            const {{ paint }} = await import(new URL("assets/javascripts/run/editor.js", home));
            const wrong = [];
            const all = "article .language-python > pre > code";
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


def test_a_traceback_has_the_scripts_own_lines(reader):
    text = reader.run("import numpy as np\nprint('first')\nnp.ones(2) @ np.ones(3)\n")
    assert text.startswith("first\nTraceback (most recent call last):\n")
    assert "line 3, in <module>\n    np.ones(2) @ np.ones(3)\n" in text
    assert "pyodide" not in text
    assert "run_block" not in text
    block = reader.block()
    assert block.locator(".run-title").inner_text() == "Your run: ValueError"
    assert block.locator("[role=status]").inner_text() == "Error: ValueError"


def test_output_streams_while_the_script_runs(reader):
    block = reader.write("print('at once')\nwhile True: pass")
    reader.press(block)
    block.locator(".run-out").wait_for(timeout=START)
    assert block.locator(".run-bar").get_attribute("data-state") == "running"
    reader.press(block, "Stop")
    assert reader.wait(block, ["stopped"]) == "at once\n"


def test_ten_megabytes_are_cut(reader):
    began = time.monotonic()
    text = reader.run("for i in range(10_000): print('x' * 999)")
    assert len(text) == 100_000
    assert "first 100 kB" in reader.block().locator(".run-remark").inner_text()
    assert time.monotonic() - began < 60


def test_output_is_no_markup(reader):
    text = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"
    assert reader.run(f"print({text!r})") == text + "\n"
    assert reader.page.evaluate("window.hacked") is None
    assert reader.page.locator(".run-result img, .run-result script").count() == 0


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
def test_what_is_not_here_is_said_clearly(reader, code, says):
    reader.run(code)
    assert says in reader.block().locator(".run-result").inner_text()
    assert reader.block().locator(".run-bar").get_attribute("data-state") == "error"


def test_a_broken_python_is_said_and_started_anew(reader):
    reader.run("import ctypes\nctypes.string_at(2**31 + 5, 2**30)")
    block = reader.block()
    assert block.locator(".run-bar").get_attribute("data-state") == "error"
    assert "Python broke off" in block.locator(".run-result").inner_text()
    assert reader.run("print('well')") == "well\n"
    assert any("fatal error" in one for one in reader.watched.complaints)
    reader.watched.complaints.clear()


def test_each_run_begins_afresh(reader):
    reader.run("left = 1\nimport numpy as np\nnp.set_printoptions(precision=2)")
    assert "NameError" in reader.run("left")
    assert (
        reader.run("import numpy as np\nprint(np.array([1 / 3]))") == "[0.33333333]\n"
    )


# The network and the page are out of reach


def test_the_worker_reaches_nothing(reader):
    """Whatever a script might find: the browser itself refuses, by the policy of the frame."""
    reader.run("print('start')")
    (worker,) = [w for w in reader.page.workers if w.url.startswith("blob:")]
    run = reader.page.url.replace(PAGE, "assets/javascripts/run/")
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
    assert not any("another host" in c for c in reader.watched.complaints)
    reader.watched.complaints.clear()


# Stop, twice, navigation


def test_stop_ends_an_endless_loop_at_once(reader):
    block = reader.write("while True: pass")
    reader.press(block)
    block.locator("[data-state=running]").wait_for(timeout=START)
    reader.page.wait_for_timeout(200)
    took = reader.page.evaluate(
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
    assert reader.run("print('again')") == "again\n"
    # The loop is gone, not only out of sight.
    pythons = [w for w in reader.page.workers if w.url.startswith("blob:")]
    assert len(pythons) == 1


def test_stop_while_python_loads(visit):
    reader = Reader.__new__(Reader)
    reader.page = visit(PAGE)
    block = reader.block()
    reader.press(block)
    reader.press(block, "Stop")
    reader.wait(block, ["stopped"])
    reader.press(block)
    reader.wait(block, ["done"])


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
    block = reader.write("while True: pass")
    reader.press(block)
    block.locator("[data-state=running]").wait_for(timeout=START)
    reader.go("terms/weights/")
    assert reader.run("print('here')") == "here\n"
    assert len([w for w in reader.page.workers if w.url.startswith("blob:")]) == 1


# What is loaded, and when


def test_a_page_that_is_only_read_loads_none_of_it_and_is_hardly_heavier(visit):
    Compressing.sent.clear()
    page = visit(PAGE)
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


def test_once_loaded_it_needs_no_network_and_the_next_page_takes_it_from_the_cache(
    visit,
):
    reader = Reader.__new__(Reader)
    reader.page = page = visit(PAGE)
    block = reader.block()
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
    reader.wait(block, ["done"])
    megabytes = sum(file["bytes"] for file in lock()["files"].values()) / 1e6
    assert any(f"of {megabytes:.1f} MB" in text for text in shown), shown
    reader.press(block, "Edit")
    block.locator("textarea").wait_for()
    page.context.set_offline(True)
    reader.press(block)
    reader.wait(block, ["done"])
    # A stopped worker is followed by one that needs nothing from the network.
    loop = reader.write("while True: pass")
    reader.press(loop)
    loop.locator("[data-state=running]").wait_for(timeout=START)
    reader.press(loop, "Stop")
    assert reader.run("print('offline')") == "offline\n"
    page.context.set_offline(False)

    Compressing.sent.clear()
    page.goto(re.sub(PAGE, "terms/weights/", page.url))
    block = reader.block()
    reader.press(block)
    reader.wait(block, ["done"])
    assert not any("pyodide" in path for path in Compressing.sent), Compressing.sent


def test_without_a_network_it_says_so_and_can_be_tried_again(chromium, address):
    context = chromium.new_context()
    reader = Reader(Watched(context.new_page(), address))
    page = reader.watched.open(PAGE)
    page.wait_for_load_state("networkidle")
    context.set_offline(True)
    block = reader.block()
    reader.press(block)
    text = block.locator(".run-remark")
    text.wait_for()
    assert "Is the network there?" in text.inner_text()
    context.set_offline(False)
    reader.press(block)
    reader.wait(block, ["done"])
    context.close()


def test_a_plain_server_under_a_sub_path_will_do(chromium, site, tmp_path):
    """GitHub Pages serves the site under /name/; python -m http.server does not compress."""
    (tmp_path / "name").symlink_to(site, target_is_directory=True)
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        port = re.search(r"port (\d+)", server.stdout.readline())[1]
        context = chromium.new_context()
        reader = Reader(Watched(context.new_page(), f"http://127.0.0.1:{port}/name/"))
        reader.watched.open(PAGE)
        block = reader.block()
        reader.press(block)
        reader.wait(block, ["done"])
        assert reader.watched.complaints == []
        context.close()
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


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
    reader = Reader.__new__(Reader)
    reader.page = page = visit(PAGE)
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
    page.keyboard.type("while True: pass")
    page.keyboard.press("ControlOrMeta+Enter")
    block.locator("[data-state=running]").wait_for(timeout=START)
    page.keyboard.press("Escape")
    tab_to("Stop")
    page.keyboard.press("Enter")
    reader.wait(block, ["stopped"])
    assert page.evaluate("document.activeElement.textContent") == "Run"
    tab_to("Reset")
    page.keyboard.press("Enter")
    assert "while" not in area.input_value()


def test_on_a_phone(visit):
    reader = Reader.__new__(Reader)
    reader.page = page = visit(PAGE, 390, has_touch=True, is_mobile=True)
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


def test_axe_finds_nothing_in_any_state(visit):
    reader = Reader.__new__(Reader)
    # The controls are the same on each page; colors change at once.
    reader.page = page = visit("", reduced_motion="reduce")
    block = reader.block()

    def check(state: str) -> None:
        for scheme in ("slate", "default"):
            page.evaluate("s => document.body.dataset.mdColorScheme = s", scheme)
            assert complaints_of(page) == [], f"{state}, {scheme}"

    def hold(route) -> None:
        held.append(route)

    check("idle")
    held: list = []
    page.route("**/python_stdlib.zip", hold)
    reader.press(block)
    page.wait_for_function("() => document.querySelector('.run-progress').textContent")
    check("loading")
    for route in held:
        route.continue_()
    page.unroute("**/python_stdlib.zip")
    reader.wait(block, ["done"])
    check("output")
    reader.run("import torch")
    check("error")
    reader.write("while True: pass")
    reader.press(block)
    block.locator("[data-state=running]").wait_for(timeout=START)
    check("running, with the editor")
    reader.press(block, "Stop")
    check("stopped")


def test_the_state_is_told_in_words(reader):
    block = reader.block()
    status = block.locator("[role=status]")
    assert status.count() == 1
    reader.press(block)
    reader.wait(block)
    assert re.fullmatch(r"Done in [\d.]+ m?s: same output", status.inner_text())
