"""What JavaScript in Python's worker or its frame might try, and a frame that tries it.

A script reaches JavaScript by ways that change with each Pyodide, so the attempts stand in the
worker itself, by name: whoever runs the script `attempt: fetch` gets what became of it. They need
nothing but the text of frame.html, so that they run in any browser.
"""

from __future__ import annotations

import http.server
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from glossary.site import policy

OUTLIVING = {
    # What would outlive the run, or be read by another page of the site.
    "what was left": "(await caches.keys()).includes('left') || Promise.reject('nothing')",
    "indexedDB": "new Promise((yes, no) => { const asked = indexedDB.open('left');"
    " asked.onsuccess = () => yes('opened'); asked.onerror = () => no(asked.error); })",
    "Cache Storage": "(await caches.open('left')).put(SITE, new Response('x'))",
    "files of the origin": "navigator.storage.getDirectory()",
    "localStorage": "localStorage.setItem('left', 'x')",
    "sessionStorage": "sessionStorage.setItem('left', 'x')",
    "cookies": "cookieStore.set('left', 'x')",
    "locks": "navigator.locks.request('left', () => 'held')",
    "BroadcastChannel": "new Promise((yes) => { const channel = new BroadcastChannel('site');"
    " channel.onmessage = () => yes('answered'); channel.postMessage('heard?'); })",
    "service worker": "navigator.serviceWorker.register(`${SITE}assets/mark.svg`)",
}
NETWORK = {
    "fetch of the site": "fetch(`${SITE}assets/mark.svg?reached`)",
    "fetch": "fetch(`${HOST}fetch`, { mode: 'no-cors' })",
    "fetch of data": "fetch('data:,x')",
    "fetch of a blob": "fetch(URL.createObjectURL(new Blob(['x'])))",
    "XMLHttpRequest": "new Promise((yes, no) => { const asked = new XMLHttpRequest();"
    " asked.open('GET', `${HOST}XMLHttpRequest`); asked.onload = yes; asked.onerror = no;"
    " asked.send(); })",
    "WebSocket": "new Promise((yes, no) => {"
    " const socket = new WebSocket(`${HOST.replace('http', 'ws')}WebSocket`);"
    " socket.onopen = yes; socket.onerror = no; })",
    "EventSource": "new Promise((yes, no) => {"
    " const source = new EventSource(`${HOST}EventSource`);"
    " source.onopen = yes; source.onerror = no; })",
    "WebTransport": "new WebTransport(HOST.replace('http', 'https')).ready",
    "beacon": "(navigator.sendBeacon(`${HOST}beacon`, 'x'), Promise.reject('it does not say'))",
    "font": "new FontFace('x', `url(${HOST}font)`).load()",
    "cache": "(await caches.open('left')).add(`${HOST}cache`)",
}
CODE = {
    "import of the site": "import(`${SITE}assets/javascripts/term-tips.js?reached`)",
    "import": "import(`${HOST}import`)",
    "import of data": "import('data:text/javascript,export default 1')",
    "importScripts of the site":
    "importScripts(`${SITE}assets/javascripts/term-tips.js?reached`)",
    "importScripts": "importScripts(`${HOST}importScripts`)",
    "worker of the site": "new Promise((yes, no) => {"
    " const other = new Worker(`${SITE}assets/javascripts/term-tips.js?reached`);"
    " other.onerror = no; other.onmessage = yes; setTimeout(() => yes('started'), 1500); })",
    # Such a worker may be made; what it asks for must be refused to it as well.
    "nested worker": "new Promise((yes, no) => { const code = `fetch('${HOST}nested', { mode:"
    " 'no-cors' }).then(() => postMessage(1), () => postMessage(0))`;"
    " const other = new Worker(URL.createObjectURL(new Blob([code])));"
    " other.onerror = no; other.onmessage = ({ data }) => (data ? yes : no)('answered'); })",
    "eval": "(0, eval)('1 + 1')",
    "Function": "new Function('return 1')()",
}  # fmt: skip
ATTEMPTS = {**OUTLIVING, **NETWORK, **CODE}
"""Each an expression that fails where the browser refuses it."""

