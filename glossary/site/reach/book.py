"""All entries as an ePub 3, made from the prepared Markdown: to read on a phone or an e-reader.

Written with zipfile and ElementTree, which is less than the libraries for it ask for: what an ePub
is made of is a zip of XHTML. epubcheck judges the result. Scripts, outputs, formulas and mentions
are made as on the pages (finish.article); what only a browser or the site has is left out here.
"""

from __future__ import annotations

import functools
import html
import io
import itertools
import posixpath
import re
import subprocess
import uuid
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import markdown
import yaml

from glossary.content.content import Content
from glossary.content.order import GROUPS_FOLDER, in_group, slug_of
from glossary.content.pages import split_head, way_of
from glossary.content.problems import Problem, ProblemsFound
from glossary.content.terms import GROUPS
from glossary.site.finish import LINKED_DATA, article
from glossary.site.prepare import Prepared
from glossary.site.reach.markdown import title_of
from glossary.site.settings import FILE as SETTINGS
from glossary.site.settings import address_of, repository_of, settings_of

NAME = "glossary.epub"
STYLE = Path(__file__).with_name("book.css")
COLORS = "docs/assets/stylesheets/glossary.css"
INTRODUCTION = "Introduction"
DRAWING = "home"
"""The picture on the cover, by its name in docs/assets/diagrams/."""

XHTML, EPUB = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
MATHML = "http://www.w3.org/1998/Math/MathML"
PREFIXES = {EPUB: "epub", XLINK: "xlink", "http://www.w3.org/XML/1998/namespace": "xml"}
OWN_SETTINGS: dict[str, dict[str, Any]] = {
    "toc": {"permalink": False},
    "pymdownx.highlight": {"line_spans": "line"},  # a line that is broken hangs, see book.css
}
"""What Markdown's extensions do otherwise than for the site."""

VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}
WIDTHS = (40, 50, 60, 70, 80)
"""Columns of outputs for which book.css has a size of letters."""

INDENTS = 3
"""As many, of four columns, hang in book.css as deep as they are."""

EARLIEST = (1980, 1, 1, 0, 0, 0)

FOLD = "predict"
"""The class of an output that is folded below the question that it answers."""

TOOLS = re.compile(r'<div class="page-tools".*?</div>\s*', re.DOTALL)
EXCLUDED = re.compile(r'(<[a-z][^<>]*?) data-search-exclude(?:="[^"]*")?(?=[\s>])')
ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w*);")
ROOTED = re.compile(r'(?<=href=")/(?P<uri>[^"#?]+\.md)(?P<rest>[^"]*)(?=")')
COLOR = re.compile(r"var\(--g-([\w-]+)\)")
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
SCRIPT_TAG = re.compile(r"<script\b[^>]*>.*?</script>", re.DOTALL)


@dataclass(frozen=True)
class Edition:
    """Which state of the glossary a book holds.

    Attributes:
        day: of its newest change.
        commit: what git calls it; empty where there is no git.
    """

    day: date
    commit: str = ""

    @property
    def name(self) -> str:
        """As the title page says it."""
        day = f"{self.day.day} {self.day:%B %Y}"
        return f"Edition of {day}, version {self.commit}" if self.commit else f"Edition of {day}"


