"""What Run loads and when, and what happens where something of it does not come as it is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import Page, expect

from tests.support.attempts import replaced
from tests.support.browser import (
    FLAGS,
    NOT_THERE,
    STAND_IN,
    START,
    Compressing,
    Reader,
    Watched,
    executable,
    layout_shift,
    quiet,
)
from tests.support.runs import PAGE, TURNED, soon
from tools import browsers, pictures

# Seconds each; of Run, `make test` takes test_every_page.py.
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("path", [PAGE, TURNED])
def test_a_page_that_is_only_read_loads_none_of_it_and_is_hardly_heavier(visit, path):
    Compressing.sent.clear()
    page = visit(path, anew=True)
    quiet(page)
    for index in range(page.locator(".run-start, .run-turn").count()):
        start = page.locator(".run-start, .run-turn").nth(index)
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
    assert sum(sent.values()) + len(policy) < 6_000, sent


@pytest.mark.slow
def test_whoever_ran_a_script_before_has_python_started_by_coming_near(other_reader):
    reader = other_reader()
    page, block = reader.page, reader.block()
    start = block.get_by_role("button", name="Run")
    start.hover()
    start.focus()
    page.wait_for_timeout(300)
    assert page.locator("iframe").count() == 0
    start.dispatch_event("pointerdown")
    page.locator("iframe").wait_for(state="attached")
    reader.press(block)
    reader.wait(block, ["done"])
    for near in ("hover", "focus"):
        page.reload()
        getattr(block.get_by_role("button", name="Run"), near)()
        page.locator("iframe").wait_for(state="attached")
    # But not where the browser is to save data: 17 MB for nothing that was asked.
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    page.reload()
    start.hover()
    start.focus()
    page.wait_for_timeout(300)
    assert page.locator("iframe").count() == 0


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


@pytest.mark.slow
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
    quiet(page)
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


# What comes, and is something else


class Portal(Compressing):
    """A network that answers for a while with a page of its own, as those that ask for a login."""

    garbage: ClassVar[dict[str, tuple[int, bytes]]] = {}
    """By the end of a path: how often, and what."""
    other: ClassVar[dict[str, bytes]] = {}
    """By the end of a path: another script. A route of Playwright's would switch the cache off."""
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        self.asked.append(path)
        for name, (times, body) in self.garbage.items():
            if path.endswith(name) and times:
                self.garbage[name] = (times - 1, body)
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Cache-Control", "max-age=31536000")
                self.end_headers()
                self.wfile.write(body)
                return
        for name, body in self.other.items():
            if path.endswith(name):
                self.send_response(200)
                self.send_header("Content-Type", "text/javascript")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                return
        super().do_GET()


@pytest.fixture
def portal(site: Path) -> Iterator[str]:
    Portal.garbage.clear()
    Portal.other.clear()
    Portal.asked.clear()
    with browsers.serving(site, Portal) as address:
        yield address


LOGIN = b"<!doctype html><h1>Log in</h1>"


def length_of(site: Path, name: str) -> int:
    (path,) = (site / "assets/pyodide").glob(f"*/{name}")
    return path.stat().st_size


@pytest.mark.slow
def test_a_part_that_came_wrong_once_is_fetched_past_the_cache(chromium, portal, site):
    """Short, long, or of the right length; it was taken from the cache for ever."""
    small, library = "pyodide.mjs", "python_stdlib.zip"
    Portal.garbage |= {
        small: (1, b"/" * length_of(site, small)),
        library: (1, LOGIN),
        ".whl": (1, b"x" * (length_of(site, "*.whl") + 1)),
    }
    context = chromium.new_context()
    watched = Watched(context.new_page(), portal)
    reader, block = Reader(watched.open(PAGE)), Reader(watched.page).block()
    reader.press(block)
    assert reader.wait(block, ["done", "error"])
    assert "same output" in block.locator("[role=status]").inner_text()
    for name in (small, library, ".whl"):
        assert len([path for path in Portal.asked if path.endswith(name)]) == 2
    assert watched.complaints == []
    context.close()


