"""The guard: what the built pages show is what ran.

The HTML is read as a browser would read it, so a block cannot slip past by the way in which its
fence was written. What may stand in an article is listed; all else is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from selectolax.lexbor import LexborHTMLParser, LexborNode

from glossary.content.files import UNSEEN
from glossary.content.pages import LANGUAGES
from glossary.proof.blocks import Ran, Typed
from glossary.site.finish import OUTPUT_CLASS

Block = TypeVar("Block", Ran, Typed)

TEXT = "a abbr article b blockquote br button code dd del details div dl dt em figcaption figure"
TEXT += " h1 h2 h3 h4 h5 h6 hr i input kbd label li ol p pre small span strong sub summary sup"
TEXT += " table tbody td tfoot th thead tr ul form nav aside"
SVG = "svg circle clippath defs desc ellipse g line marker path polygon polyline rect text title"
SVG += " tspan use"
MATHML = "math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot mrow mspace"
MATHML += " msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics"
ALLOWED = frozenset(f"{TEXT} {SVG} {MATHML}".split())
"""Elements that may stand in an article. None of them shows code by another way than <pre>, but
<code> and <kbd> in a sentence."""

FIELDS = frozenset(("select", "option", "textarea", "input", "script"))
"""Elements that may stand in a calculator too, see `is_of_calculator`."""

FIELD = frozenset(
    ("aria-label", "inputmode", "name", "rows", "selected", "spellcheck", "type", "value")
)
"""Attributes that those may have: a reader sees none but the value of an <input>."""

SHORT = 40
"""Characters of a field of a calculator: no script has room in it."""

OWN = ("assets/javascripts/tokens/tokens.js", "assets/javascripts/live/start.js")
"""Scripts that may stand beside what they bring to life."""

DRAWN = frozenset(("diagram", "md-content__button"))
"""Classes of what holds the SVGs of an article: pictures and plots, and the theme's button."""

FOLD = "predict"
"""The class of the one fold that may hold code: an output below the question that it answers, and
the paragraph that says what it means."""

HIDE = frozenset(("hidden", "popover", "dir"))
"""Attributes by which code is not seen, or is read in another order than it is copied in."""

STANDS = frozenset(("p", "dd", "div", "aside", "blockquote", "figcaption"))
"""Elements in which code without a word beside it stands like a block."""

LABEL = re.compile(r"\b(?:in|out|input|output|prints?|result)\b", re.I)
"""Words beside code that say no more than that it is code, or what it prints."""

NAME = re.compile(r"[A-Za-z_][\w.-]*")
"""Code that names something, as an item of a list and the first cell of a row may."""

INLINE = frozenset(("a", "abbr", "b", "del", "em", "i", "small", "span", "strong", "sub", "sup"))
"""Elements whose text is read in the line of what stands beside them."""

INLINE_CODE = 120
"""Characters of code in a sentence; more is a block, and comes from a script."""


@dataclass(frozen=True)
class Shown:
    """A <pre> on a built page: `kind` is `python`, `output`, one of LANGUAGES, or `other`."""

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
    """Every <pre> in a built page, with its kind, in the order of the page."""
    tree = LexborHTMLParser(html)
    return [Shown(page, kind_of(pre), clean(pre.text())) for pre in tree.css("pre")]


def kind_of(pre: LexborNode) -> str:
    """Kind of a <pre>: that of its box, which the builder makes for a fence, or `other`."""
    box = pre.parent
    classes = (box.attributes.get("class") or "").split() if box else []
    inside = [child.tag for child in pre.iter()]
    if "highlight" not in classes or not inside or inside[-1] != "code":
        return "other"
    languages = [name.removeprefix("language-") for name in classes if "language-" in name]
    if languages == ["text"] and OUTPUT_CLASS in classes:
        return "output"
    if len(languages) == 1 and languages[0] in ("python", *LANGUAGES):
        return languages[0] if OUTPUT_CLASS not in classes else "other"
    return "other"