def edition_of(content: Content) -> Edition:
    """The commit that is checked out and its day; without git the newest day of docs/changes.yml.

    A version with a plus at its end has changes that are not committed.
    """
    days = [*content.changes.entries.values(), *(one.date for one in content.changes.corrections)]
    newest = max(days, default=date(1970, 1, 1))
    git = ["git", "-C", str(content.root)]
    try:
        inside = subprocess.run(
            [*git, "rev-parse", "--show-toplevel"], capture_output=True, text=True, check=True
        )
        if Path(inside.stdout.strip()).resolve() != content.root.resolve():
            return Edition(newest)
        said = subprocess.run(
            [*git, "log", "-1", "--format=%cs %h"], capture_output=True, text=True, check=True
        )
        changed = subprocess.run(
            [*git, "status", "--porcelain", "--untracked-files=no"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return Edition(newest)
    day, commit = said.stdout.split()
    return Edition(date.fromisoformat(day), commit + ("+" if changed.stdout else ""))


@dataclass
class Chapter:
    """A file of the book.

    Attributes:
        file: its path in the book.
        title: as the table of contents has it.
        body: what stands in its <body>, an element.
        kind: its epub:type.
        part: whether the chapters behind it stand below it in the table of contents.
    """

    file: str
    title: str
    body: ET.Element
    kind: str
    part: bool = False

    @property
    def properties(self) -> list[str]:
        """What the manifest must say of it."""
        spaces = {space_of(element) for element in self.body.iter()}
        return [name for space, name in ((MATHML, "mathml"), (SVG, "svg")) if space in spaces]


def book(made: Prepared, edition: Edition | None = None) -> bytes:
    """The book: the same bytes for the same tree and edition.

    Args:
        made: the prepared tree.
        edition: which one it is; without it, what git says.

    Raises:
        ProblemsFound: for a page that is no XML, or a formula that cannot be read.
    """
    content = made.content
    edition = edition or edition_of(content)
    files = files_in(made)
    chapters = list(chapters_of(made, files, edition))
    name = settings_of(content.root).get("site_name", "Glossary")
    packed = {
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": package(chapters, content, edition),
        "EPUB/nav.xhtml": navigation(chapters, name),
        "EPUB/book.css": STYLE.read_text("utf-8"),
        "EPUB/cover.svg": cover(content, edition),
    }
    for chapter in chapters:
        packed[f"EPUB/{chapter.file}"] = document(chapter)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        # Readers look for it at a fixed place in the file: first, and not compressed.
        archive.writestr(entry("mimetype", zipfile.ZIP_STORED), "application/epub+zip")
        for path, text in packed.items():
            archive.writestr(entry(path, zipfile.ZIP_DEFLATED), text)
    return written.getvalue()


def entry(path: str, compression: int) -> zipfile.ZipInfo:
    """A file of the zip: without a time, and readable by all."""
    made = zipfile.ZipInfo(path, EARLIEST)
    made.create_system, made.external_attr, made.compress_type = 3, 0o644 << 16, compression
    return made


# What the book holds


def files_in(made: Prepared) -> dict[str, str]:
    """Each page that the book has, by its path in docs/, and its file in the book, in order."""
    content = made.content
    order = ["index.md"]
    for group in GROUPS:
        members = in_group(content.terms, group, content.pages)
        if members:
            order += [f"{GROUPS_FOLDER}/{slug_of(group)}.md", *(term.uri for term in members)]
    order += ["questions.md", "a-z.md"]
    return {uri: uri.removesuffix(".md") + ".xhtml" for uri in order}


def chapters_of(made: Prepared, files: dict[str, str], edition: Edition) -> Iterator[Chapter]:
    """The chapters in order."""
    content = made.content
    yield Chapter("cover.xhtml", "Cover", cover_page(content), "cover")
    yield Chapter("about.xhtml", "About this book", about(content, edition), "titlepage")
    kinds = {"index.md": "introduction", "a-z.md": "index", "questions.md": "backmatter"}
    groups = {f"{GROUPS_FOLDER}/{slug_of(group)}.md": group for group in GROUPS}
    for uri, file in files.items():
        if uri in made.texts:
            body = body_of(made, uri, files)
            title = INTRODUCTION if uri == "index.md" else title_of(made.texts[uri])
        elif uri in groups:  # a group whose page is still to be written
            title = groups[uri]
            body = parsed(f"<h1>{html.escape(title)}</h1><p>{GROUPS[title]}</p>", uri)
        else:
            continue
        if uri in groups:
            yield Chapter(file, title, body, "part", part=True)
        else:
            yield Chapter(file, title, body, kinds.get(uri, "chapter"))


@functools.cache
def markdown_of(settings: Path) -> markdown.Markdown:
    """Python-Markdown as the site has it, without what needs MkDocs, or a pointer."""
    # It names functions (of slugs), as MkDocs lets it: this site's own file, no reader's.
    said = yaml.load(settings.read_text("utf-8"), Loader=yaml.UnsafeLoader)
    while "markdown_extensions" not in said and "INHERIT" in said:
        settings = settings.parent / said["INHERIT"]
        said = yaml.load(settings.read_text("utf-8"), Loader=yaml.UnsafeLoader)
    named = said.get("markdown_extensions", [])
    configs: dict[str, dict[str, Any]] = {}
    for one in named:
        for name, config in (one if isinstance(one, dict) else {one: {}}).items():
            if not name.startswith("material."):
                configs[name] = {**(config or {}), **OWN_SETTINGS.get(name, {})}
    return markdown.Markdown(extensions=list(configs), extension_configs=configs)


def body_of(made: Prepared, uri: str, files: dict[str, str]) -> ET.Element:
    """A page as an element of XHTML, with what a book needs.

    Raises:
        ProblemsFound: naming the page, if its HTML is no XML.
    """
    content = made.content
    here = way_of(uri) or "."

    def relative(link: re.Match[str]) -> str:
        way = posixpath.relpath(way_of(link["uri"]) or ".", here)
        return f"{way}/{link['rest']}"

    _, text = split_head(made.texts[uri])
    renderer = markdown_of(content.root / SETTINGS).reset()
    page = ROOTED.sub(relative, renderer.convert(text))
    page = article(page, uri, content)
    there = address_of(content.root) + way_of(uri)
    tool = f'<a class="on-site" href="{there}">something that computes</a>'
    page = FORM.sub(f"<p>Here the site has {tool}.</p>", page)
    page = SCRIPT_TAG.sub("", LINKED_DATA.sub("", TOOLS.sub("", page)))
    page = EXCLUDED.sub(r"\1", page)
    body = parsed(page, uri)
    mend(body, colors(content.root))
    keep_together(body)
    if uri == "index.md" and (heading := body.find(f"{{{XHTML}}}h1")) is not None:
        heading.text = INTRODUCTION
    for link in body.iter(f"{{{XHTML}}}a"):
        if (href := link.get("href")) and link.get("class") != "on-site":
            link.set("href", led(href, uri, files, content))
    for link in body.iter(f"{{{SVG}}}a"):
        href = f"{{{XLINK}}}href"
        link.set(href, led(link.get(href, ""), uri, files, content))
    if term := next((one for one in content.terms if one.uri == uri), None):
        said = dated(content, term.slug, there)
        heads = ("h1", "term-expansion", "term-lead", "term-meta")
        at = [i for i, one in enumerate(body) if {local(one), one.get("class")} & {*heads}]
        body.insert(max(at, default=-1) + 1, said)
    return body


def dated(content: Content, slug: str, there: str) -> ET.Element:
    """When an entry came, when it was corrected last, and where it is on the site."""
    parts = []
    if came := content.changes.entries.get(slug):
        parts.append(f"Entry of {came}")
    if corrected := [one.date for one in content.changes.corrections if one.term == slug]:
        parts.append(f"last corrected on {max(corrected)}")
    made = ET.Element(f"{{{XHTML}}}p", {"class": "term-meta"})
    made.text = ", ".join(parts) + (". " if parts else "") + "On the site: "
    link = ET.SubElement(made, f"{{{XHTML}}}a", {"href": there})
    link.text = there.removeprefix("https://")
    return made


def led(href: str, uri: str, files: dict[str, str], content: Content) -> str:
    """Where a link of a page leads from its file in the book: inside where that has the page."""
    address = address_of(content.root)
    there, hash_, anchor = urljoin(address + way_of(uri), href).partition("#")
    if not there.startswith(address):
        return href
    way = there.removeprefix(address)
    inside = {way_of(one): file for one, file in files.items()}
    if way not in inside:
        return there + hash_ + anchor
    here = posixpath.dirname(files[uri]) or "."
    file = posixpath.relpath(inside[way], here)
    return hash_ + anchor if inside[way] == files[uri] and anchor else file + hash_ + anchor


# HTML as XML


def parsed(page: str, uri: str) -> ET.Element:
    """HTML as a <section> of XHTML.

    Raises:
        ProblemsFound: naming the page, if it is no XML.
    """
    text = ENTITY.sub(lambda match: html.unescape(match[0]), page)
    try:
        return ET.fromstring(
            f'<section xmlns="{XHTML}" xmlns:xlink="{XLINK}" xmlns:epub="{EPUB}">{text}</section>'
        )
    except ET.ParseError as error:
        line = text.split("\n")[error.position[0] - 1]
        near = " ".join(line[max(0, error.position[1] - 60) : error.position[1] + 20].split())
        message = f"its HTML is no XML near {near!r}: close each element there, for the book"
        raise ProblemsFound([Problem(f"docs/{uri}", 1, message)]) from None


def local(element: ET.Element) -> str:
    """The name of an element, without its namespace."""
    return str(element.tag).rpartition("}")[2]


def space_of(element: ET.Element) -> str:
    """The namespace of an element."""
    return str(element.tag)[1:].partition("}")[0]


@functools.cache
def colors(root: Path) -> dict[str, str]:
    """The site's colors in its light theme, by name: many e-readers know no variables of CSS."""
    text = (root / COLORS).read_text("utf-8").split("@media", 1)[0]
    return dict(re.findall(r"--g-([\w-]+):\s*(#[0-9a-f]{3,8});", text))


def colored(text: str, palette: dict[str, str]) -> str:
    """A text with colors in place of their names.

    Raises:
        ValueError: for one that the style sheet does not have.
    """
    if missing := {match[1] for match in COLOR.finditer(text)} - palette.keys():
        raise ValueError(f"{COLORS} has no --g-{min(missing)}: name the color there")
    return COLOR.sub(lambda match: palette[match[1]], text)


def mend(body: ET.Element, palette: dict[str, str]) -> None:
    """Change what a book has otherwise than a page, in place."""
    for element in list(body.iter()):
        for name, value in list(element.attrib.items()):
            if name.startswith("data-"):
                del element.attrib[name]
            elif "var(" in value:
                element.set(name, colored(value, palette))
        kind, classes = local(element), element.get("class", "").split()
        if kind == "svg" and space_of(element) == SVG:
            painted(element, palette)
        elif kind == "a":
            element.attrib.pop("title", None)  # the summary: it would be read out each time
        elif kind == "pre":
            lined(element)
        elif "tabbed-set" in classes:
            untabbed(element)
        elif kind == "details":
            unfolded(element)


def keep_together(body: ET.Element) -> None:
    """A heading and the picture below it as one, which begins a page where the last has no room."""
    headings = {"h2", "h3"}
    for above, below in list(itertools.pairwise(body)):
        if local(above) in headings and local(below) == "figure":
            held = ET.Element(f"{{{XHTML}}}div", {"class": "together"})
            body[list(body).index(above)] = held
            body.remove(below)
            held.extend((above, below))


def painted(svg: ET.Element, palette: dict[str, str]) -> None:
    """A picture that is seen on any ground, black too, and has letters as wide as it counts on."""
    paper = colored("var(--g-paper)", palette)
    left, top, width, height = re.split(r"[\s,]+", (svg.get("viewBox") or "0 0 520 300").strip())
    ground = {"x": left, "y": top, "width": width, "height": height, "fill": paper}
    at = sum(local(child) in ("title", "desc") for child in svg)
    svg.insert(at, ET.Element(f"{{{SVG}}}rect", ground))
    svg.set("font-family", "Helvetica, Arial, sans-serif")


def lined(block: ET.Element) -> None:
    """A block of code whose class says how many columns it has: outputs are made to fit."""
    columns = max(map(len, "".join(block.itertext()).split("\n")))
    block.set("class", f"columns-{next((n for n in WIDTHS if columns <= n), WIDTHS[-1])}")
    for line in block.iter(f"{{{XHTML}}}span"):
        if line.get("id", "").startswith("line-"):
            text = "".join(line.itertext())
            indent = min(INDENTS, (len(text) - len(text.lstrip())) // 4)
            line.attrib = {"class": f"line indent-{indent}" if indent else "line"}


def untabbed(tabs: ET.Element) -> None:
    """Tabs as what they hold, one below the other, each with its label before it."""
    labels = [
        "".join(label.itertext()).strip()
        for label in tabs.iter(f"{{{XHTML}}}label")
    ]  # fmt: skip
    blocks = [one for one in tabs.iter() if "tabbed-block" in one.get("class", "").split()]
    tabs[:] = []
    tabs.attrib = {"class": "tabs"}
    for label, block in zip(labels, blocks, strict=True):
        ET.SubElement(tabs, f"{{{XHTML}}}p", {"class": "tab"}).text = label
        tabs.extend(block)


def unfolded(fold: ET.Element) -> None:
    """What a fold holds, below its first line: not every e-reader can open one."""
    fold.tag = f"{{{XHTML}}}div"
    fold.attrib.pop("open", None)
    for line in fold.iterfind(f"{{{XHTML}}}summary"):
        line.tag = f"{{{XHTML}}}p"
        if fold.get("class") == FOLD:
            line[0].text = "Predict, then read on:"


def xml(element: ET.Element, inside: str = "") -> str:
    """An element as text: each vocabulary without a prefix, as readers know it.

    Args:
        element: of XHTML, SVG or MathML.
        inside: the namespace of the element around it.
    """
    space, name = space_of(element), local(element)
    given = [] if space == inside else [f'xmlns="{space}"']
    for key, value in element.attrib.items():
        prefix, _, rest = key.rpartition("}")
        written = f"{PREFIXES[prefix[1:]]}:{rest}" if prefix else key
        given.append(f'{written}="{html.escape(value)}"')
        if prefix[1:] == XLINK:
            given.append(f'xmlns:xlink="{XLINK}"')
    start = " ".join([name, *given])
    held = html.escape(element.text or "", quote=False)
    for child in element:
        held += xml(child, space) + html.escape(child.tail or "", quote=False)
    if not held and (space != XHTML or name in VOID):
        return f"<{start}/>"
    return f"<{start}>{held}</{name}>"


# The files of a book

CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>\
</rootfiles>
</container>
"""

ROLES = {"chapter", "part", "introduction", "index"}
"""The kinds of which ARIA has a role, `doc-` before it."""


def document(chapter: Chapter) -> str:
    """A chapter as a file."""
    chapter.body.set(f"{{{EPUB}}}type", chapter.kind)
    if chapter.kind in ROLES:
        chapter.body.set("role", f"doc-{chapter.kind}")
    if chapter.kind != "cover":
        chapter.body.set("aria-label", chapter.title)
    up = "../" * chapter.file.count("/")
    return page(chapter.title, xml(chapter.body, XHTML), up)


def page(title: str, body: str, up: str = "") -> str:
    """A file of XHTML."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="{XHTML}" xmlns:epub="{EPUB}" lang="en" xml:lang="en">\n<head>\n'
        f"<title>{html.escape(title)}</title>\n"
        f'<link rel="stylesheet" type="text/css" href="{up}book.css"/>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def about(content: Content, edition: Edition) -> ET.Element:
    """The title page: what it is, which edition, how to read it, license."""
    settings = settings_of(content.root)
    name, address = settings.get("site_name", "Glossary"), address_of(content.root)
    repository = f"https://github.com/{repository_of(content.root)}"
    described = " ".join(settings.get("site_description", "").split())
    return parsed(
        f'<h1>{html.escape(name)}</h1><p class="term-lead">{html.escape(described)}</p>'
        f"<p>{edition.name}. {len(content.terms)} entries.</p>"
        "<p>Each script stands here as it was run, and what stands below it under "
        "<em>Output</em> is what it printed then. Copied into an empty file it runs again; some "
        "readers break long lines on the screen only. A script in NumPy and a script in PyTorch "
        "one after the other print the same.</p>"
        "<p>Pictures have a description that a screen reader reads out. Formulas are MathML. "
        "Links to entries lead to them in this book; labs, models and calculators are on the "
        f'site: <a href="{address}">{address.removeprefix("https://")}</a>.</p>'
        '<p>Text and pictures: <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0'
        '</a>. Code: <a href="https://opensource.org/license/mit">MIT</a>. An error? Please '
        f'<a href="{repository}/issues">report it</a>.</p>',
        "index.md",
    )


def cover(content: Content, edition: Edition) -> str:
    """The picture on the cover: the name of the site above the drawing of its home page."""
    name = settings_of(content.root).get("site_name", "Glossary")
    parts = []
    if DRAWING in content.pictures:
        drawing = content.pictures[DRAWING]
        # Its own title and description would be read out inside of the cover's.
        drawing = re.sub(r"<(title|desc)\b.*?</\1>\s*", "", drawing, flags=re.DOTALL)
        inside = drawing.partition(">")[2].rpartition("</svg>")[0]
        size = re.search(r'viewBox="([^"]+)"', drawing)
        box = size[1] if size else "0 0 520 330"
        parts.append(
            f'<svg x="70" y="560" width="1060" height="680" viewBox="{box}">{inside}</svg>'
        )
    lines = in_lines(name, 16)
    top = 300 - 60 * (len(lines) - 2)
    title = [
        f'<text x="600" y="{top + 116 * at}" font-size="96" font-weight="700" '
        f'text-anchor="middle" fill="var(--g-ink)" font-family="Georgia, serif">'
        f"{html.escape(line)}</text>"
        for at, line in enumerate(lines)
    ]
    return colored(
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<svg xmlns="{SVG}" viewBox="0 0 1200 1600" width="1200" height="1600" '
        'font-family="Helvetica, Arial, sans-serif" role="img" aria-labelledby="cover-title">\n'
        f'<title id="cover-title">{html.escape(name)}</title>\n'
        f'<rect width="1200" height="1600" fill="var(--g-paper)"/>\n'
        f'<rect width="1200" height="28" fill="var(--g-link)"/>\n'
        + "\n".join([*title, *parts])
        + f'\n<text x="600" y="1400" font-size="44" text-anchor="middle" fill="var(--g-muted)">'
        f"{len(content.terms)} entries, with scripts that run as copied</text>\n"
        f'<text x="600" y="1470" font-size="44" text-anchor="middle" fill="var(--g-muted)">'
        f"{edition.day.day} {edition.day:%B %Y}</text>\n</svg>\n",
        colors(content.root),
    )


def in_lines(words: str, width: int) -> list[str]:
    """Words in lines of at most so many letters."""
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + len(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def cover_page(content: Content) -> ET.Element:
    """The page on which the cover stands."""
    name = settings_of(content.root).get("site_name", "Glossary")
    shown = (
        f'<img src="cover.svg" alt="Cover: {html.escape(name)}" class="cover" role="doc-cover"/>'
    )
    return parsed(shown, "index.md")


def navigation(chapters: list[Chapter], name: str) -> str:
    """The table of contents: the groups, and below each its entries."""
    lines, open_ = [], False
    for chapter in chapters:
        link = f'<a href="{chapter.file}">{html.escape(chapter.title)}</a>'
        if chapter.kind == "cover":
            continue
        inside = open_ and chapter.kind == "chapter"
        if open_ and not inside:
            lines.append("</ol></li>")
            open_ = False
        if chapter.part:
            lines.append(f"<li>{link}<ol>")
            open_ = True
        else:
            lines.append(f"<li>{link}</li>")
    lines += ["</ol></li>"] if open_ else []
    first = next((one for one in chapters if one.kind in ("introduction", "part")), chapters[-1])
    marks = [("toc", "nav.xhtml", "Contents"), ("bodymatter", first.file, "Start")]
    marks += [("index", one.file, one.title) for one in chapters if one.kind == "index"]
    landmarks = "".join(
        f'<li><a epub:type="{kind}" href="{file}">{html.escape(title)}</a></li>'
        for kind, file, title in marks
    )
    return page(
        name,
        '<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-title">\n'
        '<h1 id="toc-title">Contents</h1>\n<ol>\n' + "\n".join(lines) + "\n</ol>\n</nav>\n"
        '<nav epub:type="landmarks" hidden="hidden" aria-label="Landmarks">\n'
        f"<ol>{landmarks}</ol>\n</nav>",
    )


ACCESS = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual"),
    ("accessModeSufficient", "textual,visual"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "longDescription"),
    ("accessibilityFeature", "MathML"),
    ("accessibilityFeature", "describedMath"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityFeature", "index"),
    ("accessibilityHazard", "none"),
    (
        "accessibilitySummary",
        "Text flows and takes any size and font. Each picture has a title and a description of all "
        "that it shows. Formulas are MathML with their LaTeX as alternative text. Code is text. "
        "The table of contents lists groups and entries; an index lists all names.",
    ),
)
"""What is said of the book by the vocabulary of schema.org."""


def package(chapters: list[Chapter], content: Content, edition: Edition) -> str:
    """The package document: what the book is, its files, their order."""
    settings, address = settings_of(content.root), address_of(content.root)
    name = settings.get("site_name", "Glossary")
    said = " ".join(settings.get("site_description", "").split())
    version = f" ({edition.commit})" if edition.commit else ""
    own = uuid.uuid5(uuid.NAMESPACE_URL, address)
    metadata = [
        f'<dc:identifier id="id">urn:uuid:{own}</dc:identifier>',
        f"<dc:title>{html.escape(name)}</dc:title>",
        "<dc:language>en</dc:language>",
        f"<dc:creator>{html.escape(name)} contributors</dc:creator>",
        f"<dc:publisher>{html.escape(name)}</dc:publisher>",
        f"<dc:date>{edition.day}</dc:date>",
        f"<dc:description>{html.escape(said)}</dc:description>",
        f"<dc:source>{address}</dc:source>",
        "<dc:rights>Text and pictures: CC BY 4.0. Code: MIT.</dc:rights>",
        *(f"<dc:subject>{one}</dc:subject>" for one in ("Large language models", "Glossaries")),
        f'<meta property="dcterms:modified">{edition.day}T00:00:00Z</meta>',
        f'<meta property="schema:version">{edition.day}{version}</meta>',
        '<link rel="dcterms:license" href="https://creativecommons.org/licenses/by/4.0/"/>',
        *(f'<meta property="schema:{key}">{value}</meta>' for key, value in ACCESS),
    ]
    items = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="style" href="book.css" media-type="text/css"/>',
        '<item id="cover-image" href="cover.svg" media-type="image/svg+xml" '
        'properties="cover-image"/>',
    ]
    spine = []
    for chapter in chapters:
        name_of = re.sub(r"[^\w-]", "-", chapter.file.removesuffix(".xhtml"))
        found = f' properties="{" ".join(chapter.properties)}"' if chapter.properties else ""
        items.append(
            f'<item id="{name_of}" href="{chapter.file}" '
            f'media-type="application/xhtml+xml"{found}/>'
        )
        spine.append(f'<itemref idref="{name_of}"/>')
        if chapter.kind == "titlepage":
            spine.append('<itemref idref="nav"/>')
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        'xml:lang="en" prefix="schema: http://schema.org/">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        + "\n".join(metadata)
        + "\n</metadata>\n<manifest>\n"
        + "\n".join(items)
        + "\n</manifest>\n<spine>\n"
        + "\n".join(spine)
        + "\n</spine>\n</package>\n"
    )