@pytest.mark.slow
def test_a_part_that_stays_wrong_is_asked_for_again_by_the_next_run(chromium, portal):
    Portal.garbage["pyodide.mjs"] = (2, LOGIN)
    context = chromium.new_context()
    watched = Watched(context.new_page(), portal)
    reader, page = Reader(watched.page), watched.open(PAGE)
    block = reader.block()
    reader.press(block)
    reader.wait(block, ["error"])
    assert "Press Run to try again" in block.locator(".run-remark").inner_text()
    assert page.locator("iframe").count() == 0
    assert any("is not the file" in one for one in watched.complaints)
    reader.press(block)
    reader.wait(block, ["done"])
    context.close()


@pytest.mark.slow
def test_where_the_browser_does_not_hash_the_length_is_looked_at(chromium, portal):
    """A page that came without encryption from another machine, as to a phone at home."""
    Portal.garbage["pyodide.mjs"] = (1, LOGIN)
    context = chromium.new_context()
    watched = Watched(context.new_page(), portal)
    watched.page.add_init_script(
        "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })"
    )
    reader, block = Reader(watched.open(PAGE)), Reader(watched.page).block()
    reader.press(block)
    reader.wait(block, ["done"])
    assert Portal.garbage["pyodide.mjs"][0] == 0
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["python.js", "frame.html", "editor.js"])
def test_a_part_of_the_runner_that_fails_once_is_asked_for_again(other_reader, name):
    """A frame that failed was kept until the page was loaded anew."""
    failures = ["failed"]

    def fail_once(route) -> None:
        route.abort(failures.pop()) if failures else route.fallback()

    files = {f"/run/{name}": fail_once}
    if name == "frame.html":
        files["/run/python.js"] = soon
    reader = other_reader(files=files)
    block = reader.block()
    if name == "editor.js":
        reader.press(block, "Edit")
        block.get_by_text("The editor could not be loaded").wait_for()
        reader.press(block, "Edit")
        block.locator("textarea").wait_for()
        return
    reader.press(block)
    reader.wait(block, ["error"])
    assert "Press Run to try again" in block.locator(".run-remark").inner_text()
    reader.press(block)
    reader.wait(block, ["done"])
    assert reader.page.locator("iframe").count() == 1


@pytest.mark.slow
def test_a_frame_that_came_wrong_once_is_asked_for_at_another_address(
    chromium, portal, site
):
    """It was taken from the cache for ever: a frame has no way past it."""
    Portal.garbage["run/frame.html"] = (1, LOGIN)
    script = (site / "assets/javascripts/run/python.js").read_text("utf-8")
    Portal.other["run/python.js"] = replaced(
        script, "ANSWER_LIMIT = 20_000", "ANSWER_LIMIT = 500"
    ).encode()
    context = chromium.new_context()
    reader = Reader(Watched(context.new_page(), portal).open(PAGE))
    block = reader.block()
    reader.press(block)
    reader.wait(block, ["error"])
    assert "Press Run to try again" in block.locator(".run-remark").inner_text()
    reader.press(block)
    assert reader.wait(block, ["done", "error"])
    assert "same output" in block.locator("[role=status]").inner_text()
    context.close()


OTHERS = {
    "tokens": (
        *(
            f"javascripts/tokens/{name}"
            for name in ("view.js", "encode.js", "own.json")
        ),
        "stylesheets/tokens.css",
        ".bin",
    ),
    "picture": ("assets/pictures/softmax.py",),
    "calculator": ("calculator/arithmetic.js", "calculator/models.json"),
    "copy": ("terms/lora.md",),
    "not found": ("search/names.json",),
    "live": (
        *(
            f"javascripts/live/{name}.js"
            for name in ("page", "common", "parts", "train")
        ),
        *(
            f"javascripts/live/{name}.js"
            for name in ("worker", "gpt", "lora", "safetensors")
        ),
        "stylesheets/live.css",
        "assets/live/gpt.safetensors",
        "assets/live/dinosaurs.txt",
        "assets/live/moons.txt",
    ),
}
"""What a press loads on a page besides Run's own parts."""


