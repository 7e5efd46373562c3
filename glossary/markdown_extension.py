"""Python-Markdown extension: what the site adds to a page's Markdown.

A term's page gets its lead, sources and related terms from its front matter; the first mention
of another term becomes a link with its summary; outputs are marked as such; formulas become
MathML. It is an extension of Python-Markdown and not a MkDocs plugin so that any builder that
reads mkdocs.yml gives the same pages.
"""

from __future__ import annotations

import html
import re
import time
import xml.etree.ElementTree as etree
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import ClassVar

from latex2mathml.converter import convert
from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from glossary import DIRECTIVE, ROOT
from glossary.fences import find_fences
from glossary.guard import OUTPUT_CLASS
from glossary.lists import LISTS, link_to
from glossary.names import Names
from glossary.problems import Problem, ProblemsFound
from glossary.terms import TERMS_FOLDER, Term, load_terms

LIST_LINE = re.compile(r"^<!-- *glossary: *([a-z-]+) *-->\s*$")
NO_LINKS_IN = {"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "button"}
NO_LINKS_CLASS = {"arithmatex", "sources", "related", "term-meta", "no-term-links"}


class TermCache:
    """The terms, read again when a page in docs/terms/ has changed.

    A build asks for each page; the files are looked at again after a second, or when MkDocs
    begins a build (`forget`), so that a thousand pages do not look at a thousand files each.
    """

    CHECK_AFTER = 1.0  # seconds
    _all: ClassVar[dict[Path, TermCache]] = {}

    def __init__(self, root: Path):
        self.root = root
        self.terms: list[Term] = []
        self.names = Names([])
        self._stamp: object = None
        self._looked = float("-inf")

    @classmethod
    def of(cls, root: Path) -> TermCache:
        """The one cache of a root: each page's Markdown shares it."""
        return cls._all.setdefault(root, cls(root))

    @classmethod
    def forget(cls) -> None:
        """Look at the files again at the next call."""
        for cache in cls._all.values():
            cache._looked = float("-inf")

    def __call__(self) -> list[Term]:
        if time.monotonic() - self._looked < self.CHECK_AFTER:
            return self.terms
        stamp = [
            (path, path.stat().st_mtime_ns, path.stat().st_size)
            for path in sorted((self.root / TERMS_FOLDER).glob("*.md"))
        ]
        if stamp != self._stamp:
            self.terms, self._stamp = load_terms(self.root), stamp
            self.names = Names(self.terms)
        self._looked = time.monotonic()
        return self.terms


class GlossaryExtension(Extension):
    """Registers the processors below.

    Args:
        root: the folder whose docs/terms/ holds the terms.
        repository: owner/name on GitHub.
    """

    def __init__(self, **options):
        self.config = {
            "root": [str(ROOT), "folder that holds docs/ and snippets/"],
            "repository": ["", "owner/name, put for {repository} in pages"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:
        terms = TermCache.of(Path(self.getConfig("root")))
        # Before includes are expanded (32), so that a fence still names its script.
        page = PageProcessor(md, terms, self.getConfig("repository"))
        md.preprocessors.register(page, "glossary-page", 36)
        # After white space is normalized (30), before fences (25) and HTML blocks (20).
        md.preprocessors.register(DiagramProcessor(md), "glossary-diagrams", 29)
        # After everything is HTML (raw_html is 30).
        md.postprocessors.register(PlainTokens(md), "glossary-tokens", 5)
        # After arithmatex has marked the formulas, which it does inline.
        md.treeprocessors.register(MathProcessor(md), "glossary-math", 5)
        md.treeprocessors.register(TableFrames(md), "glossary-tables", 4)
        # After material.extensions.preview (0), before MkDocs resolves links (0, added last).
        md.treeprocessors.register(TermLinks(md, page), "glossary-links", 0)


class PageProcessor(Preprocessor):
    """Writes what comes from front matter into the page, and marks its outputs."""

    def __init__(self, md: Markdown, terms: TermCache, repository: str):
        super().__init__(md)
        self.terms = terms
        self.repository = repository
        self.term: Term | None = None
        self.lists_terms = False

    def run(self, lines: list[str]) -> list[str]:
        name = self.repository.rpartition("/")[2]
        lines = [
            line.replace("{repository}", self.repository).replace(
                "{repository-name}", name
            )
            for line in mark_fences(lines)
        ]
        self.term = term = find_term(lines, self.terms())
        if term:
            at = next(i for i, line in enumerate(lines) if line.startswith("# ")) + 1
            by_slug = {one.slug: one for one in self.terms()}
            lines = [
                *lines[:at],
                *head_of(term),
                *lines[at:],
                *foot_of(term, by_slug),
            ]
        result = []
        self.lists_terms = any(LIST_LINE.match(line) for line in lines)
        up = way_to_docs(self.md)
        for line in lines:
            match = LIST_LINE.match(line)
            if match and match[1] not in LISTS:
                raise ValueError(
                    f"<!-- glossary: {match[1]} -->: no list of that name: "
                    f"write one of {', '.join(LISTS)}"
                )
            result += LISTS[match[1]](self.terms(), up) if match else [line]
        return result


def find_term(lines: list[str], terms: Iterable[Term]) -> Term | None:
    """The term whose page this is: the one that its first heading names."""
    heading = next((line[2:].strip() for line in lines if line.startswith("# ")), None)
    return next((term for term in terms if term.term == heading), None)


def mark_fences(lines: list[str]) -> list[str]:
    """Give each embedded script its file name as a title, each output its class."""
    lines = list(lines)
    fences = find_fences(lines)
    for fence in fences:
        if fence.info == "python" and fence.include:
            name = PurePosixPath(fence.include).name
            rest = f'{{ .python title="{name}" }}'
            lines[fence.start] = lines[fence.start].rstrip()[: -len("python")] + rest
    inside = {i for f in fences for i in range(f.start, f.end + 1)}
    for index, line in enumerate(lines):
        if line.strip() != DIRECTIVE or index in inside:
            continue
        lines[index] = ""
        fence = next((f for f in fences if f.start > index), None)
        if fence and fence.info == "text":
            rest = f'{{ .text .{OUTPUT_CLASS} .no-copy title="Output" }}'
            lines[fence.start] = lines[fence.start].rstrip()[: -len("text")] + rest
    return lines


def head_of(term: Term) -> list[str]:
    """What stands under the heading: expansion, lead, other names, group, level."""
    lines = [""]
    if term.expansion:
        lines += [f"{escape(term.expansion)}", "{: .term-expansion }", ""]
    lines += [escape(term.summary), "{: .term-lead }", ""]
    meta = [f"{term.group} · {term.level}"]
    if term.aliases:
        meta.insert(0, "Also called " + ", ".join(map(escape, term.aliases)))
    return [*lines, " · ".join(meta), "{: .term-meta }", ""]


def foot_of(term: Term, by_slug: dict[str, Term]) -> list[str]:
    """Sources and related terms."""
    lines = ["", "## Sources", "", '<div class="sources" markdown="1">', ""]
    for source in term.sources:
        lines += [
            f"- [{escape(source.title)}]({source.url}), {escape(source.authors)}, "
            f"{source.year}. Supports: {source.supports}"
        ]
    lines += ["", "</div>"]
    if term.related:
        lines += ["", "## Related terms", "", '<div class="related" markdown="1">', ""]
        for slug in term.related:
            other = by_slug[slug]
            lines.append(f"- [{escape(other.term)}]({slug}.md): {other.summary}")
        lines += ["", "</div>"]
    return lines


def escape(text: str) -> str:
    """Text from front matter, with what Markdown would read as markup escaped."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", text)


class DiagramProcessor(Preprocessor):
    """Keeps inline SVG away from Markdown, which would mark up its text."""

    def run(self, lines: list[str]) -> list[str]:
        result, svg = [], None
        fenced = {i for f in find_fences(lines) for i in range(f.start, f.end + 1)}
        for index, line in enumerate(lines):
            if svg is None and index not in fenced and line.startswith("<svg"):
                svg = []
            if svg is None:
                result.append(line)
                continue
            svg.append(line)
            if "</svg>" in line:
                figure = (
                    '<figure class="diagram" data-search-exclude>'
                    + "\n".join(svg)
                    + "</figure>"
                )
                result += ["", self.md.htmlStash.store(figure), ""]
                svg = None
        return result + (svg or [])


class PlainTokens(Postprocessor):
    """Makes blocks of code lighter, and keeps them out of the search.

    Names, operators, punctuation and spaces are most of a script's tokens and have no color of
    their own; without a <span> for each, a page has half the elements. The search finds the
    headings and sentences around a script; its lines would only hide them.
    """

    TOKEN = re.compile(r'<span class="(?:n|o|p|w)">([^<]*)</span>')
    BLOCK = re.compile(r'<div class="(language-\w+ (?:output )?(?:no-copy )?highlight)')

    def run(self, text: str) -> str:
        text = self.TOKEN.sub(r"\1", text)
        return self.BLOCK.sub(r'<div data-search-exclude class="\1', text)


class MathProcessor(Treeprocessor):
    """Turns formulas, as pymdownx.arithmatex marks them, into MathML."""

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            if element.get("class") != "arithmatex":
                continue
            marked = "".join(element.itertext()).strip()
            block = marked.startswith("\\[")
            latex = marked[2:-2].strip()
            element[:] = []
            try:
                mathml = to_mathml(latex, block)
            except ValueError as error:
                raise ProblemsFound([self.problem(latex, str(error))]) from None
            element.text = self.md.htmlStash.store(mathml)
            if block:
                # A long formula scrolls by itself, and by keyboard.
                element.set("tabindex", "0")
                element.set("role", "group")
                element.set("aria-label", "formula")

    def problem(self, latex: str, message: str) -> Problem:
        """Place of a formula, as far as MkDocs tells which page this is."""
        try:
            file = self.md.treeprocessors["relpath"].file
        except (KeyError, AttributeError):
            return Problem("page", 1, message)
        lines = Path(file.abs_src_path).read_text(encoding="utf-8").split("\n")
        first = latex.split("\n")[0].strip()
        line = next((i for i, text in enumerate(lines, 1) if first in text), 1)
        return Problem(f"docs/{file.src_uri}", line, message)


def to_mathml(latex: str, block: bool) -> str:
    """MathML of a formula, with its LaTeX as what copying or an old reader gives.

    Raises:
        ValueError: if the formula cannot be read.
    """
    bare = re.sub(r"\\[{}]", "", latex)
    if bare.count("{") != bare.count("}"):
        raise ValueError(f"formula cannot be read (braces do not match): {latex}")
    try:
        mathml = convert(latex, display="block" if block else "inline")
    except Exception as error:
        raise ValueError(
            f"formula cannot be read ({type(error).__name__}): {latex}"
        ) from error
    # The converter shows a command that it does not know as a word.
    if unknown := re.search(r">(\\[A-Za-z]+)<", mathml):
        raise ValueError(f"formula cannot be read (unknown {unknown[1]}): {latex}")
    alt = html.escape(" ".join(latex.split()), quote=True)
    return mathml.replace("<math ", f'<math alttext="{alt}" ', 1)


class TableFrames(Treeprocessor):
    """Puts each table into a frame that scrolls, by keyboard too.

    Material's script takes a table out of the page and puts it back in a frame that the keyboard
    does not reach. What follows a table has a style of its own, so that the browser would also
    style all of its parent anew.
    """

    FRAME: ClassVar = {
        "class": "table",
        "role": "group",
        "aria-label": "Table",
        "tabindex": "0",
    }

    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(parent):
                if child.tag == "table" and not child.get("class"):
                    frame = etree.Element("div", self.FRAME)
                    frame.tail, child.tail = child.tail, None
                    frame.append(child)
                    parent[index] = frame


def way_to_docs(md: Markdown) -> str:
    """Way from the page's folder up to docs/, as far as MkDocs tells which page this is."""
    try:
        file = md.treeprocessors["relpath"].file
    except (KeyError, AttributeError):
        return ""
    return "../" * file.src_uri.count("/")


class TermLinks(Treeprocessor):
    """Links the first mention of each other term, with its summary as tooltip."""

    def __init__(self, md: Markdown, page: PageProcessor):
        super().__init__(md)
        self.page = page

    def run(self, root: etree.Element) -> None:
        if self.page.lists_terms:  # each term there is a link with its summary already
            return
        terms, own = self.page.terms(), self.page.term
        self.prefix = "" if own else f"{way_to_docs(self.md)}{Path(TERMS_FOLDER).name}/"
        self.open = {term.slug: term for term in terms if term is not own}
        self.by_href = {link_to(t, self.prefix): t for t in self.open.values()}
        self.names = self.page.terms.names
        self.visit(root)

    def visit(self, element: etree.Element) -> None:
        """Walk in reading order: own text, then each child and what follows it."""
        if element.tag == "a":
            self.adopt(element)
        classes = set((element.get("class") or "").split())
        if element.tag in NO_LINKS_IN or classes & NO_LINKS_CLASS:
            return
        index = 0
        if element.text and not isinstance(element.text, AtomicString):
            element.text, links = self.split(element.text)
            for offset, link in enumerate(links):
                element.insert(offset, link)
            index = len(links)
        while index < len(element):
            child = element[index]
            self.visit(child)
            index += 1
            if child.tail:
                child.tail, links = self.split(child.tail)
                for offset, link in enumerate(links):
                    element.insert(index + offset, link)
                index += len(links)

    def adopt(self, link: etree.Element) -> None:
        """A link that the author wrote to a term is that term's first mention."""
        term = self.by_href.get(link.get("href") or "")
        if term and self.open.pop(term.slug, None):
            decorate(link, term)

    def split(self, text: str) -> tuple[str, list[etree.Element]]:
        """Cut `text` at first mentions: the text before, and the links with their tails."""
        before, links, at = text, [], 0
        for start, end, term in self.names.find(text):
            if self.open.pop(term.slug, None) is None:
                continue
            link = etree.Element("a", {"href": link_to(term, self.prefix)})
            link.text = text[start:end]
            decorate(link, term)
            piece = text[at:start]
            if links:
                links[-1].tail = piece
            else:
                before = piece
            links.append(link)
            at = end
        if links:
            links[-1].tail = text[at:]
        return before, links


def decorate(link: etree.Element, term: Term) -> None:
    """Mark a link as a term's first mention; term-tips.js shows the title as a tooltip."""
    link.set("class", "term")
    link.set("title", term.summary)
    # Material's preview would show the same sentence a second time.
    link.attrib.pop("data-preview", None)


def makeExtension(**options) -> GlossaryExtension:
    """Entry point of Python-Markdown."""
    return GlossaryExtension(**options)
