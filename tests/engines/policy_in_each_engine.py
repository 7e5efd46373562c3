"""What a script does reaches no server: from Python, from its worker, from its frame."""

from __future__ import annotations

import http.server
import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest

from tests.engines.engines import Tab
from tests.support.browser import Compressing
from tools import browsers

ANYWHERE = """
    fetch: (at) => fetch(at, { mode: "no-cors" }),
    XMLHttpRequest(at) {
        const request = new XMLHttpRequest();
        request.open("GET", at);
        request.send();
    },
    WebSocket: (at) => new WebSocket(at.replace("http", "ws")),
    EventSource: (at) => new EventSource(at),
    import: (at) => import(at),
    font: (at) => new FontFace("letters", `url(${at})`).load(),
    cache: async (at) => (await caches.open("cache")).add(at),
    nested: (at) => new Worker(URL.createObjectURL(
        new Blob([`try { importScripts("${at}"); } catch {}`]))),
"""
IN_A_DOCUMENT = """
    sendBeacon: (at) => navigator.sendBeacon(at, "x"),
    image(at) { new Image().src = at; },
    script: (at) => document.documentElement.append(
        Object.assign(document.createElement("script"), { src: at })),
    style: (at) => document.documentElement.append(
        Object.assign(document.createElement("link"), { rel: "stylesheet", href: at })),
    frame: (at) => document.documentElement.append(
        Object.assign(document.createElement("iframe"), { src: at })),
"""
SURE = {"fetch", "XMLHttpRequest", "WebSocket", "EventSource", "import"}
"""Ways that each engine has in a worker; the others are tried too."""
SURE_IN_A_DOCUMENT = SURE | {"font", "sendBeacon", "image", "script", "style", "frame"}

PYTHON = [
    "from urllib.request import urlopen; urlopen(at)",
    "from http.client import HTTPConnection; HTTPConnection(host, port).request('GET', '/')",
    "import socket; socket.create_connection((host, port), 1).send(b'GET / HTTP/1.0\\n\\n')",
    "import asyncio; asyncio.ensure_future(asyncio.open_connection(host, port))",
    "import webbrowser; webbrowser.open(at)",
    "import js; js.fetch(at)",
    "import pyodide_js; pyodide_js.loadPackage(at)",
    "from pyodide.code import run_js; run_js(f'fetch({at!r})')",
    "from pyodide.http import open_url; open_url(at)",
    "import asyncio; from pyodide.http import pyfetch; asyncio.ensure_future(pyfetch(at))",
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


def tries(ways: str, at: str) -> str:
    """JavaScript that tries each way to an address, and says of none how it went."""
    return f"""{{
        const ways = {{ {ways} }};
        for (const [name, way] of Object.entries(ways)) {{
            try {{ Promise.resolve(way("{at}" + name)).catch(() => {{}}); }} catch {{}}
        }}
    }}"""


class Listener(http.server.BaseHTTPRequestHandler):
    """Notes what arrives, and answers as pleases all who ask."""

    def do_GET(self) -> None:
        self.server.arrived.add(urlparse(self.path).path.strip("/"))
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Type", "text/javascript")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_HEAD = do_OPTIONS = do_GET

    def log_message(self, *_) -> None:
        pass


class Trap:
    """A server on another port: its address, and what has arrived there."""

    def __init__(self, server: http.server.ThreadingHTTPServer):
        self.server = server
        self.host, self.port = server.server_address
        self.address = f"http://{self.host}:{self.port}/"

    def arrived(self, expected: set[str] = frozenset()) -> set[str]:
        """What comes in two seconds, or until all that is expected is here."""
        end = time.monotonic() + (30 if expected else 2)
        while time.monotonic() < end and not (
            expected and expected <= self.server.arrived
        ):
            time.sleep(0.05)
        return set(self.server.arrived)


@pytest.fixture
def trap() -> Iterator[Trap]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        server.arrived = set()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Trap(server)
        server.shutdown()


def test_what_python_tries_reaches_no_server(opened, trap):
    opened.fresh_page()
    given = {"host": trap.host, "port": trap.port, "at": f"{trap.address}python"}
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
    assert trap.arrived() == set()
    opened.run(f"at = {given['at']!r}; {BREAKS_OFF}")
    assert trap.arrived() == set()
    opened.take_complaints()


@pytest.fixture
def attacked(opened: Tab, watched_site: Path, trap: Trap, tmp_path: Path):
    """The tab, on a site whose worker does what a script would if Python let it."""
    folder = tmp_path / "site"
    shutil.copytree(watched_site, folder, copy_function=os.link)
    worker = folder / "assets/javascripts/run/worker.js"
    worker.unlink()  # it is one file with that of the site
    worker.write_text(
        tries(ANYWHERE, f"{trap.address}worker-")
        + "setTimeout(() => { throw new Error('tried all ways'); }, 3000);"
    )
    # No policy: what arrives from here shows what would be seen.
    ways = tries(ANYWHERE + IN_A_DOCUMENT, f"{trap.address}document-")
    free = (
        f'<script>{ways}new Worker("{worker.relative_to(folder)}", {{type: "module"}})'
    )
    (folder / "free.html").write_text(f"<!doctype html>{free}</script>")
    with browsers.serving(folder, Compressing) as address:
        yield address
        opened.page.goto(opened.address)


def test_no_way_out_of_the_worker_or_the_frame(opened, attacked, trap):
    opened.page.goto(f"{attacked}terms/weight-tying/")
    opened.page.wait_for_selector(opened.BLOCK, state="attached")
    opened.press("Run")
    opened.wait("error")
    # It did try: Chromium and WebKit tell how the worker ended, Firefox what was refused.
    complaints = "\n".join(opened.take_complaints())
    assert "tried all ways" in complaints or "worker-fetch" in complaints, complaints
    opened.evaluate_in_frame(
        "iframe[title=Python]",
        "new Promise((resolve) => setTimeout(() => {"
        f"{tries(ANYWHERE + IN_A_DOCUMENT, f'{trap.address}frame-')} resolve(); }}))",
    )
    assert trap.arrived() == set()


def test_a_way_out_would_be_seen(opened, attacked, trap):
    """The same tries, where no policy holds: otherwise the test above could not fail."""
    opened.page.goto(f"{attacked}free.html")
    expected = {f"worker-{name}" for name in SURE}
    expected |= {f"document-{name}" for name in SURE_IN_A_DOCUMENT}
    assert expected <= trap.arrived(expected)
