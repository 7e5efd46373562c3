"""What the search knows beside the builder's index: code, and what everything here is called.

Into the index that the builder wrote, Material's or Zensical's, go the words of each section's code
and all names. The names alone are a file too: with them 404.html says what is near the address.
docs/assets/javascripts/search/ reads both.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

from glossary.content.content import Content
from glossary.content.pages import MANY, anchor_of, way_of
from glossary.content.terms import Term
from glossary.site.prepare import Prepared

INDICES = {"search/search_index.json": "docs", "search.json": "items"}
"""Material's and Zensical's, each with the key of its sections."""

NAMES = "assets/javascripts/search/names.json"
FENCE = re.compile(r"\s*(?P<marks>`{3,})(?P<language>\w*)")
HEADING = re.compile(r"#{1,6} (?P<text>.*?)(?:\s*\{:?[^}]*#(?P<id>[\w-]+)[^}]*\})?\s*")
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[^\W\d][\w.]*")
SEARCHED = ("python", "py", "console", "json", "yaml")
"""Languages of code that is searched; what a script prints is not."""

ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Za-z]{2,7}")
Name = tuple[str, str, str, str]
"""What is called so, where it is, what kind of name that is, and what is to be told with it."""


def write(site: Path, made: Prepared) -> None:
    """Put code and names into the index of a built site, and the names beside it.

    Args:
        site: its folder.
        made: the tree that it was built from.
    """
    names = names_of(made.content)
    for path, key in INDICES.items():
        if (site / path).is_file():
            index = json.loads((site / path).read_text("utf-8"))
            index["config"]["names"] = names
            add_code(index[key], made.texts)
            if key == "docs":  # which our engine alone reads
                index[key] = [plain(section) for section in index[key]]
            (site / path).write_text(short(index), "utf-8")
    target = site / NAMES
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(short([one for one in names if one[2] != "taught"]), "utf-8")


def plain(section: dict[str, Any]) -> dict[str, Any]:
    """A section without markup, and without its page's names, which the index has once."""
    made = {key: value for key, value in section.items() if key != "tags"}
    for key in ("title", "text"):
        made[key] = bare(section[key])
    return made


@lru_cache(16 * MANY)  # a page has about so many sections
def bare(html: str) -> str:
    """HTML without tags, on one line."""
    return " ".join(unescape(TAG.sub(" ", html)).split())


def short(data: Any) -> str:
    """JSON without white space."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def names_of(content: Content) -> list[Name]:
    """All names, with the page, or the heading on it, that each leads to.

    The kinds: `term` is an entry's own, `stands` an acronym with what it stands for, `cover` and
    `taught` what an entry also explains, `code` one from code, `wrong` one that it has by mistake.
    """
    found: list[Name] = []
    for term in content.terms:
        place = way_of(term.uri)
        found += [(name, place, "term", "") for name in dict.fromkeys([*term.names, term.slug])]
        found += [(short_, place, "stands", long) for short_, long in expansions(term)]
        found += [(n, f"{place}#{c.heading}", "cover", "") for n, c in term.covers.items()]
        found += [(name, place, "taught", "") for name in term.terms_taught]
    for where, named in content.searches.names.items():
        found += [(name, place_of(where, content), "code", "") for name in named]
    for where, wrong in content.searches.wrong.items():
        found += [(n, place_of(where, content), "wrong", says) for n, says in wrong.items()]
    return [*found, *((one.name, way_of(one.uri), "model", "") for one in content.models.values())]


def place_of(where: str, content: Content) -> str:
    """The address of an entry, or of a heading, as docs/searches.yml writes it."""
    slug, mark, heading = where.partition("#")
    return f"{way_of(content.by_slug[slug].uri)}{mark}{heading}"


def expansions(term: Term) -> list[tuple[str, str]]:
    """The acronyms among a term's names, each with the name that it is made of."""
    return [
        (name, long)
        for name in term.names
        if ACRONYM.fullmatch(name)
        for long in term.names
        if re.sub("[^A-Z]", "", name).lower() in initials(long)
    ]


def initials(name: str) -> set[str]:
    """First letters of a name's words, where what a hyphen joins is one word, or two."""
    words = [word for word in name.lower().split() if word not in ("of", "from", "the")]
    apart = [part for word in words for part in word.split("-") if part]
    return {"".join(one[0] for one in some) for some in (words, apart) if len(some) > 1}


def add_code(sections: list[dict[str, Any]], texts: dict[str, str]) -> None:
    """Give each section the words of the code that stands in it, each once.

    Left out are those of which every tenth section with code is full, such as `import`: they find
    nothing. So are single letters, and what the section's text says too.

    Args:
        sections: of the index; they are changed.
        texts: the prepared pages.
    """
    at = {section["location"]: section for section in reversed(sections)}
    found: dict[str, dict[str, None]] = {}
    for uri, text in texts.items():
        place = way_of(uri)
        for heading, inside in code_in(text).items():
            if section := at.get(f"{place}#{heading}", at.get(place)):
                found.setdefault(section["location"], {}).update(dict.fromkeys(inside))
    often = Counter(word for words in found.values() for word in words)
    for location, words in found.items():
        said = set(WORD.findall(at[location]["text"]))
        at[location]["code"] = " ".join(
            word
            for word in words
            if len(word) > 1 and word not in said and often[word] <= max(10, len(found) / 10)
        )


@lru_cache(MANY)
def code_in(text: str) -> dict[str, list[str]]:
    """The words of the code of a prepared page, by the heading that it stands under."""
    found: dict[str, dict[str, None]] = {}
    heading, fence, searched = "", "", False
    for line in text.split("\n"):
        mark = FENCE.match(line)
        if fence:
            if mark and mark["marks"] == fence and not mark["language"]:
                fence = ""
            elif searched:
                found.setdefault(heading, {}).update(dict.fromkeys(WORD.findall(line)))
        elif mark:
            fence, searched = mark["marks"], mark["language"] in SEARCHED
        elif line[:1] == "#" and (titled := HEADING.fullmatch(line)):
            heading = titled["id"] or anchor_of(titled["text"])
    return {name: list(words) for name, words in found.items()}
