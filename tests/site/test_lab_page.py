"""The pages of labs: small, without styles, with pictures as they were drawn."""

import re
import xml.etree.ElementTree as etree

import pytest
from pytest_codeblocks.main import extract_from_file
from selectolax.lexbor import LexborHTMLParser

from glossary import ROOT
from glossary.content.claims import COMPARED
from glossary.content.labs import read_lab
from glossary.site.lab_page import XLINK, as_markdown, fence_for, for_the_site
from tests.support.notebook import SVG, notebook
from tests.support.pages import LAB_FILES

PAGE_LIMIT = 150_000
AS_MARKDOWN = """\
<!--pytest-codeblocks:skipfile-->

# A lab

<p class="lab-meta"><a href="a-lab.ipynb" download>\
Download this notebook</a> · executed 2026-11-24 in 3 seconds with \
torch 2.13.0, at most 9 MiB of memory</p>

It is right in 81.2 % of cases.

```python
print(0.812)
```

<!--pytest-codeblocks:expected-output-->

```text
0.812
```

```python
show(figure)
```

<figure class="diagram"><svg class="plot" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" \
role="img" aria-label="A line.">
<defs/>
<g id="plot-1-line">
<path d="M 1.23 2" fill="none" stroke="var(--g-link)"/>
</g>
<text font-size="10" font-weight="bold" text-anchor="middle" fill="var(--g-ink)">x</text>
<text fill="var(--g-ink)">y</text>
</svg></figure>

```python
# What this page quotes
print(figures)
```

<!--pytest-codeblocks:expected-output-->

```text
share: 0.812 ± 0.02
```
"""


@pytest.mark.parametrize("path", LAB_FILES, ids=lambda path: path.stem)
def test_no_more_than_a_line_of_a_review_is_shown(path):
    """The package's reviews are other people's: its texts are cut before they are printed."""
    for cell in read_lab(path, ROOT).code:
        for line in cell.text.split("\n"):
            assert len(line) <= 200, (path.name, cell.number, line)


@pytest.mark.parametrize("path", LAB_FILES, ids=lambda path: path.stem)
def test_a_lab_page_is_small_and_can_be_downloaded(path, site):
    page = site / "labs" / path.stem / "index.html"
    html = page.read_text("utf-8")
    tree = LexborHTMLParser(html)
    link = tree.css_first(".lab-meta a[download]").attributes["href"]
    assert (page.parent / link).read_bytes() == path.read_bytes()
    assert not tree.css("article style, article script, article [style]")
    for svg in tree.css("article svg.plot"):
        assert svg.attributes["role"] == "img"
        assert len(svg.attributes["aria-label"]) > 20
        svg.decompose()
    assert len(tree.html.encode()) < PAGE_LIMIT, path.name


def test_a_lab_as_markdown(tmp_path):
    path = tmp_path / "docs/labs/a-lab.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(notebook(), "utf-8")
    lab = read_lab(path, tmp_path)
    assert as_markdown(lab) == AS_MARKDOWN
    lab.code[0].text = "\n  0.812  \n\n```\n"
    lab.code[1].text = " \n"
    lab.code[1].pictures.append(SVG.replace("A line.", "Another line."))
    lab.code[2].text = "4\n"
    lab.code[2].pictures.append(SVG.replace("A line.", "A third line."))
    lab.executed |= {"seconds": 59.6, "peak_mib": 1234, "packages": "torch <2>"}
    lab.cells.append("Last words.")
    text = as_markdown(lab)
    assert "````python\nprint(0.812)\n````\n" in text
    assert f"{COMPARED}\n\n````text\n  0.812\n\n```\n````\n" in text
    assert f"{COMPARED}\n\n```text\n4\n```\n" in text
    assert text.count(COMPARED) == 2
    drawn = re.findall('<g id="(.*?)-line">|aria-label="(.*?)"', text)
    assert [label or prefix for prefix, label in drawn] == [
        "A line.",
        "plot-1",
        "Another line.",
        "plot-2",
        "A third line.",
        "plot-3",
    ]
    assert "in 60 seconds with torch &lt;2&gt;, at most 1,234 MiB" in text
    assert text.endswith("</figure>\n\nLast words.\n")


