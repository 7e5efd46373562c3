"""Links the first mention of each other term on a page, with its summary as tooltip."""

from __future__ import annotations

import html
import re

from glossary.content.content import Content
from glossary.content.names import Named
from glossary.site.text import attribute

TAG = re.compile(
    r"<!--.*?-->|<(pre|svg|math)\b.*?</\1>|</?(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^>]*)>",
    re.DOTALL,
)
"""A tag; code, pictures and formulas, in which no mention becomes a link, in one piece each."""

ATTRIBUTE = re.compile(r'([\w:-]+)(?:="([^"]*)")?')
SILENT = {"a", "code", "pre", "button", "figure", "svg", "math", "script", "style", "summary"}
SILENT |= {"h1", "h2", "h3", "h4", "h5", "h6"}
SILENT_CLASSES = {
    "arithmatex",
    "highlight",
    "sources",
    "related",
    "term-meta",
    "lab-meta",
}
SILENT_CLASSES |= {"no-term-links", "failure"}
"""Elements, and classes of elements, in which no mention becomes a link."""

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


def link_mentions(page: str, uri: str, content: Content) -> str:
    """The HTML of a page's article with its first mentions linked.

    A link that the author wrote to a term is that term's first mention.

    Args:
        page: HTML of the article.
        uri: its source in docs/, such as terms/lora.md.
        content: the terms.
    """
    return Mentions(uri, content).linked(page)


class Mentions:
    """The state of one walk through a page, in reading order."""

    def __init__(self, uri: str, content: Content):
        self.names = content.names
        self.up = way_to_terms(uri)
        named = [one for one in content.names.all if one.term.uri != uri]
        self.open = dict.fromkeys(named)
        self.by_href: dict[str, list[Named]] = {}
        for one in named:
            self.by_href.setdefault(self.href(one), []).append(one)

    def href(self, named: Named) -> str:
        """Address of what a name stands for, from this page."""
        return f"{self.up}{named.term.slug}/" + (f"#{named.heading}" if named.heading else "")

    def linked(self, page: str) -> str:
        """The page with links."""
        made: list[str] = []
        silent: list[str] = []
        at = 0
        for tag in TAG.finditer(page):
            text = page[at : tag.start()]
            made.append(text if silent else self.split(text))
            at = tag.end()
            name = (tag["name"] or "").lower()
            whole = tag[0]
            if not name or name in VOID or whole.endswith("/>"):
                pass
            elif whole.startswith("</"):
                if silent and silent[-1] == name:
                    silent.pop()
            else:
                given = dict(ATTRIBUTE.findall(tag["rest"]))
                classes = set(given.get("class", "").split())
                if name == "a" and not silent:
                    words = page[at : page.find("</a", at)]
                    whole = self.adopted(whole, given, words)
                # Inside of a silent element only its own name is counted, to find its end.
                if silent:
                    silent += [name] if name == silent[-1] else []
                elif name in SILENT or classes & SILENT_CLASSES:
                    silent.append(name)
            made.append(whole)
        return "".join([*made, page[at:]])

    def adopted(self, tag: str, given: dict[str, str], words: str) -> str:
        """A link's tag, marked if it is the first to what a name stands for.

        Several names may be explained under one heading: the words of the link tell which is meant.
        """
        leads = self.by_href.get(html.unescape(given.get("href", "")), [])
        meant = [named for _, _, named in self.names.find(words) if named in leads]
        named = next((one for one in [*meant, *leads] if one in self.open), None)
        if not named:
            return tag
        del self.open[named]
        given |= {"class": "term", "title": attribute(named.means)}
        # Material's preview would show the same sentence a second time.
        given.pop("data-preview", None)
        written = " ".join(f'{name}="{value}"' for name, value in sorted(given.items()))
        return f"<a {written}>"

    def split(self, text: str) -> str:
        """A text with its first mentions as links; term-tips.js shows the title as a tooltip."""
        made, at = [], 0
        for start, end, named in self.names.find(text):
            if named in self.open:
                del self.open[named]
                href = self.href(named)
                title = attribute(named.means)
                link = f'<a class="term" href="{href}" title="{title}">'
                made += [text[at:start], link, text[start:end], "</a>"]
                at = end
        return "".join([*made, text[at:]])


def way_to_terms(uri: str) -> str:
    """Way from a page's address to the folder of terms: terms/lora.md is at terms/lora/."""
    parts = uri.removesuffix(".md").split("/")
    depth = len(parts) - (parts[-1] == "index")
    return "../" if parts[0] == "terms" else "../" * depth + "terms/"
