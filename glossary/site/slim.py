"""The theme's style sheet without what no page of the site has.

Most of it is for parts that this site does not use, for other directions of writing, or for what
the theme's script makes. That script loads late (until-material.js), and with it the whole sheet,
which is kept beside the thin one.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import tinycss2

from glossary.site import policy

CLASS = re.compile(r'\sclass="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')
TAG = re.compile(r"<([a-z][\w-]*)", re.IGNORECASE)
TABS = re.compile(r'\sdata-tabs="\d+:(\d+)"')
TAB = re.compile(r"\.tabbed-.*:nth-child\((\d+)\)")
"""The theme has rules of their own for each of twenty tabs."""

WORD = re.compile(r"[\w-]+")
USED = re.compile(r"var\(\s*(--[\w-]+)")
SET_EARLY = frozenset({"js", "focus-visible", "js-focus-visible"})
"""Classes that the theme's script, or a browser's stand-in for it, sets on any page."""

ALTERNATIVES = ("is", "where")
GROUPS = ("media", "supports")


@dataclass(frozen=True)
class Names:
    """What a page can hold: elements, classes, ids, and how many tabs beside each other."""

    tags: frozenset[str]
    classes: frozenset[str]
    ids: frozenset[str]
    tabs: int


def write(site: Path, own: Iterable[Path], thin: bool = True) -> None:
    """Put beside the theme's style sheet the whole of it, and leave in it what pages have.

    Args:
        site: the built site.
        own: its own scripts and style sheets.
        thin: whether anything is left out: where a server shows what is being written, a page may
            have at any time what none had before.
    """
    own = list(own)  # read for each sheet: Zensical has two
    for sheet in sorted((site / "assets/stylesheets").rglob("main.*.css")):
        whole = sheet.with_name(sheet.name.replace("main.", "whole.", 1))
        shutil.copyfile(sheet, whole)
        if thin:
            texts = {path: path.read_text("utf-8") for path in own}
            scripts = [text for path, text in texts.items() if path.suffix == ".js"]
            pages = [path.read_text("utf-8") for path in policy.pages_of(site)]
            names = names_of(pages, scripts)
            text = slim(sheet.read_text("utf-8"), names, [*texts.values(), *pages])
            sheet.write_text(text, "utf-8")


def names_of(pages: Iterable[str], scripts: Iterable[str]) -> Names:
    """What pages hold, and what scripts may put into them: any word of a script can be a class."""
    tags, classes, ids, tabs = {"html", "body"}, set(SET_EARLY), set(), 0
    for html in pages:
        tabs = max(tabs, *map(int, TABS.findall(html)), 0)
        tags.update(tag.lower() for tag in TAG.findall(html))
        ids.update(ID.findall(html))
        for given in CLASS.findall(html):
            classes.update(given.split())
    for script in scripts:
        classes.update(WORD.findall(script))
    return Names(frozenset(tags), frozenset(classes), frozenset(ids | classes), tabs)


def slim(css: str, names: Names, others: Iterable[str] = ()) -> str:
    """A style sheet without the rules that match nothing, and the variables that nothing asks for.

    Args:
        css: the style sheet.
        names: what pages hold.
        others: texts of whatever else uses its variables.
    """
    rules = parse(css)
    text = rules_of(rules, names)
    elsewhere = {name for other in others for name in USED.findall(other)}
    while (thinner := without_unused(text, elsewhere)) != text:
        text = thinner  # one variable's value may have been all that asked for another
    return text


@lru_cache(2)
def parse(css: str) -> list[Any]:
    """Its rules."""
    rules: list[Any] = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return rules


def rules_of(rules: Iterable[Any], names: Names) -> str:
    """The rules of which a selector can match, written."""
    made = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [one for one in split(rule.prelude) if matches(one, names)]
            if selectors:
                written = ",".join(tinycss2.serialize(one).strip() for one in selectors)
                made.append(f"{written}{{{tinycss2.serialize(rule.content)}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in GROUPS:
            inner = rules_of(
                tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True),
                names,
            )
            if inner:
                head = tinycss2.serialize(rule.prelude)
                made.append(f"@{rule.at_keyword}{head}{{{inner}}}")
        elif rule.type == "error":
            raise ValueError(f"the theme's style sheet cannot be read: {rule.message}")
        else:
            made.append(rule.serialize())
    return "".join(made)


def split(tokens: Iterable[Any]) -> list[list[Any]]:
    """The selectors of a list of them."""
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def matches(selector: list[Any], names: Names) -> bool:
    """Whether a selector names only what pages hold: every element, class and id of it."""
    if (tab := TAB.search(tinycss2.serialize(selector))) and int(tab[1]) > names.tabs:
        return False
    before = None
    for token in selector:
        if token.type == "ident" and before == ".":
            if token.value not in names.classes:
                return False
        elif token.type == "ident" and before != ":":
            if token.lower_value not in names.tags:
                return False
        elif token.type == "hash":
            if token.value not in names.ids:
                return False
        elif token.type == "function" and token.lower_name in ALTERNATIVES:
            if not any(matches(one, names) for one in split(token.arguments)):
                return False
        elif token.type == "[] block" and tinycss2.serialize(token.content) == "dir=rtl":
            return False
        before = token
    return True


def without_unused(css: str, elsewhere: set[str]) -> str:
    """A style sheet without the variables that neither it nor anything else asks for."""
    used = elsewhere | set(USED.findall(css))
    return of_used(tinycss2.parse_stylesheet(css), used)


def of_used(rules: Iterable[Any], used: set[str]) -> str:
    """Rules with those variables only, written."""

    def is_kept(one: Any) -> bool:
        return one.type == "declaration" and (one.name[:2] != "--" or one.name in used)

    made = []
    for rule in rules:
        if rule.type != "qualified-rule" or "--" not in tinycss2.serialize(rule.content):
            made.append(rule.serialize())
            continue
        parts = tinycss2.parse_blocks_contents(rule.content)
        kept = [one.serialize() for one in parts if is_kept(one)]
        if kept:
            made.append(f"{tinycss2.serialize(rule.prelude)}{{{';'.join(kept)}}}")
    return "".join(made)
