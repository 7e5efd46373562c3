"""What JavaScript in Python's worker might try, and a frame whose worker tries it.

A script reaches JavaScript by ways that change with each Pyodide, so the attempts stand in the
worker itself, by name: whoever runs the script `attempt: fetch` gets what became of it. They need
nothing but the text of frame.html, so that they run in any browser.
"""

from __future__ import annotations

import json

ATTEMPTS = {
    # What would outlive the run, or be read by another page of the site.
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
    # The network.
    "fetch": "fetch(`${SITE}assets/mark.svg?reached`)",
    "fetch of another host": "fetch(`${HOST}reached`, { mode: 'no-cors' })",
    "fetch of data": "fetch('data:,x')",
    "fetch of a blob": "fetch(URL.createObjectURL(new Blob(['x'])))",
    "XMLHttpRequest": "new Promise((yes, no) => { const asked = new XMLHttpRequest();"
    " asked.open('GET', `${HOST}reached`); asked.onload = yes; asked.onerror = no;"
    " asked.send(); })",
    "WebSocket": "new Promise((yes, no) => {"
    " const socket = new WebSocket(HOST.replace('http', 'ws'));"
    " socket.onopen = yes; socket.onerror = no; })",
    "EventSource": "new Promise((yes, no) => { const source = new EventSource(`${HOST}reached`);"
    " source.onopen = yes; source.onerror = no; })",
    "WebTransport": "new WebTransport(HOST.replace('http', 'https')).ready",
    "beacon": "navigator.sendBeacon(`${HOST}reached`) || Promise.reject('false')",
    "font": "new FontFace('x', `url(${HOST}reached)`).load()",
    # More code.
    "import": "import(`${SITE}assets/javascripts/term-tips.js?reached`)",
    "import of another host": "import(`${HOST}reached`)",
    "import of data": "import('data:text/javascript,export default 1')",
    "importScripts": "importScripts(`${SITE}assets/javascripts/term-tips.js?reached`)",
    "worker": "new Promise((yes, no) => {"
    " const other = new Worker(`${SITE}assets/javascripts/term-tips.js?reached`);"
    " other.onerror = no; other.onmessage = yes; setTimeout(() => yes('started'), 1500); })",
    "eval": "(0, eval)('1 + 1')",
    "Function": "new Function('return 1')()",
}
"""Each an expression that fails where the browser refuses it."""

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
    "indexedDB", "Cache Storage", "files of the origin", "locks", "BroadcastChannel", "fetch",
    "fetch of another host", "fetch of data", "fetch of a blob", "XMLHttpRequest", "import",
    "import of another host", "import of data", "importScripts", "worker", "eval", "Function",
    "worker of a blob", "message to the frame", "timer", "listener",
)  # fmt: skip
"""Those that succeed in a worker of the site that nothing closes off."""


def trying(site: str, host: str, own: bool = True) -> str:
    """JavaScript that makes `attempt(name)`: what became of it, in words.

    Args:
        site: the address of the site.
        host: that of another server.
        own: whether it uses the browser's fetch and importScripts, as they were at the start.
    """
    attempts = "".join(
        f"{json.dumps(name)}: async () => {code},\n"
        for name, code in {**ATTEMPTS, **NAMES}.items()
    )
    return f"""
const SITE = {json.dumps(site)}, HOST = {json.dumps(host)};
const attempts = (() => {{
  {"const { fetch, importScripts } = self;" if own else ""}
  return {{ {attempts} }};
}})();
const later = setTimeout.bind(self);
const attempt = async (name) => {{
  const silence = new Promise((_, no) => later(() => no("nothing happened"), 4000));
  try {{ return `reached: ${{typeof (await Promise.race([attempts[name](), silence]))}}`; }}
  catch (error) {{ return `refused: ${{error}}`; }}
}};
"""


def armed(frame: str, site: str, host: str, strip: bool) -> str:
    """The frame with a worker that runs `attempt: NAME`.

    Args:
        frame: the text of frame.html as built.
        site: the address of the site.
        host: that of another server.
        strip: whether the worker takes its names away, as it does; without that the browser
            alone keeps the worker in.
    """
    start = '<script type="text/plain" id="worker.js">'
    made = "output = new Output(number);\n"
    taken = "    strip();\n"
    for part in (start, made, taken):
        assert frame.count(part) == 1, f"frame.html does not hold {part!r} once"
    frame = frame.replace(start, start + trying(site, host, own=not strip))
    if not strip:
        frame = frame.replace(taken, "")
    return frame.replace(
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