def test_a_picture_takes_the_colors_of_the_site_and_has_no_styles():
    svg = for_the_site(SVG, "plot-1-")
    assert "style" not in svg
    assert 'stroke="var(--g-link)"' in svg
    assert 'id="plot-1-line"' in svg
    assert 'd="M 1.23 2"' in svg
    assert 'font-size="10" font-weight="bold" text-anchor="middle"' in svg
    assert 'width="' not in svg
    assert 'text-anchor="middle" fill="var(--g-ink)">x</text>' in svg
    assert '<text fill="var(--g-ink)">y</text>' in svg


def test_coordinates_stay_numbers():
    svg = for_the_site(SVG.replace("1.23456", "110.00001"), "plot-1-")
    assert 'd="M 110 2"' in svg


def with_text(text: str) -> str:
    return SVG.replace(">y</text>", f">{text}</text>")


@pytest.mark.parametrize(
    "label", ["0.001", "loss 2.3456", "1.00000", "a;b: c", "#1f5fa8"]
)
def test_a_label_is_shown_as_it_was_drawn(label):
    svg = for_the_site(with_text(label), "plot-1-")
    assert f'<text fill="var(--g-ink)">{label}</text>' in svg


def test_only_geometry_is_rounded():
    told = '<g aria-label="0.001" data-x="2.34567"'
    svg = for_the_site(SVG.replace('<g id="line"', f'{told} id="line"'), "plot-1-")
    assert 'aria-label="0.001"' in svg
    assert 'data-x="2.34567"' in svg


def test_a_label_with_signs_of_html_stays_a_label():
    svg = for_the_site(with_text("a &lt; b &amp; c"), "plot-1-")
    assert ">a &lt; b &amp; c</text>" in svg


def test_a_style_with_an_address_that_holds_a_semicolon_is_kept_whole():
    style = "fill: url(data:image/png;base64,AA==); stroke: #777777"
    svg = for_the_site(SVG.replace("fill: none; stroke: #1f5fa8", style), "plot-1-")
    assert 'fill="url(data:image/png;base64,AA==)"' in svg
    assert 'stroke="var(--g-muted)"' in svg


def test_references_follow_their_ids():
    extra = (
        '<clipPath id="box"><rect x="0" y="0" width="1" height="1"/></clipPath>'
        '<g clip-path="url(#box)"><use xlink:href="#line" x="1.23456"/></g></svg>'
    )
    made = SVG.replace("</svg>", extra).replace(
        "<svg ", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" '
    )
    svg = for_the_site(made, "plot-2-")
    assert 'id="plot-2-box"' in svg
    assert 'clip-path="url(#plot-2-box)"' in svg
    assert 'xlink:href="#plot-2-line"' in svg
    assert not re.search(r"(?<!xlink:)href=", svg)
    assert 'x="1.23"' in svg


def test_a_picture_can_be_read_again_and_says_what_it_shows():
    root = etree.fromstring(
        for_the_site(SVG, "plot-1-").replace("<svg ", f'<svg xmlns:xlink="{XLINK}" ')
    )
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == "A line."
    assert root.attrib["viewBox"] == "0 0 10 10"


def test_every_label_of_the_labs_is_on_its_page(site):
    """The labels of all pictures as matplotlib drew them, in order."""
    seen = 0
    for path in LAB_FILES:
        html = (site / "labs" / path.stem / "index.html").read_text("utf-8")
        tree = LexborHTMLParser(html)
        shown = [" ".join(t.text().split()) for t in tree.css("article svg.plot text")]
        drawn = [
            " ".join("".join(element.itertext()).split())
            for cell in read_lab(path, ROOT).code
            for svg in cell.pictures
            for element in etree.fromstring(re.sub("<!DOCTYPE[^>]*>", "", svg)).iter()
            if element.tag.endswith("}text")
        ]
        assert shown == drawn, path.name
        seen += len(shown)
    assert seen > 20


@pytest.mark.parametrize("path", LAB_FILES, ids=lambda path: path.stem)
def test_what_pytest_codeblocks_would_run_of_a_lab_is_nothing(path, tmp_path):
    """Its cells are run by `make test-labs`, all in one process."""
    page = tmp_path / "lab.md"
    page.write_text(as_markdown(read_lab(path, ROOT)), "utf-8")
    assert extract_from_file(page, max_num_lines=100_000) == []


def test_code_with_backticks_stays_in_its_block():
    assert fence_for("x") == "```"
    assert fence_for("a\n```python\nb") == "````"
    assert fence_for("`````") == "``````"
