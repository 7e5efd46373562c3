"""feed.xml: new entries, and what was wrong and is now right, as Atom (RFC 4287)."""

from __future__ import annotations

import hashlib
import html
import xml.etree.ElementTree as ET
from datetime import date
from urllib.parse import urlsplit

from glossary.content.content import Content
from glossary.content.pages import way_of

FILE = "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"
EMPTY = date(1970, 1, 1)


def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """An element below another."""
    made = ET.SubElement(parent, name, attributes)
    made.text = text or None
    return made


def atom(content: Content, address: str, site_name: str) -> str:
    """The feed, the newest first.

    Args:
        content: the terms and the changes.
        address: of the published site.
        site_name: what the site is called.
    """
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    add(root, "id", address)
    add(root, "title", site_name)
    add(root, "link", rel="self", type="application/atom+xml", href=address + FILE)
    add(root, "link", rel="alternate", type="text/html", href=address)
    changes = content.changes
    rows: list[tuple[date, str, str, str]] = [
        (day, slug, "", "") for slug, day in changes.entries.items()
    ]
    rows += [(one.date, one.term, one.was, one.now) for one in changes.corrections]
    rows = [row for row in rows if row[1] in content.by_slug]
    rows.sort(key=lambda row: (-row[0].toordinal(), not row[2], row[1:]))
    add(root, "updated", stamp(max((row[0] for row in rows), default=EMPTY)))
    author = add(root, "author")
    add(author, "name", site_name)
    add(root, "rights", "Text: CC BY 4.0. Code: MIT.")
    host = urlsplit(address).hostname
    for day, slug, was, now in rows:
        term = content.by_slug[slug]
        entry = add(root, "entry")
        kind = f"corrected/{hashlib.sha256(was.encode()).hexdigest()[:8]}" if was else "new"
        add(entry, "id", f"tag:{host},{day}:{term.slug}/{kind}")
        add(entry, "title", f"{'Corrected' if was else 'New'}: {term.term}")
        add(entry, "link", rel="alternate", type="text/html", href=address + way_of(term.uri))
        add(entry, "updated", stamp(day))
        if was:
            said = f"<p>Was wrong: {html.escape(was)}</p><p>Now: {html.escape(now)}</p>"
            add(entry, "content", said, type="html")
        else:
            add(entry, "content", term.summary, type="text")
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def stamp(day: date) -> str:
    """A day as Atom writes it."""
    return f"{day}T00:00:00Z"
