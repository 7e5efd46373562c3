"""The book: what an ePub must have, and on its pages what the site has, links inside of it."""

from __future__ import annotations

import io
import posixpath
import re
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest

from glossary import ROOT
from glossary.content.claims import claims_on
from glossary.content.problems import ProblemsFound
from glossary.site.prepare import before
from glossary.site.reach.book import (
    COLORS,
    NAME,
    SVG,
    XHTML,
    XLINK,
    Edition,
    book,
    edition_of,
)
from tests.support.project import CODE, SHOWN, WIDGET
from tools import offline

EDITION = Edition(date(2026, 11, 28), "abc1234")
OPF = "{http://www.idpf.org/2007/opf}"
SHEET = ":root {\n  --g-ink: #111111;\n  --g-paper: #fefefe;\n  --g-muted: #555555;\n"
SHEET += "  --g-link: #0000aa;\n}\n@media screen {\n  --g-ink: #eeeeee;\n}\n"
PICTURE = (
    '<svg class="diagram" viewBox="0 0 520 9" xmlns="http://www.w3.org/2000/svg" role="img" '
    'aria-labelledby="widget-title widget-desc"><title id="widget-title">A widget</title>\n'
    '<desc id="widget-desc">It is round &amp; red.</desc>\n'
    '<text x="1" y="1" fill="var(--g-ink)">round</text>\n</svg>\n'
)
MORE = """
## Picture

<!-- picture: widget -->

A token is $p_i < 1$ &mdash; see [tokens](token.md), [the code](#in-code) and [home](../index.md),
and [how to use it](../other.md); <a href="https://arxiv.org/abs/1">a paper</a>.
An `a < b && c` stays.

=== "NumPy"

    One.

=== "PyTorch"

    Two.

| a | b |
|--:|---|
| 1 | 2 |
"""


@pytest.fixture
def larger(project):
    """A project whose page has all that a page may have."""
    project.write(COLORS, SHEET)
    project.write("docs/assets/diagrams/widget.svg", PICTURE)
    project.write("docs/other.md", "# Other\n\nText.\n")
    project.edit(WIDGET, "## Questions", f"{MORE}\n## Questions")
    return project