def use_tokens(page: Page) -> None:
    form = page.locator("article form.tokens")
    form.scroll_into_view_if_needed()
    field = form.locator("textarea")
    failed = form.get_by_role("button", name="Try again").and_(
        page.locator(":not([data-old])")
    )
    for _ in OTHERS["tokens"]:
        failed.or_(field).first.wait_for()
        if field.count():
            break
        failed.evaluate("one => { one.dataset.old = 'pressed'; one.click(); }")
    count = form.locator(".tokens-count")
    expect(count).to_contain_text("for 46 characters")  # by the site's own
    form.get_by_label("GPT-2's").check()
    field.fill("the")
    expect(count).to_have_text("1 token for 3 characters in 3 bytes.")
    expect(form.locator(".tokens-pieces small")).to_have_text("1169")


def use_picture(page: Page) -> None:
    drawn = json.dumps(pictures.drawer("softmax")(first=1.9))
    page.evaluate("text => { globalThis.prints = text; }", drawn)
    figure = page.locator("figure[data-knobs]")
    figure.get_by_role("slider", name="first", exact=True).press("ArrowLeft")
    expect(figure.get_by_role("status")).to_have_text("Drawn with first = 1.9")
    assert page.evaluate("globalThis.ran[0][0]").startswith('"""A picture')


def use_calculator(page: Page) -> None:
    form = page.locator("article form.calculator").first
    form.scroll_into_view_if_needed()
    expect(form.get_by_role("alert")).to_contain_text("Load the page again")
    page.reload()
    form.scroll_into_view_if_needed()
    expect(form.get_by_role("status")).to_contain_text("in all.")


def use_copy(page: Page) -> None:
    button = page.get_by_role("button", name="Copy page as Markdown")
    button.click()
    page.get_by_text("press again").wait_for()
    button.click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("# LoRA")


def use_not_found(page: Page) -> None:
    suggested = page.get_by_role("navigation", name="Nearest to it")
    suggested.get_by_role("link", name="LoRA", exact=True).wait_for()


def use_live(page: Page) -> None:
    form = page.locator("form.live[data-live=train]")
    for _ in OTHERS["live"]:
        form.get_by_role("button").first.click()
        first, failed = form.locator("[data-first]"), form.get_by_text("could not be")
        first.or_(failed).wait_for()
        if first.count():
            break
    form.get_by_role("button", name="Moons").click()
    expect(form.get_by_label("Names, one")).to_have_value(re.compile("^[a-z\n]*phobos"))
    part = page.locator("form.live[data-live=write]")
    part.get_by_role("button", name="Write").click()
    expect(part.locator(".live-word").first).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "use", "kind"),
    [
        ("terms/byte-pair-encoding/", use_tokens, "tokens"),
        ("terms/softmax/", use_picture, "picture"),
        ("live/", use_live, "live"),
        ("calculator/", use_calculator, "calculator"),
        ("terms/lora/", use_copy, "copy"),
        (NOT_THERE, use_not_found, "not found"),
    ],
)
def test_whatever_came_wrong_once_is_had_by_trying_again(
    chromium, portal, path, use, kind
):
    """A login page that browsers may keep for a year: no later press asked the server any more."""
    Portal.garbage |= dict.fromkeys(OTHERS[kind], (1, LOGIN))
    Portal.other["run/python.js"] = STAND_IN.read_bytes()
    may = ["clipboard-read", "clipboard-write"]
    context = chromium.new_context(permissions=may)
    context.set_default_timeout(20_000)
    page = Watched(context.new_page(), portal).open(path)
    try:
        use(page)
    finally:
        asked = {
            name: sum(path.endswith(name) for path in Portal.asked)
            for name in OTHERS[kind]
        }
        context.close()
        print("how often each was asked for:", asked)  # shown where it fails
    assert min(asked.values()) > 1, asked


@pytest.mark.slow
def test_what_is_in_the_list_is_all_that_a_press_loads(site):
    """A script that is new, or split, belongs into it."""
    for folder, first in (("tokens", "tokens.js"), ("live", "start.js")):
        there = {
            path.name for path in (site / f"assets/javascripts/{folder}").glob("*.js")
        }
        assert there - {first} == {
            Path(name).name for name in OTHERS[folder] if name.endswith(".js")
        }