IN_A_DOCUMENT = {
    "document.cookie": "document.cookie = 'left=x'",
    "image": "put('img', { src: `${HOST}image` })",
    "script": "put('script', { src: `${HOST}script` })",
    "style": "put('link', { rel: 'stylesheet', href: `${HOST}style` })",
    "frame": "put('iframe', { src: `${HOST}frame` })",
    "object": "put('object', { data: `${HOST}object` })",
    "form": "put('form', { action: `${HOST}form` }, (form) => form.submit())",
    "refresh": "put('meta', { httpEquiv: 'refresh', content: `0;url=${HOST}refresh` })",
    "navigation": "put('a', { href: `${HOST}navigation` }, (link) => link.click())",
    "window": "((other) => { if (!other) throw 'null'; later(() => other.close(), 300); })("
    "open(`${HOST}window`))",
    "the page": "top.document.body.append('here')",
}
"""What only a document can try, such as the frame."""

BY_ARRIVAL = (
    "beacon", "image", "script", "style", "frame", "object", "form", "refresh", "navigation",
)  # fmt: skip
"""Of these a browser does not say whether they succeed: the other server sees it."""

NAMES = {
    "worker of a blob": "new Worker(URL.createObjectURL(new Blob([''])))",
    "message to the frame": "self.postMessage('x')",
    "end of the worker": "self.close()",
    "timer": "setTimeout(() => {})",
    "listener": "self.addEventListener('message', () => {})",
    "prototype": "self.__proto__.fetch ?? self.__proto__.__proto__.importScripts.call(self)",
}
"""What the browser would allow, and the worker takes away from itself."""

CONTROLS = (
    "indexedDB", "Cache Storage", "locks", "BroadcastChannel", "fetch of the site", "fetch",
    "fetch of data", "fetch of a blob", "XMLHttpRequest", "import of the site", "import",
    "import of data", "importScripts of the site", "importScripts", "worker of the site",
    "nested worker", "eval", "Function",
)  # fmt: skip
"""Those that succeed, in each engine, in a worker of a site that closes nothing off."""

OWN_CONTROLS = ("worker of a blob", "message to the frame", "timer", "listener")
"""The same of what the worker takes away."""

CONTROLS_IN_A_DOCUMENT = (
    *(name for name in CONTROLS if not name.startswith("importScripts")),
    "localStorage", "sessionStorage", "cookies", "service worker", "document.cookie", "the page",
)  # fmt: skip

ARRIVE = {"fetch", "XMLHttpRequest", "WebSocket", "EventSource", "import", "nested"}
"""What the other server sees of a worker that nothing closes off."""

ARRIVE_IN_A_DOCUMENT = ARRIVE | {"font", *BY_ARRIVAL}


def trying(site: str, host: str, own: bool = True) -> str:
    """JavaScript that makes `attempt(name)`: what became of it, in words.

    Args:
        site: the address of the site.
        host: that of another server.
        own: whether it uses the browser's fetch and importScripts, as they were at the start.
    """
    attempts = "".join(
        f"{json.dumps(name)}: async () => {code},\n"
        for name, code in {**ATTEMPTS, **IN_A_DOCUMENT, **NAMES}.items()
    )
    return f"""
const SITE = {json.dumps(site)}, HOST = {json.dumps(host)};
const later = setTimeout.bind(self);
const put = (tag, about, then) => {{
  const element = Object.assign(document.createElement(tag), about);
  document.documentElement.append(element);
  then?.(element);
  return new Promise((_, no) => later(no, 500, "it does not say"));
}};
const attempts = (() => {{
  {"const { fetch, importScripts } = self;" if own else ""}
  return {{ {attempts} }};
}})();
const attempt = async (name) => {{
  const silence = new Promise((_, no) => later(() => no("nothing happened"), 4000));
  try {{ return `reached: ${{typeof (await Promise.race([attempts[name](), silence]))}}`; }}
  catch (error) {{ return `refused: ${{error}}`; }}
}};
"""


