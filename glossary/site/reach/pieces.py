"""A prepared page in pieces that need no builder: prose as plain Markdown, scripts, outputs.

What only a builder knows is gone or written out: links lead to the published site, pictures are
their descriptions, tabs are two scripts one after the other.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import urljoin

from glossary.content.claims import COMPARED
from glossary.content.pages import CODE, MANY, find_fences, split_head, way_of

TAB = re.compile(r'=== "(?P<label>[^"]+)"\s*$')
FILE = re.compile(r"\s*<!-- (?P<file>\w+/[\w./-]+\.py) -->\s*$")
COMMENT = re.compile(r"\s*(?:<!--.*-->|<script\b.*</script>)\s*$")
ATTRIBUTES = re.compile(r"\s*\{:[^}]*\}|\s+\{ [\w-]+ \}\s*$")
"""What Python-Markdown sets on an element: `{: .term-lead }`, and `{ data-search-exclude }`."""

BOX = re.compile(r"\s*</?div\b[^>]*>\s*$")
PARAGRAPH = re.compile(r"^<p\b[^>]*>|</p>$")
ANCHOR = re.compile(r'<a\b[^>]*?\bhref="(?P<href>[^"]*)"[^>]*>(?P<text>.*?)</a>')
LINK = re.compile(r"(?<!\\)\]\((?P<target>[/#][^)\s]*)")
TITLE = re.compile(r"<title\b[^>]*>(.*?)</title>", re.DOTALL)
DESCRIPTION = re.compile(r"<desc\b[^>]*>(.*?)</desc>", re.DOTALL)
LABEL = re.compile(r'aria-label="([^"]*)"')
SPECIAL = re.compile(r"([\\`*_$\[\]<])")
DEFINITION = re.compile(r":   +(?P<means>.*)")


@dataclass(frozen=True)
class Piece:
    """A part of a page.

    Attributes:
        kind: what it is; commands are those that a reader types.
        text: prose as Markdown; of all others what stands in their block.
        name: of a script its file from the root, of commands the language of their block.
        label: of a script the tab on which it stands.
    """

    kind: Literal["prose", "script", "output", "commands"]
    text: str
    name: str = ""
    label: str = ""


def file_of(uri: str, ending: str) -> str:
    """A page as another file, at its address: terms/lora.md, groups.md, index.md."""
    return (way_of(uri).rstrip("/") or "index") + ending


def absolute(target: str, uri: str, address: str) -> str:
    """A link of a prepared page, which begins with / or #, at the published site."""
    path, hash_, anchor = target.partition("#")
    path, question, setting = path.partition("?")
    way = path[1:] if path else uri
    there = way_of(way) if way.endswith(".md") else way
    return address + there + question + setting + hash_ + anchor


def linked(line: str, uri: str, address: str) -> str:
    """A line of prose without attributes and with absolute links; code in it stays as it is."""

    def mended(part: str) -> str:
        part = LINK.sub(lambda m: f"]({absolute(m['target'], uri, address)}", part)
        part = PARAGRAPH.sub("", part)
        here = address + way_of(uri)
        part = ANCHOR.sub(lambda m: f"[{m['text']}]({urljoin(here, m['href'])})", part)
        return ATTRIBUTES.sub("", part)

    made, at = [], 0
    for code in CODE.finditer(line):
        made += [mended(line[at : code.start()]), code[0]]
        at = code.end()
    return "".join([*made, mended(line[at:])])


def described(figure: str) -> str:
    """A picture in words."""
    found = [part.search(figure) for part in (TITLE, DESCRIPTION)]
    words = [html.unescape(one[1]).strip() for one in found if one]
    if not words and (label := LABEL.search(figure)):
        words = [html.unescape(label[1]).strip()]
    words = [SPECIAL.sub(r"\\\1", " ".join(one.split())) for one in words if one]
    title = f"Picture: {words[0]}." if len(words) > 1 else "Picture."
    return f"> *{title}* {words[-1]}" if words else "> *Picture.*"


@lru_cache(MANY)
def pieces_of(text: str, uri: str, address: str) -> tuple[Piece, ...]:
    """The pieces of a prepared page, in order.

    Args:
        text: the page.
        uri: its path in docs/.
        address: of the published site, with a slash at its end.
    """
    made: list[Piece] = []
    for piece in read(split_head(text)[1].split("\n"), uri, address):
        if piece.kind == "prose" and made and made[-1].kind == "prose":
            made[-1] = Piece("prose", f"{made[-1].text}\n{piece.text}")
        else:
            made.append(piece)
    # Blank lines: one between two paragraphs, none at the ends.
    tidy = [
        Piece("prose", re.sub(r"\n{3,}", "\n\n", one.text).strip("\n"))
        if one.kind == "prose"
        else one
        for one in made
    ]
    return tuple(one for one in tidy if one.text.strip())


def read(lines: list[str], uri: str, address: str) -> Iterator[Piece]:
    """The same, line by line of prose."""
    fences = {fence.start: fence for fence in find_fences(tuple(lines))}
    label, name, output, number = "", "", False, 0
    while number < len(lines):
        number += 1
        line = lines[number - 1]
        if fence := fences.get(number):
            inside = [one.removeprefix(fence.indent) for one in lines[number : fence.end - 1]]
            code = "\n".join(inside)
            if fence.info == "python":
                yield Piece("script", code, name, label)
            else:
                yield Piece("output" if output else "commands", code, fence.info)
            label, name, output, number = "", "", False, fence.end
        elif tab := TAB.match(line):
            label = tab["label"]
        elif file := FILE.match(line):
            name = file["file"]
        elif line.strip() == COMPARED:
            output = True
        elif line.lstrip().startswith(("<figure", "<form")):
            tag = "</figure>" if "<figure" in line else "</form>"
            first = number
            while tag not in lines[number - 1] and number < len(lines):
                number += 1
            if tag == "</figure>":
                yield Piece("prose", described("\n".join(lines[first - 1 : number])))
            else:
                here = address + way_of(uri)
                kinds = {"tokens": "A field for your own text", "live": "The live GPT"}
                kind = re.search(r'class="(tokens|live)\b', line)
                what = kinds[kind[1]] if kind else "A calculator"
                yield Piece("prose", f"> *{what} stands here. It works at <{here}>.*")
        elif COMMENT.match(line) or BOX.match(line) or not line.strip():
            yield Piece("prose", "")
        elif means := DEFINITION.match(line):
            yield Piece("prose", f"  {linked(means['means'], uri, address)}")
        else:
            after = lines[number] if number < len(lines) else ""
            item = "- " if DEFINITION.match(after) else ""
            written = linked(line, uri, address).rstrip()
            # A line that held attributes only is no blank line: the paragraph goes on.
            if written:
                yield Piece("prose", item + written)


def fenced(text: str, info: str) -> str:
    """A block of code."""
    ticks = "`" * max([3, *(len(run) + 1 for run in re.findall("`{3,}", text))])
    return f"{ticks}{info}\n{text}\n{ticks}"
