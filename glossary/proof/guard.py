"""The guard: what the built pages show is what ran.

The HTML is read as a browser would read it, so a block cannot slip past by the way in which its
fence was written: options, tabs, admonitions, lists and aliases all end as a <pre>.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from selectolax.lexbor import LexborHTMLParser, LexborNode

from glossary.proof.blocks import Ran
from glossary.site.finish import OUTPUT_CLASS


@cache
def canonical(name: str) -> str:
    """One name for all names of a language that a reader sees colored as Python."""
    try:
        aliases = {alias.lower() for alias in get_lexer_by_name(name).aliases}
    except ClassNotFound:
        return name
    if "pycon" in aliases:
        return "pycon"
    if aliases & {"python", "python3", "python2", "ipython"}:
        return "python"
    return "text" if "text" in aliases else name


@dataclass(frozen=True)
class Shown:
    """A <pre> on a built page: `kind` is `python`, `output`, or another language."""

    page: str
    kind: str
    text: str

    def __str__(self) -> str:
        first = next((line for line in self.text.split("\n") if line.strip()), "")
        return f"{self.page}: {self.kind} block that begins {first.strip()[:60]!r}"


@dataclass
class Verdict:
    """What the guard found."""

    pages: int
    python: int
    outputs: int
    complaints: list[str]

    def __str__(self) -> str:
        return (
            f"{self.pages} pages: {self.python} Python blocks shown and run, "
            f"{self.outputs} outputs shown and compared"
        )


def clean(text: str) -> str:
    """Code as compared: without the line ends that HTML adds or drops."""
    return text.replace("\r\n", "\n").strip("\n")


def shown_blocks(page: str, html: str) -> list[Shown]:
    """Every <pre> in a built page, with its kind."""
    tree = LexborHTMLParser(html)
    return [Shown(page, kind_of(pre), clean(pre.text())) for pre in tree.css("pre")]


def kind_of(pre: LexborNode) -> str:
    """Kind of a <pre>, from the classes on it and around it."""
    around = [*pre.css("code")[:1], pre]
    while parent := around[-1].parent:
        around.append(parent)
    classes = {
        name
        for tag in around
        if tag.tag in ("pre", "code", "div", "figure")
        for name in (tag.attributes.get("class") or "").split()
    }
    languages = {
        canonical(name.removeprefix(prefix).lower())
        for name in classes
        for prefix in ("language-", "lang-")
        if name.startswith(prefix)
    }
    # Whatever a browser would color as Python counts as Python, whatever else it is.
    for python in ("python", "pycon"):
        if python in languages:
            return python
    if OUTPUT_CLASS in classes:
        return "output"
    return min(languages, default="text")


def page_of(html: Path, site: Path) -> str:
    """Path in docs/ of the source of a built page: terms/lora/index.html, terms/lora.md."""
    parts = html.relative_to(site).with_suffix("").parts
    if parts[-1] == "index" and len(parts) > 1:
        parts = parts[:-1]
    return "/".join(parts) + ".md"


def compare(site: Path, ran: list[Ran]) -> Verdict:
    """Hold a built site against the blocks that ran.

    Args:
        site: folder of the built site.
        ran: the blocks that ran and passed.
    """
    complaints: list[str] = []
    pages = sorted(site.rglob("*.html"))
    shown = [
        block
        for html in pages
        for block in shown_blocks(page_of(html, site), html.read_text(encoding="utf-8"))
    ]
    ran_code = Counter((block.page, clean(block.code)) for block in ran)
    # Tabs share one output: it is shown once for all blocks that were held to it.
    ran_outputs = {
        (block.page, clean(block.output)) for block in ran if block.output is not None
    }
    shown_code: Counter[tuple[str, str]] = Counter()
    outputs: list[tuple[str, str]] = []
    for block in shown:
        key = (block.page, block.text)
        if block.kind == "pycon":
            complaints.append(f"{block} has prompts: show code that can be copied")
        elif block.kind == "python":
            shown_code[key] += 1
            if shown_code[key] > ran_code[key]:
                complaints.append(f"{block} was not run by any test")
        elif block.kind == "output":
            outputs.append(key)
            if key not in ran_outputs:
                complaints.append(f"{block} was not compared with what ran")
        elif block.kind == "text":
            complaints.append(
                f"{block} says no language: name it, or mark it as an output"
            )
    for (page, code), count in (ran_code - shown_code).items():
        first = code.split("\n")[0][:60]
        complaints.append(
            f"{page}: {count} block that begins {first!r} was run but is not shown"
        )
    for page, output in sorted(ran_outputs - set(outputs)):
        first = output.split("\n")[0][:60]
        complaints.append(
            f"{page}: output that begins {first!r} was compared but is not shown"
        )
    silent = sum(block.output is None and not block.may_be_silent for block in ran)
    if silent:
        complaints.append(f"{silent} blocks ran without an output")
    if not pages:
        complaints.append(f"{site} holds no page: the site was not built")
    return Verdict(len(pages), sum(shown_code.values()), len(outputs), complaints)
