"""What a page weighs before a reader does anything: as sent by a server, compressed."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlparse

from selectolax.lexbor import LexborHTMLParser

PAGE_LIMIT = 60_000
SCRIPT_LIMIT = 12_000
"""Bytes, compressed, of a term's page and of all scripts that any page loads."""

FETCHED = "link[rel=stylesheet], link[rel=icon], script[src], img[src]"


@cache
def compressed(path: Path) -> int:
    """Bytes of a file as it is sent."""
    return len(gzip.compress(path.read_bytes(), 6))


def weights(site: Path, address: str) -> dict[str, int]:
    """What a browser fetches for a page, by its path on the site."""
    page = site / address / "index.html"
    tree = LexborHTMLParser(page.read_text("utf-8"))
    sent = {f"/{address}": compressed(page)}
    for tag in tree.css(FETCHED):
        link = tag.attributes.get("href") or tag.attributes["src"]
        path = urlparse(urljoin(f"http://site/{address}", link)).path
        if not (link or "").startswith("data:"):
            sent[path] = compressed(site / path.lstrip("/"))
    return sent


def scripts(sent: dict[str, int]) -> int:
    """Bytes of scripts among them."""
    return sum(size for path, size in sent.items() if path.endswith(".js"))