def opened(data: bytes) -> dict[str, str]:
    """The files of a book."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    return {name: archive.read(name).decode() for name in archive.namelist()}


def check(files: dict[str, str]) -> dict[str, ET.Element]:
    """Hold a book to its own package: files, order, ids, links; its documents."""
    package = ET.fromstring(files["EPUB/package.opf"])
    items = {one.get("id"): one for one in package.iter(f"{OPF}item")}
    named = {f"EPUB/{one.get('href')}" for one in items.values()}
    apart = {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    assert named | apart == set(files)
    documents = {
        name: ET.fromstring(files[name]) for name in named if name.endswith(".xhtml")
    }
    spine = [
        items[one.get("idref")].get("href") for one in package.iter(f"{OPF}itemref")
    ]
    assert sorted(f"EPUB/{way}" for way in spine) == sorted(documents), "each once"
    ids = {}
    for name, document in documents.items():
        own = [one.get("id") for one in document.iter() if one.get("id")]
        assert len(own) == len(set(own)), name
        ids[name] = set(own)
    for name, document in documents.items():
        for element in document.iter():
            href = element.get("href") or element.get(f"{{{XLINK}}}href") or ""
            if not href or re.match(r"https?:|mailto:", href):
                continue
            way, _, anchor = unquote(href).partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(name), way))
            there = there if way else name
            assert there in files, f"{name} leads to {href}"
            assert not anchor or anchor in ids[there], f"{name} leads to {href}"
        of_a_browser = r"<[^>]*(?:var\(--| data-)[^>]*>|<(?:script|form|button)\b"
        assert not re.findall(of_a_browser, files[name]), name
    return documents


def text_of(element: ET.Element) -> str:
    return "".join(element.itertext())


def blocks(document: ET.Element) -> list[str]:
    """What stands in the blocks of code of a chapter."""
    return [text_of(one) for one in document.iter(f"{{{XHTML}}}pre")]


def test_a_book_has_what_it_names_and_its_links_stay_in_it(larger):
    data = book(larger.before(), EDITION)
    files, archive = opened(data), zipfile.ZipFile(io.BytesIO(data))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive.read(first) == b"application/epub+zip"
    documents = check(files)
    widget = documents["EPUB/terms/widget.xhtml"]
    links = {text_of(a): a.get("href") for a in widget.iter(f"{{{XHTML}}}a")}
    assert links["tokens"] == "token.xhtml"
    assert links["the code"] == "#in-code"
    assert links["home"] == "../index.xhtml"
    assert links["how to use it"] == "https://owner.github.io/name/other/"
    assert links["a paper"] == "https://arxiv.org/abs/1"
    mention = documents["EPUB/terms/token.xhtml"].find(
        f".//{{{XHTML}}}a[@class='term']"
    )
    assert (mention.get("href"), mention.get("title")) == ("widget.xhtml", None)


def test_a_chapter_has_what_the_page_has(larger):
    files = opened(book(larger.before(), EDITION))
    widget = check(files)["EPUB/terms/widget.xhtml"]
    assert [one.strip("\n") for one in blocks(widget)] == [CODE.strip("\n"), "sum: 4"]
    (drawn,) = (one for one in widget.iter(f"{{{SVG}}}svg"))
    assert drawn.find(f"{{{SVG}}}title").text == "A widget"
    assert drawn.find(f"{{{SVG}}}desc").text == "It is round & red."
    (held,) = (one for one in widget.iter() if one.get("class") == "together")
    assert [one.tag.rpartition("}")[2] for one in held] == ["h2", "figure"]
    assert (text_of(held[0]), drawn in held.iter()) == ("Picture", True)
    ground, words = drawn.find(f"{{{SVG}}}rect"), drawn.find(f"{{{SVG}}}text")
    assert (ground.get("fill"), words.get("fill")) == ("#fefefe", "#111111")
    shown = files["EPUB/terms/widget.xhtml"]
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML"' in shown
    assert 'alttext="p_i &lt; 1"' in shown
    assert "<code>a &lt; b &amp;&amp; c</code>" in shown
    assert "—" in shown
    assert (
        '<p class="tab">NumPy</p><p>One.</p><p class="tab">PyTorch</p><p>Two.</p>'
        in (re.sub(r">\s+<", "><", shown))
    )
    assert '<th class="right">a</th>' in shown
    assert "A paper on widgets" in shown
    assert "On the site: " in shown
    package = files["EPUB/package.opf"]
    properties = re.search(
        r'href="terms/widget.xhtml"[^>]*properties="([^"]*)"', package
    )
    assert properties[1] == "mathml svg"


def test_a_prediction_is_a_question_and_what_answers_it_open(larger):
    larger.edit(
        WIDGET, SHOWN, f"<!-- predict: How much are `2` and 2? -->\n{SHOWN}\n\nFour."
    )
    files = opened(book(larger.before(), EDITION))
    widget = check(files)["EPUB/terms/widget.xhtml"]
    assert not list(widget.iter(f"{{{XHTML}}}details"))
    (box,) = (one for one in widget.iter() if one.get("class") == "predict")
    assert text_of(box[0]) == "Predict, then read on: How much are 2 and 2?"
    assert blocks(box) == ["sum: 4\n"]
    assert text_of(box[2]) == "Four."


def test_other_folds_are_open_in_a_book_too(larger):
    """They stopped it: an answer to a question was the only one that it knew."""
    larger.add(WIDGET, '\n??? note "More"\n    Of `it`.\n\n???+ tip\n    Open.\n')
    widget = check(opened(book(larger.before(), EDITION)))["EPUB/terms/widget.xhtml"]
    folds = [one for one in widget.iter() if one.get("class") in ("note", "tip")]
    assert [text_of(one).split() for one in folds] == [
        ["More", "Of", "it."],
        ["Tip", "Open."],
    ]
    assert not list(widget.iter(f"{{{XHTML}}}details"))


def test_the_contents_follow_the_groups_and_the_book_says_what_it_is(larger):
    larger.write(
        "docs/groups/learning.md",
        "# Learning\n\nBegin with a [widget](../terms/widget.md).\n\n"
        "<!-- glossary: group-learning -->\n",
    )
    files = opened(book(larger.before(), EDITION))
    contents = check(files)["EPUB/nav.xhtml"]
    toc = contents.find(f".//{{{XHTML}}}nav")
    assert [(a.get("href"), a.text) for a in toc.iter(f"{{{XHTML}}}a")] == [
        ("about.xhtml", "About this book"),
        ("index.xhtml", "Introduction"),
        ("groups/learning.xhtml", "Learning"),
        ("terms/widget.xhtml", "Widget"),
        ("groups/text-in-text-out.xhtml", "Text in, text out"),
        ("terms/token.xhtml", "Token"),
    ]
    package = files["EPUB/package.opf"]
    for said in (
        "<dc:date>2026-11-28</dc:date>",
        ">2026-11-28T00:00:00Z<",
        "2026-11-28 (abc1234)",
        'property="schema:accessMode">textual<',
        'property="schema:accessibilityFeature">MathML<',
        'property="schema:accessibilityHazard">none<',
        'href="https://creativecommons.org/licenses/by/4.0/"',
        'properties="cover-image"',
    ):
        assert said in package
    assert "Edition of 28 November 2026, version abc1234" in files["EPUB/about.xhtml"]
    assert book(larger.before(), EDITION) == book(larger.before(), EDITION)


def test_html_that_is_no_xml_is_named(larger):
    larger.edit(WIDGET, "## Picture", "<br>\n\n## Picture")
    with pytest.raises(
        ProblemsFound, match=r"docs/terms/widget.md:1: its HTML is no XML"
    ):
        book(larger.before(), EDITION)


def test_a_color_that_is_none_is_named(larger):
    larger.edit(COLORS, "--g-paper", "--g-page")
    with pytest.raises(ValueError, match="has no --g-paper: name the color there"):
        book(larger.before(), EDITION)


def test_the_edition_is_the_commit_and_its_day(project):
    project.write("docs/changes.yml", "entries:\n  widget: 2026-11-02\n")
    assert edition_of(project.load()) == Edition(date(2026, 11, 2))
    git = ["git", "-C", str(project.root), "-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run([*git, *command], check=True)
    first = edition_of(project.load())
    assert re.fullmatch(r"[0-9a-f]{7,}", first.commit)
    project.add(WIDGET, "\nMore.\n")
    assert edition_of(project.load()) == Edition(first.day, first.commit + "+")


@pytest.mark.slow
def test_the_book_holds_all_and_epubcheck_accepts_it(tmp_path):
    made = before(ROOT)
    data = book(made)
    (tmp_path / NAME).write_bytes(data)
    files = opened(data)
    documents = check(files)
    content = made.content
    for term in content.terms:
        file = f"EPUB/terms/{term.slug}.xhtml"
        head = files[file].partition("<h2")[0]
        assert head.count("On the site: ") == 1, file
        chapter = documents[file]
        for link in chapter.iter(f"{{{XHTML}}}a"):
            if link.get("class") == "on-site":
                assert link.get("href").endswith(f"terms/{term.slug}/"), file
        shown = [one.strip("\n") for one in blocks(chapter)]
        for claim in claims_on(term.page, content.claims):
            for path in (*claim.scripts.values(), claim.output):
                assert Path(path).read_text("utf-8").strip("\n") in shown, path
    (named,) = re.findall(r"glossary\.epub</a> \((\d+) MB\)", made.texts["use.md"])
    assert round(len(data) / 1e6) == int(named), "what docs/use.md says of its size"
    try:
        assert offline.judged(tmp_path / NAME) == ""
    except FileNotFoundError as missing:
        pytest.skip(str(missing))
