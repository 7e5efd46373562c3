"""What a script does stays there: neither the page, nor what the site stores, nor the network."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.support.attempts import (
    ATTEMPTS,
    CONTROLS_IN_A_DOCUMENT,
    IN_A_DOCUMENT,
    IN_THE_FRAME,
    IN_THE_WORKER,
    LEFT,
    NAMES,
    NOTHING_LEFT,
    Host,
    armed,
    assert_all_arrive,
    other_host,
)
from tests.support.browser import Compressing
from tests.support.runs import PAGE, soon

# Seconds each; of Run, `make test` takes test_every_page.py.
pytestmark = pytest.mark.slow

RESULT = ".run-result code"


@pytest.fixture
def host() -> Iterator[Host]:
    with other_host() as host:
        yield host


@pytest.fixture(params=[True, False], ids=["as it is", "the browser alone"])
def strip(request) -> bool:
    """Whether the worker takes its names away: without that the frame's policy and origin hold."""
    return request.param


@pytest.mark.slow
def test_javascript_in_the_worker_reaches_nothing(
    other_reader, frame, address, host, strip
):
    Compressing.sent.clear()
    reader = other_reader(
        files={"/run/frame.html": armed(frame, address, host.address, strip)}
    )
    names = {**ATTEMPTS, **NAMES} if strip else ATTEMPTS
    said = reader.page.evaluate(IN_THE_WORKER, list(names))
    assert {name: what for name, what in said.items() if "refused: " not in what} == {}
    assert host.reached() == set()
    assert [path for path in Compressing.sent if "?reached" in path] == []
    assert reader.page.evaluate(LEFT) == NOTHING_LEFT
    if strip:  # nothing was even tried
        assert all("nothing happened" not in what for what in said.values()), said


@pytest.mark.slow
def test_javascript_in_the_frame_reaches_nothing(other_reader, frame, address, host):
    Compressing.sent.clear()
    reader = other_reader(
        files={"/run/frame.html": armed(frame, address, host.address, True)}
    )
    names = [*ATTEMPTS, *IN_A_DOCUMENT]
    there = f"{address}assets/javascripts/run/frame.html"
    said = reader.page.evaluate(IN_THE_FRAME, [there, "allow-scripts", names])
    assert {name: what for name, what in said.items() if "reached: " in what} == {}
    assert {*CONTROLS_IN_A_DOCUMENT} <= {
        name for name, what in said.items() if "refused: " in what
    }, said  # it did try
    assert host.reached() == set()
    assert [path for path in Compressing.sent if "?reached" in path] == []
    assert reader.page.evaluate(LEFT) == NOTHING_LEFT


@pytest.mark.slow
def test_the_attempts_succeed_where_nothing_is_closed_off(chromium, host):
    """So that the tests above can fail."""
    context = chromium.new_context()
    assert_all_arrive(context.new_page(), host)
    context.close()


# Without its policy there is no Python


CLOSED = re.compile(r"<meta http-equiv[^>]*>")


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        lambda frame: CLOSED.sub("", frame),
        lambda frame: CLOSED.sub('<meta name="referrer" content="none">', frame),
        lambda frame: frame.replace("default-src 'none'", "default-src *"),
        lambda frame: frame[: len(frame) // 2],
        lambda frame: "<!doctype html><html><h1>busy</h1></html>",
    ],
    ids=["no policy", "another meta", "an open policy", "half of it", "another page"],
)
def test_without_its_policy_the_frame_makes_no_worker(other_reader, frame, change):
    changed = change(frame)
    assert changed != frame
    reader = other_reader(files={"/run/frame.html": changed, "/run/python.js": soon})
    block = reader.block()
    reader.press(block)
    assert "Python could not be loaded" in block.locator(".run-remark").inner_text()
    assert reader.page.workers == []


@pytest.mark.slow
def test_a_server_that_is_busy_once_leaves_no_open_worker(other_reader):
    """Until then Run worked and its worker had no policy at all."""
    answers = [503]

    def busy(route) -> None:
        if answers:
            route.fulfill(status=answers.pop(), body="<h1>busy</h1>")
        else:
            route.fallback()

    reader = other_reader(files={"/run/frame.html": busy, "/run/python.js": soon})
    block = reader.block()
    reader.press(block)
    reader.wait(block, ["error"])
    assert "Python could not be loaded" in block.locator(".run-remark").inner_text()
    assert reader.page.workers == []
    assert reader.page.locator("iframe").count() == 0
    reader.press(block)
    assert reader.wait(block, ["done"])


