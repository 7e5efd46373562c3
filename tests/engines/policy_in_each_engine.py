"""What a script does reaches no server: from Python, from its worker, from its frame."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.engines import Tab, WebKitPage
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
from tools import browsers

PYTHON = [
    "from urllib.request import urlopen; urlopen(at)",
    "from http.client import HTTPConnection; HTTPConnection(host, port).request('GET', '/')",
    "import socket; socket.create_connection((host, port), 1).send(b'GET / HTTP/1.0\\n\\n')",
    "import asyncio; asyncio.run(asyncio.open_connection(host, port))",
    "import webbrowser; webbrowser.open(at)",
    "import js; js.fetch(at)",
    "import pyodide_js; pyodide_js.loadPackage(at)",
    "from pyodide.code import run_js; run_js(f'fetch({at!r})')",
    "from pyodide.http import open_url; open_url(at)",
    "import asyncio; from pyodide.http import pyfetch; asyncio.run(pyfetch(at))",
    "import ctypes; ctypes.CDLL(None).emscripten_async_wget(at.encode(), b'/x', 0, 0)",
    # By this way Python has the worker's own objects, in Chromium and Firefox.
    "from pyodide.ffi import create_proxy\n"
    "from pyodide.webloop import scheduleCallback\n"
    "def with_all(this, *_):\n"
    "    this.WorkerGlobalScope.prototype.fetch.call(this, at)\n"
    "scheduleCallback(create_proxy(with_all, capture_this=True), 5)",
]
BREAKS_OFF = (
    "import ctypes; ctypes.CDLL(None).emscripten_run_script(f'fetch({at!r})'.encode())"
)


@pytest.fixture
def host() -> Iterator[Host]:
    with other_host() as host:
        yield host


def test_what_python_tries_reaches_no_server(opened, host):
    opened.fresh_page()
    given = {"host": "127.0.0.1", "port": host.port, "at": f"{host.address}python"}
    printed = opened.run(
        f"""for number, way in enumerate({PYTHON!r}):
    print(number, end=" ")
    try:
        exec(way, {given!r})
    except BaseException as error:
        print(type(error).__name__)
    else:
        print("nothing said")"""
    )
    assert [int(line.split()[0]) for line in printed.splitlines()] == list(
        range(len(PYTHON))
    )
    assert host.reached() == set()
    opened.run(f"at = {given['at']!r}; {BREAKS_OFF}")
    assert host.reached() == set()
    opened.take_complaints()


@pytest.fixture(params=[True, False], ids=["as it is", "the browser alone"])
def strip(request: pytest.FixtureRequest) -> bool:
    """Whether the worker takes its names away: without that the frame's policy and origin hold."""
    return request.param


@pytest.fixture
def attacked(
    opened: Tab, watched_site: Path, host: Host, strip: bool, tmp_path: Path
) -> Iterator[str]:
    """The address of the site with a frame that tries what a script would, with the tab there."""
    folder = tmp_path / "site"
    shutil.copytree(watched_site, folder, copy_function=os.link)
    frame = folder / "assets/javascripts/run/frame.html"
    html = frame.read_text("utf-8")
    frame.unlink()  # it is one file with that of the site
    with browsers.serving(folder, Compressing) as address:
        frame.write_text(armed(html, address, host.address, strip), "utf-8")
        opened.page.goto(f"{address}terms/weight-tying/")
        Compressing.sent.clear()
        yield address
        assert host.reached() == set()
        assert [path for path in Compressing.sent if "?reached" in path] == []
        assert opened.page.evaluate(LEFT) == NOTHING_LEFT
        opened.take_complaints()
        opened.page.goto(opened.address)


def test_no_way_out_of_the_worker(opened, attacked, strip):
    names = {**ATTEMPTS, **NAMES} if strip else ATTEMPTS
    said = opened.page.evaluate(IN_THE_WORKER, list(names))
    open_ = {name: what for name, what in said.items() if "refused: " not in what}
    if isinstance(opened.page, WebKitPage) and not strip:
        # A worker without an origin has a cache of its own there, which ends with its frame.
        assert open_.pop("Cache Storage", "")
        opened.page.goto(opened.page.url)
        said = opened.page.evaluate(IN_THE_WORKER, ["what was left"])
        assert said == {"what was left": "refused: nothing"}
    assert open_ == {}


@pytest.mark.parametrize("strip", [True], indirect=True, ids=[""])
def test_no_way_out_of_the_frame(opened, attacked):
    given = [
        f"{attacked}assets/javascripts/run/frame.html",
        "allow-scripts",
        [*ATTEMPTS, *IN_A_DOCUMENT],
    ]
    said = opened.page.evaluate(IN_THE_FRAME, given)
    assert {name: what for name, what in said.items() if "reached: " in what} == {}
    assert {*CONTROLS_IN_A_DOCUMENT} <= {
        name for name, what in said.items() if "refused: " in what
    }, said  # it did try


def test_a_way_out_would_be_seen(opened, host):
    try:
        assert_all_arrive(opened.page, host)
    finally:
        opened.page.goto(opened.address)
