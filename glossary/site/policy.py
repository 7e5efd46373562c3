"""The Content-Security-Policy of every page: this site and nothing else.

GitHub Pages sends no headers of our own, so the policy stands in each page. It is the same in all
of them: by instant navigation one page's content comes into another page.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)
CHARSET = '<meta charset="utf-8">'
EVERYWHERE = {
    "default-src": "'none'",
    "worker-src": "'self'",  # the search
    "frame-src": "'self'",  # where Run makes its worker
    "connect-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}


def inline_scripts(html: str) -> list[str]:
    """Scripts that stand in a page: Material's few lines, no data."""
    return [
        match["body"]
        for match in SCRIPT.finditer(html)
        if "src=" not in match["attributes"] and "application/" not in match["attributes"]
    ]


def hash_of(script: str) -> str:
    """A script, or a style sheet, as the policy names it."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def policy(scripts: Iterable[str], styles: Iterable[str] = ()) -> str:
    """The policy of a site whose pages hold these scripts, and these style sheets."""
    own = {"script-src": scripts, "style-src": styles}
    rules = {
        **EVERYWHERE,
        **{k: " ".join(["'self'", *sorted(map(hash_of, set(v)))]) for k, v in own.items()},
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def of_frame(script: str) -> str:
    """The policy of the frame in which Run makes its worker, which inherits it: no request at all.

    Args:
        script: the frame's own, which alone may run there; it makes the worker from a blob.
    """
    return (
        f"default-src 'none'; script-src {hash_of(script)} blob: 'wasm-unsafe-eval'; "
        "worker-src blob:"
    )


def while_serving() -> str:
    """The policy under `mkdocs serve`, which puts a script of its own into each page."""
    rules = {**EVERYWHERE, "script-src": "'self' 'unsafe-inline'"}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def write(site: Path, serving: bool = False, styles: Iterable[str] = ()) -> None:
    """Put the policy into every page of a built site.

    Args:
        site: its folder.
        serving: whether a server puts a script of its own into each page.
        styles: style sheets that the theme's script puts into pages.

    Raises:
        ValueError: naming a page in which there is no place for it.
    """
    pages = {
        path: path.read_text("utf-8")
        for path in site.rglob("*.html")
        if "assets" not in path.relative_to(site).parts
    }
    scripts = {script for html in pages.values() for script in inline_scripts(html)}
    rule = while_serving() if serving else policy(scripts, styles)
    for path, html in pages.items():
        try:
            path.write_text(with_policy(html, rule), "utf-8")
        except ValueError as error:
            raise ValueError(f"{path} {error}") from None


def with_policy(html: str, rule: str) -> str:
    """A page with a policy, before everything that it is for; one that has it stays as it is.

    Raises:
        ValueError: if there is no place for it.
    """
    meta = f'<meta http-equiv="Content-Security-Policy" content="{rule}">'
    if CHARSET not in html:
        raise ValueError(f"has no {CHARSET}, after which the policy stands")
    return html if CHARSET + meta in html else html.replace(CHARSET, CHARSET + meta, 1)