def not_allowed(page: str, html: str) -> Iterator[str]:
    """Complaints about what stands in the article of a page, or beside it, and may not."""
    tree = LexborHTMLParser(html)
    articles = tree.css("article")
    if len(articles) != 1:
        yield f"{page}: has {len(articles)} articles: the guard reads one"
        return
    article = articles[0]
    if unseen := UNSEEN.search(article.text()):
        yield f"{page}: has a character that nobody sees: U+{ord(unseen[0]):04X}: remove it"
    if len(tree.css("pre")) != len(article.css("pre")):
        yield f"{page}: has a block outside of its article"
    for node in article.traverse():
        tag = (node.tag or "").lower()
        if tag in FIELDS and is_of_calculator(node):
            continue
        if tag not in ALLOWED and not tag.startswith("-"):
            yield f"{page}: has <{tag}>: {begin(node)} cannot be read by the guard"
        given = node.attributes
        hidden = not HIDE.isdisjoint(given) or given.get("aria-hidden") == "true"
        if hidden and node.css("pre, code") and node.tag != "label":
            yield f"{page}: hides code: {begin(node)}"
        if tag == "details" and node.css("pre, code, kbd") and not is_prediction(node):
            yield f"{page}: folds code: {begin(node)}: write <!-- predict: a question? --> instead"
        if tag == "input" and given.get("type") != "radio":  # those of tabs
            yield f"{page}: has a field, whose text the guard cannot read"
        alone = tag in STANDS or is_item(node)
        lines = lines_in(node) if alone or node.css_first("br") else []
        if ((alone or len(lines) > 1) and any(map(is_code, lines))) or is_row(node):
            yield f"{page}: has code that stands like a block: {begin(node)}"
        box = (node.parent and node.parent.attributes.get("class")) or ""
        if tag == "svg" and DRAWN.isdisjoint(box.split()):
            yield f"{page}: has a picture that is none of the site's: {begin(node)}"
        if "font-family" in given or given.get("mathvariant", "normal") != "normal":
            yield f"{page}: has letters of code in a picture or formula: {begin(node)}"
        if "style" in given:
            yield f"{page}: has a style attribute: {begin(node)}"
        in_block = node.parent and node.parent.tag == "pre"
        if node.tag in ("code", "kbd") and not in_block:
            if "\n" in node.text().strip() or node.css("br"):
                yield f"{page}: has code of several lines outside of a block: {begin(node)}"
            elif len(node.text()) > INLINE_CODE:
                size = len(node.text())
                yield f"{page}: has {size} characters of code in a sentence: {begin(node)}"
        classes = (given.get("class") or "").split()
        if {OUTPUT_CLASS, "highlight"} & {*classes} and not node.css("pre"):
            yield f"{page}: has an output that is no block: {begin(node)}"


def is_of_calculator(node: LexborNode) -> bool:
    """Whether an element is one of OWN, or a calculator's field in which no code has room.

    The fields of the live GPT come when it is used.
    """
    given = node.attributes
    if node.tag == "script":
        own = {*given} == {"defer", "src"} and (given["src"] or "").endswith(OWN)
        return own and not node.text()
    above = node.parent
    while above and above.tag != "form":
        above = above.parent
    classes = ((above and above.attributes.get("class")) or "").split()
    if "calculator" not in classes or not FIELD.issuperset(given):
        return False
    if node.tag == "select":
        return all(one.tag == "option" for one in node.iter())
    if node.tag == "textarea":
        return not node.text()
    if node.tag == "input":
        shown = given.get("value") or ""
        return given.get("type") in ("text", "checkbox") and len(shown) <= SHORT
    return len(node.text()) <= SHORT and not list(node.iter())


def is_prediction(node: LexborNode) -> bool:
    """Whether a fold holds one output, closed, below a question in words, and what it means."""
    inside = [
        one for one in node.iter(include_text=True) if one.tag != "-text" or one.text().strip()
    ]
    tags = [one.tag for one in inside]
    if node.attributes != {"class": FOLD} or tags not in (
        ["summary", "div"],
        ["summary", "div", "p"],
    ):
        return False
    question, box = inside[:2]
    plain = all(one.tag in ("strong", "code", "-text") for one in inside_of(question))
    asks = question.text().strip().endswith("?") and plain
    blocks = node.css("pre")
    return asks and len(blocks) == 1 and kind_of(blocks[0]) == "output" and blocks[0].parent == box


def inside_of(node: LexborNode) -> Iterator[LexborNode]:
    """What stands in an element, at any depth."""
    for child in node.iter(include_text=True):
        yield child
        yield from inside_of(child)


def lines_in(node: LexborNode) -> list[list[LexborNode]]:
    """The lines of text in an element itself, as its breaks part them; code is in one piece."""
    lines: list[list[LexborNode]] = [[]]

    def read(parent: LexborNode) -> None:
        for child in parent.iter(include_text=True):
            if child.tag == "br":
                lines.append([])
            elif child.tag in ("code", "kbd", "-text"):
                lines[-1].append(child)
            elif child.tag in INLINE:
                read(child)

    read(node)
    return lines


def is_code(line: list[LexborNode]) -> bool:
    """Whether a line holds code and no word beside it that says anything of it."""
    words = LABEL.sub("", "".join(one.text() for one in line if one.tag == "-text"))
    return not re.search(r"\w", words) and any(one.tag != "-text" for one in line)


def is_item(node: LexborNode) -> bool:
    """Whether an element is an item of a list without numbers, and no name or link.

    Numbered lines of code are a recipe for other libraries, which the text explains by number.
    """
    listed = node.tag == "li" and node.parent is not None and node.parent.tag == "ul"
    return listed and not node.css("a[href] code") and not NAME.fullmatch(node.text().strip())


