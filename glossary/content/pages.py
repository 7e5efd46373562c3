"""Pages of docs/: a head, prose, and lines that name what stands in their place."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from glossary.content.files import UNSEEN, per_file, read_text
from glossary.content.heads import Head, Line, Strict
from glossary.content.problems import Problem, ProblemsFound, quote, shown_path

KINDS = "script|picture|glossary|models|calculator|tokens|live|program"
DIRECTIVE = re.compile(rf"<!-- (?P<kind>{KINDS}): (?P<name>(?<=models: )[\w .,|-]+|[\w/-]+) -->")
"""A line that names a claim, a picture, a list, a table of models, a calculator, a tokenizer for
the reader's own text, a part of the live GPT or a program; the built page has that in its place."""

PREDICTION = re.compile(r"<!-- predict: (?P<question>.+\?) -->")
"""A line above that of a claim: what a reader predicts before the output, which the built page
folds."""

ALMOST = re.compile(
    rf"<!--\s*(?:{KINDS}|model|predict)\b|<!--\s*[\w-]+\s*:\s*[\w/.-]+\s*-->|-8<-",
    re.I,
)
"""A line that is meant so and would be passed over: misspelled, indented, or of an older form."""

OWN_CLASSES = (
    r"(?:(?:md|run|knobs|tabbed|language|footnote|term)-"
    r"|(?:predict|output|highlight|headerlink|giscus|calculator|tokens|live|copy-page|page-tools)\b)"
)
"""Classes by which the theme hides, and by which this site knows scripts, outputs and questions."""

REFUSED = re.compile(
    r"<\s*(?:script|style|iframe|object|embed|form|input|textarea|pre|code|samp|xmp|listing"
    r"|noscript|base|meta|link|svg|math|img)\b|<[a-z][^>]*\s(?:on\w+|style|srcdoc)\s*="
    r"|(?<!\\)!\[|<!(?!--)|<\?|\\(?:texttt|mathtt|tt|verb|class|style|href)(?![a-z])"
    r"|(?:\]\(|\]:|href=|src=)[\s\"'<]*javascript:"
    rf"|<[a-z][^>]*\sclass\s*=\s*(?:[\"'][^\"'>]*)?(?<![\w-]){OWN_CLASSES}"
    rf"|\{{:?[^}}\n]*(?:\.|\bclass\s*=\s*[\"']?(?:[^\"'}}\n]*\s)?){OWN_CLASSES}",
    re.I,
)
"""What a page must not hold: HTML that runs or hides, and code or an output by another way than a
script: in a picture, which nothing compares with what ran, or in the letters of code in a formula.
"""

UNCLOSED = re.compile(r"<!--(?:(?!-->|<!--).)*+(?!-->)", re.DOTALL)
"""A comment without an end of its own."""

BY_OTHER_WAYS = (
    "no scripts, styles or code by HTML, no code in a formula, pictures by <!-- picture: name -->"
)
"""The mend of what is REFUSED."""

REFERENCE = re.compile(r" {0,3}\[[^]]+\]:\s*\S")
"""An address apart from its link: what is said of a lab would not be held to it."""

FENCE = re.compile(r"^(?P<indent>[ \t>]*)(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)$")
MARKS = re.compile(r"[ \t>]*(?:`{3}|~{3})")
"""The begin of a line that begins or ends a fence."""

CODE = re.compile(r"(?<!\\)(`+)(?!`).*?(?<!`)\1(?!`)")
LANGUAGES = ("console", "powershell")
"""What a page may hold in a fence of its own: commands that a reader types."""

MANY = 5000
"""Pages whose results are kept while the site is served: all, and their last versions."""

QUESTIONS = "Questions people ask"
LONGEST_QUESTION = 25
"""Words of a prediction."""

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class PageHead(Strict):
    """What the head of a page outside of docs/terms/ may say.

    The theme writes most of what it knows (`title`, `author`, `icon`) into a page as it is, and
    takes `template` for a file's name.
    """

    description: Line | None = None
    hide: Annotated[list[Literal["navigation", "toc", "footer"]], Field(min_length=1)] | None = None


@dataclass(frozen=True)
class Fence:
    """A fenced block.

    Attributes:
        start: number of its opening line, from 1.
        end: number of its closing line, or of the page's last.
        indent: what stands before the backticks.
        info: what follows them.
        closed: whether it is.
    """

    start: int
    end: int
    indent: str
    info: str
    closed: bool


