"""The pages of labs: small, without styles, with pictures as they were drawn."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from glossary import ROOT
from glossary.content.labs import read_lab
from glossary.site.lab_page import as_markdown, fence_for, for_the_site
from tests.support.notebook import SVG
from tests.support.pages import LAB_FILES

PAGE_LIMIT = 150_000


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


def test_a_picture_takes_the_colors_of_the_site_and_has_no_styles():
    svg = for_the_site(SVG, "plot-1-")
    assert "style" not in svg
    assert 'stroke="var(--g-link)"' in svg
    assert 'id="plot-1-line"' in svg
    assert 'd="M 1.23 2"' in svg
    assert 'font-size="10" font-weight="bold" text-anchor="middle"' in svg
    assert 'width="' not in svg
    assert '<text fill="var(--g-ink)" font-size' in svg
    assert '<text fill="var(--g-ink)">y</text>' in svg


def test_coordinates_stay_numbers():
    svg = for_the_site(SVG.replace("1.23456", "110.00001"), "plot-1-")
    assert 'd="M 110 2"' in svg