@pytest.mark.parametrize("sandbox", ["allow-scripts allow-same-origin", None])
def test_in_a_page_that_gives_it_an_origin_the_frame_does_nothing(
    other_reader, sandbox
):
    """Another site could put the frame into its own pages, and run there what it wants."""
    reader = other_reader("assets/mark.svg")  # a document that no policy closes
    page = reader.page
    page.goto(f"{reader.watched.address}use/")
    answered = page.evaluate(
        """(sandbox) => new Promise((resolve) => {
            const element = document.createElement("iframe");
            if (sandbox) element.sandbox = sandbox;
            element.src = new URL("assets/javascripts/run/frame.html", document.querySelector(
                ".md-logo").href);
            element.onload = () => {
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => resolve(true);
                element.contentWindow.postMessage("open", "*", [port2]);
                setTimeout(() => resolve(false), 1000);
            };
            document.body.append(element);
        })""",
        sandbox,
    )
    assert answered is False


def test_the_frame_answers_where_it_has_none(other_reader):
    """So that the test above can fail."""
    with pytest.raises(AssertionError):
        test_in_a_page_that_gives_it_an_origin_the_frame_does_nothing(
            other_reader, "allow-scripts"
        )


IS_HEARD = """() => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(true);
    top.frames[0].postMessage("open", "*", [port2]);
    setTimeout(() => resolve(false), 1000);
})"""


def test_the_frame_hears_its_page_and_no_other_frame_of_it(other_reader):
    """Whatever else stands in the page could start Python, and be told what it prints."""
    reader = other_reader("assets/mark.svg")
    page = reader.page
    page.goto(f"{reader.watched.address}use/")
    page.evaluate(
        """() => Promise.all(["run", "other"].map((name) => new Promise((resolve) => {
            const element = Object.assign(document.createElement("iframe"), { name });
            if (name === "run") {
                element.sandbox = "allow-scripts";
                element.src = new URL("assets/javascripts/run/frame.html", document.querySelector(
                    ".md-logo").href);
            }
            element.onload = resolve;
            document.body.append(element);
        })))"""
    )
    other = page.frame(name="other")
    assert other is not None
    assert other.evaluate(IS_HEARD) is False
    assert page.evaluate(IS_HEARD) is True


# What Python itself finds


WAYS = {
    "js": "import js",
    "pyodide_js": "import pyodide_js",
    "a module that was imported": "import sys\nsys.modules['pyodide_js._api']",
    "of a module": "from pyodide_js._api import config",
    "run_js": "from pyodide.code import run_js\nrun_js('1 + 1')",
    "open_url": "from pyodide.http import open_url\nopen_url('http://127.0.0.1:9/')",
    "urllib": "from urllib.request import urlopen\nurlopen('http://127.0.0.1:9/')",
    "socket": "import socket\nsocket.create_connection(('127.0.0.1', 9))",
    "eval": "import pyodide.webloop as w\nw.scheduleCallback.constructor('return 1')()",
}


def test_python_finds_no_way_out(anywhere):
    code = "".join(
        f"try:\n    exec({way!r})\n    print({name!r}, 'is open')\n"
        f"except BaseException as error:\n    print({name!r}, 'is closed')\n"
        for name, way in WAYS.items()
    )
    assert anywhere.run(code) == "".join(f"{name} is closed\n" for name in WAYS)


LATE = """
import pyodide.webloop
from pyodide.ffi import create_proxy

def late(this, *_):
    print("here")
    this.postMessage("from JavaScript")

pyodide.webloop.scheduleCallback(create_proxy(late, capture_this=True), 0)
print("end")
"""


def test_what_a_script_leaves_to_the_worker_is_not_heard(anywhere):
    """By this way a script got hold of the worker's global object."""
    assert anywhere.run(LATE) == "end\n"
    anywhere.page.wait_for_timeout(300)
    assert anywhere.block().locator(RESULT).inner_text() == "end\n"
    assert anywhere.run("print('next')") == "next\n"


def test_output_is_no_markup(anywhere):
    text = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"
    assert anywhere.run(f"print({text!r})") == text + "\n"
    assert anywhere.page.evaluate("window.hacked") is None
    assert anywhere.page.locator(".run-result img, .run-result script").count() == 0


FILLED = """
import sys
from pyodide.ffi import to_js

found = sys._getframe(1).f_locals
found["send"]("k" * 10_000_000, "by another name\\n")
found["send"]("out", to_js(["x" * 100_000] * 100))
found["result"] |= {"junk": list(range(100)), "note": "n" * 10_000_000, "spoiled": [[]] * 100}
"""
HEARD = """
(() => {
  window.heard = 0;
  const { addEventListener } = MessagePort.prototype;
  const { set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage");
  Object.defineProperty(MessagePort.prototype, "onmessage", {
    set(listener) {
      addEventListener.call(this, "message", ({ data }) => {
        heard = Math.max(heard, JSON.stringify(data).length);
      });
      set.call(this, listener);
    },
  });
})();
"""
"""Notes the longest message of the worker."""


def test_what_a_script_puts_into_its_result_stays_there(other_reader):
    """Six million numbers in it made the page stand still for seconds."""
    reader = other_reader("assets/mark.svg")
    reader.page.add_init_script(HEARD)
    reader.watched.open(PAGE)
    assert "by another name" in reader.run(FILLED)
    assert 100 < reader.page.evaluate("heard") < 150_000