def replaced(text: str, old: str, new: str) -> str:
    """A text with other code in one place, however the code there is spaced.

    Raises:
        AssertionError: if `old` is not there, or more than once.
    """
    words = re.findall(r"\w+|[^\w\s]", old)
    pattern = r"\s*".join(re.escape(word) for word in words)
    text, count = re.subn(pattern, lambda _: new, text)
    assert count == 1, f"{old!r} is there {count} times"
    return text


def armed(frame: str, site: str, host: str, strip: bool) -> str:
    """The frame with a worker that runs `attempt: NAME`, and which itself answers to {attempt}.

    Args:
        frame: the text of frame.html as built.
        site: the address of the site.
        host: that of another server.
        strip: whether the worker takes its names away, as it does; without that the browser
            alone keeps the worker in.
    """
    start = '<script type="text/plain" id="worker.js">'
    frame = replaced(frame, start, start + trying(site, host, own=not strip))
    if not strip:
        frame = replaced(frame, "strip();", "")
    made = "output = new Output(number);"
    frame = replaced(
        frame,
        made,
        made
        + """  if (code.startsWith("attempt: ")) {
    attempt(code.slice(9)).then((said) => {
      output.write("out", said);
      output.end({ outcome: "done", spoiled: [] });
    });
    return;
  }
""",
    )
    script = frame[frame.rindex("<script>") + 8 : frame.rindex("</script>")]
    hears = "page.onmessage = async ({ data, ports }) => {"
    other = trying(site, host, own=False) + replaced(
        script,
        hears,
        hears
        + "if (data.attempt) return page.postMessage({ said: await attempt(data.attempt) });",
    )
    frame = frame.replace(f"<script>{script}</script>", f"<script>{other}</script>")
    return replaced(frame, policy.hash_of(script), policy.hash_of(other))


ASKED_OF_OPEN_WORKERS = [*CONTROLS, *OWN_CONTROLS, "WebSocket", "EventSource"]

IN_THE_WORKER = """async (names) => {
    new BroadcastChannel("site").onmessage = ({ target }) => target.postMessage("yes");
    const home = document.querySelector(".md-logo").href;
    const { run } = await import(new URL("assets/javascripts/run/python.js", home));
    const said = {};
    const pass = () => {};
    for (const name of names) {
        said[name] = "";
        await new Promise((ended) => run(`attempt: ${name}`, "x.py", false, {
            waiting: pass, loading: pass, running: pass, ended,
            output: (_, piece) => { said[name] += piece; },
        }));
    }
    return said;
}"""
"""What becomes of each attempt, one run each, as an unchanged script of a page."""

IN_THE_FRAME = """async ([address, sandbox, names]) => {
    new BroadcastChannel("site").onmessage = ({ target }) => target.postMessage("yes");
    const said = {};
    for (const name of names) {
        const frame = document.createElement("iframe");
        if (sandbox) frame.sandbox = sandbox;
        frame.src = address;
        document.body.append(frame);
        await new Promise((yes) => frame.addEventListener("load", yes, { once: true }));
        const { port1, port2 } = new MessageChannel();
        said[name] = await new Promise((yes) => {
            port1.onmessage = ({ data }) => {
                if (data.said) yes(data.said);
                else port1.postMessage({ attempt: name });
            };
            setTimeout(() => yes("it has left"), 6000);
            frame.contentWindow.postMessage("open", "*", [port2]);
        });
        frame.remove();
    }
    return said;
}"""
"""The same, tried by a document in a frame: one for each, since some attempts leave it."""

