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

from glossary.content.problems import quote

SCRIPT = re.compile(
    r"<script\b(?P<attributes>[^>]*)>(?P<body>.*?)(?:</script[^>]*>|\Z)", re.DOTALL | re.IGNORECASE
)
ID = r'(?:\sid="[\w.-]+")?'
DATA = re.compile(rf'{ID}\stype="(?:application/(?:ld\+)?json|text/plain)"{ID}')
FILE = re.compile(r'(?:\s(?:defer|async))*\ssrc="[^"]*"(?:\s(?:defer|async))*')
ADDRESS = re.compile(r'new URL\("(?:\.|\.\.(?:/\.\.)*|/[\w./-]*)",location\)')
"""In the theme's first script: the way from the page to the home page."""

KNOWN = {
    "address of the home page": "'sha256-frNoT9rNKIH2e5QomDJzop2HdNi8gmIq+bZajsEDKpA='",
    "the same, by Zensical": "'sha256-IT1XGoa9VozLZb+Syjz5UoTYwUCZcYmwJypQO3L6OYg='",
    "colors": "'sha256-DrEMJJ29sL7vIloQzly+VUGMxKcBTMII+OfW7Y8AkG4='",
    "tabs": "'sha256-10uztYJZm7OLYtHrFaYKCvTOAUfjM17+CoEWk5hLcc4='",
    "tab that an address names": "'sha256-/8wPdzX9q0NNJXyA5lzsLojXFpkeaXVxhbfkUOQaWy8='",
}
"""The theme's own scripts that stand in pages, each read: what it does, and its hash, for the first
with an empty address. No other comes into the policy, and none of ours: they are files."""

CHARSET = '<meta charset="utf-8">'
PAGES = (".html", ".htm", ".xhtml")
META = re.compile(r"<meta\b[^>]*http-equiv\W+content-security-policy", re.IGNORECASE)
BEFORE = re.compile(r"\s*(?:<!doctype html>)?\s*<html[^>]*>\s*<head>\s*", re.IGNORECASE)
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
    """Scripts that stand in a page: all that is neither data nor a file's by its very form."""
    return [
        match["body"]
        for match in SCRIPT.finditer(html)
        if not DATA.fullmatch(match["attributes"])
        and not (FILE.fullmatch(match["attributes"]) and not match["body"])
    ]


def is_known(script: str) -> bool:
    """Whether it is one of the theme's own."""
    return hash_of(ADDRESS.sub('new URL("",location)', script, count=1)) in KNOWN.values()


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
        ValueError: naming a page in which there is no place for it, or a script that is not known.
    """
    pages = {path: path.read_text("utf-8") for path in pages_of(site)}
    scripts: set[str] = set()
    for path, html in pages.items():
        found = inline_scripts(html)
        for script in found:
            if script not in scripts and not is_known(script):
                raise ValueError(
                    f"{path.relative_to(site).as_posix()}: a script stands in the page: "
                    f"{quote(' '.join(script.split()))}: put it into a file in "
                    "docs/assets/javascripts/, or, if the theme brought it, read it and name it "
                    "in KNOWN in glossary/site/policy.py"
                )
        scripts.update(found)
    rule = while_serving() if serving else policy(scripts, styles)
    for path, html in pages.items():
        try:
            path.write_text(with_policy(html, rule), "utf-8")
        except ValueError as error:
            raise ValueError(f"{path.relative_to(site).as_posix()}: {error}") from None
    check(site, rule)


def pages_of(site: Path) -> list[Path]:
    """The pages of a built site; what stands in assets/ is none."""
    return [path for path in html_in(site) if "assets" not in path.relative_to(site).parts]


def html_in(site: Path) -> list[Path]:
    """All that a server would show as a page."""
    return [path for path in sorted(site.rglob("*")) if path.suffix.casefold() in PAGES]


def check(site: Path, rule: str) -> None:
    """See, last of all, that whatever a server would show as a page is closed.

    Args:
        site: the finished site.
        rule: the policy of its pages; a frame has one of its own.

    Raises:
        ValueError: naming what has another policy, several, none, or something before it.
    """
    pages = set(pages_of(site))
    for path in html_in(site):
        html = path.read_text("utf-8")
        scripts = [] if path in pages else inline_scripts(html)
        wanted = [rule] if path in pages else [of_frame(script) for script in scripts]
        head, _, after = html.partition(CHARSET)
        closed = (
            len(wanted) == 1
            and after.startswith(meta(wanted[0]))
            and len(META.findall(html)) == 1
            and BEFORE.fullmatch(head)
        )
        if not closed:
            raise ValueError(
                f"{path.relative_to(site).as_posix()}: has not its policy first in its head: "
                "build again, and mend what makes this page"
            )


def with_policy(html: str, rule: str) -> str:
    """A page with a policy, before everything that it is for; one that has it stays as it is.

    Raises:
        ValueError: if there is no place for it.
    """
    if CHARSET not in html:
        raise ValueError(f"has no {CHARSET}, after which the policy stands")
    begin = CHARSET + meta(rule)
    return html if begin in html else html.replace(CHARSET, begin, 1)


def meta(rule: str) -> str:
    """The element that holds a policy."""
    return f'<meta http-equiv="Content-Security-Policy" content="{rule}">'