FAILS = {
    "at the start": (
        "const pyodide = await",
        "throw new Error('no'); const pyodide = await",
    ),
    "in a task": (
        "strip();",
        "setTimeout(() => { throw new Error('later'); }); await new Promise(() => {});",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize(("before", "after"), FAILS.values(), ids=FAILS)
def test_a_worker_that_fails_to_start_is_thrown_away(
    other_reader, frame, before, after
):
    frames = [replaced(frame, before, after)]

    def once(route) -> None:
        if frames:
            route.fulfill(body=frames.pop(), content_type="text/html")
        else:
            route.fallback()

    reader = other_reader(files={"/run/frame.html": once})
    block = reader.block()
    reader.press(block)
    reader.wait(block, ["error"])
    assert "could not be loaded" in block.locator(".run-remark").inner_text()
    assert reader.page.workers == []
    reader.press(block)
    reader.wait(block, ["done"])


@pytest.mark.slow
def test_nothing_grows_with_each_python(reader):
    """The address of a worker's script was kept for each, 1.3 MB; the parts are made once."""
    page = reader.page
    reader.run("print('start')")
    frame = next(one for one in page.frames if "frame.html" in one.url)
    frame.evaluate(
        """() => {
            globalThis.made = 0;
            const { createObjectURL } = URL;
            URL.createObjectURL = (...all) => { made += 1; return createObjectURL(...all); };
        }"""
    )
    for number in range(3):
        assert reader.run(f"print({number})") == f"{number}\n"
    assert frame.evaluate("made") == 0


def test_without_scripts_there_is_no_control(visit):
    page = visit(PAGE, java_script_enabled=False)
    assert page.locator(".run-bar").count() == 0
    gap = "block => parseFloat(getComputedStyle(block).paddingBottom)"
    assert page.locator("article .language-python").first.evaluate(gap) == 0


@pytest.mark.parametrize("path", ["", PAGE, TURNED, "terms/softmax/"])
def test_controls_move_nothing(visit, path):
    page = visit(path, 390)
    assert layout_shift(page, "article") == 0
    before, after = page.evaluate("""() => {
        const height = () => document.querySelector("article").getBoundingClientRect().height;
        const after = height();
        document.querySelectorAll(".run-bar, .run-knobs").forEach((one) => one.remove());
        return [height(), after];
    }""")
    assert before == pytest.approx(after, abs=1)


def test_a_message_of_an_extension_does_not_keep_python_away(other_reader):
    """Some write to every frame at once; the frame took the first message, whosever it was."""
    reader = other_reader("assets/mark.svg")
    reader.page.add_init_script(
        "addEventListener('DOMContentLoaded', () => postMessage('hello', '*'))"
    )
    reader.watched.open(PAGE)
    assert reader.run("print('here')") == "here\n"


def impatient(route) -> None:
    """python.js, which bears a shorter silence."""
    text = replaced(route.fetch().text(), "STALL_LIMIT = 30_000", "STALL_LIMIT = 3_000")
    route.fulfill(body=text, content_type="text/javascript")


def test_a_part_that_does_not_come_is_asked_for_again(other_reader):
    """A connection that is lost without a word: Run would wait for it until the page is left."""
    held = []

    def first_never(route) -> None:
        if held:
            route.fallback()
        else:
            held.append(route)

    reader = other_reader(
        files={"pyodide.asm.wasm": first_never, "/run/python.js": impatient}
    )
    assert reader.run("print('here')") == "here\n"
    assert len(held) == 1


class Dribbling(Compressing):
    """Sends the largest part in pieces, with a pause before each but no long one."""

    def do_GET(self) -> None:
        if not self.path.endswith("pyodide.asm.wasm"):
            super().do_GET()
            return
        body = Path(self.translate_path(self.path)).read_bytes()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for at in range(4):
            self.wfile.write(body[1000 * at : 1000 * (at + 1)])
            time.sleep(1)
        self.wfile.write(body[4000:])


def test_a_part_that_comes_slowly_is_waited_for(chromium, site):
    """What is limited is the silence, not the whole: 30 s would not do for 9 MB on a slow line."""
    with browsers.serving(site, Dribbling) as address:
        context = chromium.new_context()
        context.route(re.compile("/run/python.js"), impatient)
        reader = Reader(Watched(context.new_page(), address).open(PAGE))
        block = reader.block()
        reader.press(block)
        started = block.get_by_text("Starting Python and NumPy")
        started.or_(block.locator(".run-remark")).wait_for(timeout=START)
        assert started.count()
        context.close()