@dataclass(frozen=True, eq=False)
class Page:
    """A Markdown file of docs/, as its author wrote it.

    Attributes:
        path: the file.
        where: the same from the root, for messages: docs/terms/lora.md.
        uri: the same from docs/: terms/lora.md.
        head: its YAML front matter, None where there is none.
        lines: all its lines, the head's too, so that line n is lines[n - 1].
    """

    path: Path
    where: str
    uri: str
    head: str | None
    lines: tuple[str, ...]

    @cached_property
    def body_at(self) -> int:
        """Number of the first line below the head."""
        return 1 if self.head is None else self.head.count("\n") + 3

    @cached_property
    def body(self) -> str:
        """The Markdown below the head."""
        return "\n".join(self.lines[self.body_at - 1 :])

    @cached_property
    def fences(self) -> list[Fence]:
        """All fences below the head, in order."""
        return find_fences(self.lines, self.body_at)

    @cached_property
    def prose(self) -> list[tuple[int, str]]:
        """The lines below the head that are in no fence, each with its number."""
        code = {n for f in self.fences for n in range(f.start, f.end + 1)}
        numbered = enumerate(self.lines[self.body_at - 1 :], start=self.body_at)
        return [(number, line) for number, line in numbered if number not in code]

    @cached_property
    def directives(self) -> list[tuple[int, str, str]]:
        """Line, kind and name of each directive."""
        found = ((n, DIRECTIVE.fullmatch(line.rstrip())) for n, line in self.prose)
        return [(n, match["kind"], match["name"]) for n, match in found if match]

    def named(self, kind: str) -> list[tuple[int, str]]:
        """Line and name of each directive of a kind."""
        return [(line, name) for line, k, name in self.directives if k == kind]

    @cached_property
    def asked(self) -> list[tuple[int, str]]:
        """Line and question of each prediction."""
        found = ((n, PREDICTION.fullmatch(line.rstrip())) for n, line in self.prose)
        return [(n, match["question"]) for n, match in found if match]

    @cached_property
    def predictions(self) -> dict[int, str]:
        """What a reader predicts, by the line of the script whose output answers it."""
        scripts = {line for line, _ in self.named("script")}
        return {line + 1: question for line, question in self.asked if line + 1 in scripts}

    @cached_property
    def headings(self) -> list[tuple[int, int, str]]:
        """Line, level and text of each heading."""
        found = ((n, re.match(r"(#{1,6}) +(.+?)\s*$", line)) for n, line in self.prose)
        return [(n, len(match[1]), match[2]) for n, match in found if match]

    @cached_property
    def questions(self) -> list[tuple[int, str]]:
        """Line and text of each heading below "Questions people ask"."""
        found, inside = [], False
        for line, level, text in self.headings:
            if level <= 2:
                inside = level == 2 and text == QUESTIONS
            elif inside and level == 3:
                found.append((line, text))
        return found

    def section(self, title: str) -> list[tuple[int, str]]:
        """Prose of a section of the second level, its heading excluded."""
        starts = [(n, text) for n, level, text in self.headings if level <= 2]
        ends = [n for n, _ in starts[1:]] + [len(self.lines) + 1]
        for (start, text), end in zip(starts, ends, strict=False):
            if text == title:
                return [(n, line) for n, line in self.prose if start < n < end]
        return []


def find_fences(lines: tuple[str, ...], first: int = 1) -> list[Fence]:
    """All fences from line `first` on; one that is never closed ends with the page.

    A fence ends as for the builder: at the same marks, as far in. Others end it at more of them
    too, so `check_page` wants no such line in it.
    """
    fences, number = [], first
    while number <= len(lines):
        match = FENCE.match(lines[number - 1])
        if match:
            closing = match["indent"] + match["marks"]
            end = number + 1
            while end <= len(lines) and lines[end - 1].rstrip() != closing:
                end += 1
            closed = end <= len(lines)
            info = match["info"].strip()
            end = min(end, len(lines))
            fences.append(Fence(number, end, match["indent"], info, closed))
            number = end
        number += 1
    return fences


@lru_cache(16 * MANY)  # a page has about so many headings
def anchor_of(heading: str) -> str:
    """The id of a heading that stands once on its page, as Python-Markdown makes it."""
    plain = re.sub(r"[`*]|\[([^]]*)\]\([^)]*\)", r"\1", heading)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    bare = re.sub(r"[^\w\s-]", "", ascii_only).strip().lower()
    return re.sub(r"[-\s]+", "-", bare)


def split_head(text: str) -> tuple[str | None, str]:
    """Split a page into its YAML head (None where there is none) and its body."""
    match = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*\n", text, re.DOTALL)
    return (match[1], text[match.end() :]) if match else (None, text)