def is_row(node: LexborNode) -> bool:
    """Whether an element is a row of a table that holds code alone, and begins with no name."""
    cells = [one for one in node.iter() if one.tag in ("td", "th")] if node.tag == "tr" else []
    if not cells or not all(any(map(is_code, lines_in(cell))) for cell in cells):
        return False
    return len(cells) > 1 and not NAME.fullmatch(cells[0].text().strip())


def begin(node: LexborNode) -> str:
    """How the text of an element begins."""
    return repr(" ".join(node.text().split())[:60])


def page_of(html: Path, site: Path) -> str:
    """Path in docs/ of the source of a built page: terms/lora/index.html, terms/lora.md."""
    parts = html.relative_to(site).with_suffix("").parts
    if parts[-1] == "index" and len(parts) > 1:
        parts = parts[:-1]
    return "/".join(parts) + ".md"


def compare(site: Path, ran: Iterable[Ran], typed: Iterable[Typed] = ()) -> Verdict:
    """Hold a built site against the blocks that ran.

    Args:
        site: folder of the built site.
        ran: the blocks that ran and passed.
        typed: the blocks of commands in the sources.
    """
    by_page, commands = grouped(ran), grouped(typed)
    pages = {
        page_of(path, site): path.read_text("utf-8")
        for path in sorted(site.rglob("*"))
        if path.suffix.casefold() in (".html", ".htm", ".xhtml")
        and "assets" not in path.relative_to(site).parts
    }
    verdict = Verdict(len(pages), 0, 0, [])
    for page, html in pages.items():
        verdict.complaints += not_allowed(page, html)
        shown = shown_blocks(page, html)
        compare_page(shown, by_page.pop(page, []), verdict)
        compare_commands(shown, commands.get(page, []), verdict)
    for page, blocks in by_page.items():
        verdict.complaints.append(f"{page}: {len(blocks)} blocks were run, and it is not there")
    if not pages:
        verdict.complaints.append(f"{site} holds no page: the site was not built")
    return verdict


def place_of(block: Ran | Typed) -> str:
    """A block's page, as `page_of` names it."""
    return block.page.replace("/index.md", ".md")


def grouped(blocks: Iterable[Block]) -> dict[str, list[Block]]:
    """Blocks by their page."""
    found: dict[str, list[Block]] = {}
    for block in blocks:
        found.setdefault(place_of(block), []).append(block)
    return found


def compare_commands(shown: list[Shown], typed: list[Typed], verdict: Verdict) -> None:
    """What looks like commands is in the sources, as a fence of commands: a fence that the builder
    ends elsewhere could show what a script prints in one, and nobody would compare it."""
    left = Counter(clean(one.text) for one in typed)
    for block in shown:
        if block.kind in LANGUAGES and not left[block.text]:
            verdict.complaints.append(f"{block} is in no fence of commands of its page")
        elif block.kind in LANGUAGES:
            left[block.text] -= 1


def compare_page(shown: list[Shown], ran: list[Ran], verdict: Verdict) -> None:
    """Hold one page against the blocks of it that ran, and add to the verdict.

    An output belongs to the script before it, or to those of a set of tabs, and stands once.
    """
    left = Counter(clean(block.code) for block in ran)
    by_code = {clean(block.code): block for block in ran}
    above: list[Ran] = []

    def without_output() -> Iterator[str]:
        for block in above:
            if block.output is not None:
                first = clean(block.code).split("\n")[0][:60]
                yield f"{block.page}: output of the block that begins {first!r} is not shown"
            elif not block.may_be_silent:
                yield f"{block.page}: a block ran without an output"

    last = ""
    for block in shown:
        if block.kind == "python":
            verdict.python += 1
            if not left[block.text]:
                verdict.complaints.append(f"{block} was not run by any test")
                continue
            left[block.text] -= 1
            one = by_code[block.text]
            # The next script of a set of tabs prints the same; any other begins anew.
            if last != "python" or one.may_be_silent or (above and one.output != above[0].output):
                verdict.complaints += without_output()
                above.clear()
            above.append(one)
        elif block.kind == "output":
            verdict.outputs += 1
            prints = {clean(one.output or "") for one in above}
            if prints != {block.text}:
                verdict.complaints.append(f"{block} is not what the script above it prints")
            above.clear()
        elif block.kind == "other":
            verdict.complaints.append(f"{block} comes from no script: show it by one")
        last = block.kind
    verdict.complaints += without_output()
    for code, count in left.items():
        if count:
            page, first = ran[0].page, code.split("\n")[0][:60]
            verdict.complaints.append(
                f"{page}: {count} block that begins {first!r} was run but is not shown"
            )