IN_OPEN_WORKERS = """async ([names]) => {
    new BroadcastChannel("site").onmessage = ({ target }) => target.postMessage("yes");
    const told = names.map(async (name) => {
        const worker = new Worker("open.js");
        worker.postMessage(name);
        const said = await new Promise((yes) => {
            worker.onmessage = ({ data }) => data[0] === name && yes(data[1]);
        });
        worker.terminate();
        return [name, said];
    });
    return Object.fromEntries(await Promise.all(told));
}"""
"""The same, tried by workers of the other server, which closes nothing off."""

LEFT = """async () => [
    await indexedDB.databases(), await caches.keys(), document.cookie,
    Object.keys(localStorage).filter((key) => key === "left"),
    Object.keys(sessionStorage).filter((key) => key === "left"),
    document.body.textContent.endsWith("here"),
]"""
NOTHING_LEFT = [[], [], "", [], [], False]


class Host:
    """Another server: its address, and what it was asked for.

    It has a page, a frame and a worker that nothing closes off, all of which try the attempts.
    """

    def __init__(self, server: http.server.ThreadingHTTPServer):
        self.address = f"http://127.0.0.1:{server.server_port}/"
        self.port = server.server_port
        self.asked: set[str] = set()
        code = trying(self.address, self.address)
        self.own = {
            "open.html": "<!doctype html><body>",
            "frame.html": f"""<!doctype html><body><script>{code}
                onmessage = ({{ ports: [page] }}) => {{
                    page.onmessage = async ({{ data }}) =>
                        page.postMessage({{ said: await attempt(data.attempt) }});
                    page.postMessage({{ closed: true }});
                }};</script>""",
            "open.js": f"{code} onmessage = async ({{ data }}) =>"
            " postMessage([data, await attempt(data)]);",
        }

    def reached(self, expected: set[str] | None = None) -> set[str]:
        """What is asked for within a second, or until all that is expected has been."""
        end = time.monotonic() + (30 if expected else 1)
        while time.monotonic() < end and not (expected and expected <= self.asked):
            time.sleep(0.05)
        return set(self.asked)


@contextmanager
def other_host() -> Iterator[Host]:
    """Another server, which answers whoever asks."""

    class Answering(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.split("?")[0].strip("/")
            if name not in host.own:
                host.asked.add(name)
            kind = "text/html" if name.endswith(".html") else "text/javascript"
            body = host.own.get(name, "").encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_HEAD = do_OPTIONS = do_GET

        def log_message(self, *_) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        host = Host(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield host
        server.shutdown()


def refused(
    said: dict[str, str], names: tuple[str, ...] | dict[str, str]
) -> dict[str, str]:
    """Those that did not succeed."""
    return {name: said[name] for name in names if "reached: " not in said[name]}


def assert_all_arrive(page: Any, host: Host) -> None:
    """That the attempts succeed where nothing is closed off, at another server.

    Otherwise the tests that they do not could not fail. On a busy machine one may be given up
    before it has been answered, so what did not succeed is tried again, alone.
    """

    def none_refused(
        script: str, names: list[str], must: tuple[str, ...], *about
    ) -> None:
        said = page.evaluate(script, [*about, names])
        for name in [*refused(said, must)] * 2:
            if name in refused(said, must):
                said |= page.evaluate(script, [*about, [name]])
        assert refused(said, must) == {}

    page.goto(f"{host.address}open.html")
    none_refused(IN_OPEN_WORKERS, ASKED_OF_OPEN_WORKERS, CONTROLS + OWN_CONTROLS)
    assert host.reached(ARRIVE) >= ARRIVE
    host.asked.clear()
    frame, names = f"{host.address}frame.html", [*ATTEMPTS, *IN_A_DOCUMENT]
    none_refused(IN_THE_FRAME, names, CONTROLS_IN_A_DOCUMENT, frame, None)
    assert host.reached(ARRIVE_IN_A_DOCUMENT) >= ARRIVE_IN_A_DOCUMENT