@per_file
def read_page(path: Path, root: Path) -> Page:
    """Read a page.

    Raises:
        ProblemsFound: if it cannot be read.
    """
    text = read_text(path, root)
    return Page(
        path,
        shown_path(path, root),
        path.relative_to(root / "docs").as_posix(),
        split_head(text)[0],
        tuple(text.split("\n")),
    )


@lru_cache(MANY)
def page_problems(page: Page) -> tuple[Problem, ...]:
    """What breaks the rules of a page's form."""
    return tuple(check_page(page))


def check_page(page: Page) -> Iterator[Problem]:
    """Rules of a page's form: all code comes from scripts, directives stand alone."""
    if not page.body.strip():
        yield Problem(page.where, 1, "is empty: write it, or remove it from docs/")
    if page.head is not None and not page.uri.startswith("terms/"):  # a term's is read by its model
        try:
            Head(page.head, page.where, 2).validate(PageHead)
        except ProblemsFound as wrong:
            yield from wrong.problems
    for fence in page.fences:
        if not fence.closed:
            yield Problem(page.where, fence.start, "this block is never closed")
        if fence.info not in LANGUAGES:
            yield Problem(
                page.where,
                fence.start,
                f"a block of {quote(fence.info)}: code and outputs come from snippets/: write "
                f"<!-- script: slug/claim -->; else name one of {', '.join(LANGUAGES)}",
            )
        for number in range(fence.start + 1, fence.end + (not fence.closed)):
            if MARKS.match(page.lines[number - 1]):
                message = "some readers end the block here: end it with the marks it begins with"
                yield Problem(page.where, number, message)
    for number, line in enumerate(page.lines, start=1):
        if re.match(r"(<{7}|>{7})( |$)", line):
            yield Problem(page.where, number, "a merge stopped here: choose, and remove the marks")
        if UNSEEN.search(line):
            yield Problem(page.where, number, "holds a character that nobody sees: remove it")
    for number, line in page.prose:
        bare = CODE.sub("", line)
        if "`" in bare.replace(r"\`", ""):
            message = "code in a sentence goes over the end of this line: keep it on one"
            yield Problem(page.where, number, message)
        if REFERENCE.match(line):
            message = "an address apart from its link: write [words](address) where it stands"
            yield Problem(page.where, number, message)
        whole = DIRECTIVE.fullmatch(line.rstrip()) or PREDICTION.fullmatch(line.rstrip())
        if ALMOST.search(bare) and not whole:
            yield Problem(
                page.where,
                number,
                "write it alone on its line, as <!-- script: slug/claim -->, "
                "<!-- picture: name -->, <!-- glossary: name -->, <!-- calculator: name -->, "
                "<!-- tokens: name -->, <!-- live: name -->, <!-- program: folder/name -->, "
                "<!-- models: gpt2, gpt2-xl | parameters --> or <!-- predict: a question? -->",
            )
    for number, question in page.asked:
        if number + 1 not in page.predictions:
            message = "asks about no output: write it right above a <!-- script: slug/claim -->"
            yield Problem(page.where, number, message)
        if (words := len(question.split())) > LONGEST_QUESTION:
            message = f"a question of {words} words: ask it in {LONGEST_QUESTION}"
            yield Problem(page.where, number, message)
    if (number := unclosed(page.prose)) and not ALMOST.search(page.lines[number - 1]):
        message = "a comment that is not closed hides what follows: end it with -->"
        yield Problem(page.where, number, message)
    for number, tag in refused(page.prose):
        message = f"{quote(tag)}: a page is Markdown: {BY_OTHER_WAYS}"
        yield Problem(page.where, number, message)


def way_of(uri: str) -> str:
    """A page's address from that of the site: terms/lora/; empty for the home page."""
    bare = uri.removesuffix(".md")
    return f"{bare}/".removesuffix("index/")


def way_to(target: str, uri: str) -> str:
    """The relative address of what stands at `target` on the site, from a page of docs/."""
    return posixpath.relpath(target, way_of(uri) or ".")


def refused(prose: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Line and text of HTML that must not be; what is in backticks is text."""
    text = without_code(prose)
    for match in REFUSED.finditer(text):
        yield prose[text.count("\n", 0, match.start())][0], " ".join(match[0].split())


def unclosed(prose: list[tuple[int, str]]) -> int:
    """Line of the first comment that does not end before another one or the page does, or 0."""
    text = without_code(prose)
    match = UNCLOSED.search(text)
    return prose[text.count("\n", 0, match.start())][0] if match else 0


def without_code(prose: list[tuple[int, str]]) -> str:
    """The text of some lines, with blanks for what is in backticks."""
    text = "\n".join(line for _, line in prose)
    return CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
