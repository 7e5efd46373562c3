"""The built site: links, anchors, hosts, search, alternative texts."""

import gzip
import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlparse

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from glossary.site import mkdocs

HOST = "http://host/below/"
"""A site may stand below the root of its host, where a link with one `../` too many leaves it."""


@pytest.fixture
def pages(site: Path) -> dict[str, LexborHTMLParser]:
    return parse(site)


@cache
def parse(site: Path) -> dict[str, LexborHTMLParser]:
    """All pages by their address on the site."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): LexborHTMLParser(
            path.read_text("utf-8")
        )
        for path in sorted(site.rglob("*.html"))
        if "assets" not in path.relative_to(site).parts  # the frame of Run
    }


def without(article: LexborNode, selector: str) -> None:
    """Take parts out of an article."""
    while part := article.css_first(selector):  # one may lie within another
        part.decompose()


def ids_of(tree: LexborHTMLParser) -> list[str]:
    return [tag.attributes["id"] for tag in tree.css("[id]")]


def broken_links(pages: dict[str, LexborHTMLParser], site: Path) -> list[str]:
    """Links and resources inside the site that lead nowhere, anchors included."""
    broken = []
    ids = {address: set(ids_of(tree)) for address, tree in parse(site).items()}
    for address, tree in pages.items():
        if address == "404.html":  # its links are absolute, for any depth
            continue
        for tag in tree.css("a, link, script, img"):
            given = tag.attributes
            link = given.get("href") or given.get("src") or given.get("xlink:href")
            if not link or urlparse(link).scheme or given.get("rel") == "canonical":
                continue
            target = urlparse(urljoin(HOST + address, link))
            path = target.path.removeprefix("/below/")
            if path in ids:
                anchor = unquote(target.fragment)
                if anchor and anchor not in ids[path]:
                    broken.append(f"{address}: {link}: no such anchor")
            elif not (site / path).is_file():
                broken.append(f"{address}: {link}: no such page")
    return broken


def test_links_and_anchors_inside_the_site_lead_somewhere(pages, site):
    assert len(pages[""].css("a")) > 50
    assert broken_links(pages, site) == []


def test_a_broken_link_would_be_seen(site):
    bad = LexborHTMLParser(
        '<a href="nowhere/"></a><a href="#nowhere"></a><img src="no.svg">'
        '<svg><a xlink:href="#nowhere"></a></svg><a href="../terms/lora/"></a>'
    )
    assert len(broken_links({"": bad}, site)) == 5


def test_pages_fetch_nothing_from_another_host(pages):
    for address, tree in pages.items():
        for tag in tree.css("link, script, img, iframe, source"):
            given = tag.attributes
            if tag.tag == "link" and given["rel"] == "canonical":
                continue
            link = given.get("href") or given.get("src") or ""
            assert not re.match(r"(https?:)?//", link), (address, tag.html)


def test_no_page_asks_the_browser_to_fetch_another_page(pages):
    """Firefox takes rel=next as a wish to prefetch, which the policy refuses on every page."""
    for address, tree in pages.items():
        for link in tree.css("link"):
            ahead = {"next", "prev", "prefetch", "prerender", "preload"}
            assert not ahead & set(link.attributes["rel"].split()), (address, link.html)


def test_style_sheets_fetch_nothing_from_another_host(site):
    for path in site.rglob("*.css"):
        found = re.findall(r"url\(['\"]?(https?:)?//", path.read_text("utf-8"))
        assert not found, path


def test_every_picture_says_what_it_shows(pages):
    for address, tree in pages.items():
        for img in tree.css("img"):
            assert img.attributes.get("alt"), (address, img.html)
        for svg in tree.css("figure.diagram svg"):
            assert svg.attributes.get("role") == "img", address
            if svg.attributes.get("aria-label"):  # a plot of a lab
                continue
            for name in svg.attributes["aria-labelledby"].split():
                assert svg.css_first(f"[id='{name}']").text(strip=True), (address, name)
            assert svg.css_first("title")
            assert svg.css_first("desc")


def test_the_search_dialog_has_a_name(pages):
    for address, tree in pages.items():
        dialog = tree.css_first("[role=dialog].md-search")
        assert dialog.attributes["aria-label"], address


def test_headings_go_down_one_level_at_a_time_and_ids_are_unique(pages):
    for address, tree in pages.items():
        levels = [int(h.tag[1]) for h in tree.css("article :is(h1,h2,h3,h4,h5)")]
        assert levels[0] == 1, address
        for above, below in pairwise(levels):
            assert below <= above + 1, (address, levels)
        ids = ids_of(tree)
        assert len(ids) == len(set(ids)), address


def test_each_term_has_what_the_design_asks(pages, content):
    for term in content.terms:
        article = pages[f"terms/{term.slug}/"].css_first("article")
        assert article.css_first("h1").text().startswith(term.term)
        assert article.css_first(".term-lead").text(strip=True) != ""
        headings = [h.text().rstrip("¶") for h in article.css("h2")]
        order = [
            "In plain words",
            "Picture",
            "In code",
            "The mathematics",
            "In real models",
            "Where people go wrong",
            "Questions people ask",
            "Sources",
            "Related terms",
        ]
        assert [h for h in headings if h in order] == [
            h for h in order if h in headings
        ], term.slug
        assert set(headings) <= set(order), term.slug
        assert article.css("figure.diagram svg"), term.slug


def test_home_is_short(site):
    html = (site / "index.html").read_text("utf-8")
    article = LexborHTMLParser(html).css_first("article")
    # The line of when its scripts ran stands there after a run of all tests only.
    without(article, ".highlight, .headerlink, figure, .page-tools, .term-meta")
    words = article.text(separator=" ").split()
    assert 50 < len(words) < 400, len(words)


def test_search_holds_every_name_of_every_term(site, content):
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    text = {}
    for doc in index["docs"]:
        page = doc["location"].split("#")[0]
        text[page] = text.get(page, "") + doc["title"] + " " + doc["text"]
    for term in content.terms:
        for name in (*term.names, *term.covers):
            assert name in text[f"terms/{term.slug}/"], (term.slug, name)


def test_a_page_is_small(site):
    """The HTML; test_browser.py weighs all that a browser fetches."""
    for path in site.rglob("*.html"):
        assert len(gzip.compress(path.read_bytes())) < 40_000, path


def test_one_small_script_holds_a_page_up(pages, site):
    """The others wait until it is there; Material's own, 35 kB, does not by itself."""
    for address, tree in pages.items():
        scripts = tree.css("script[src]:not([defer])")
        blocking = [Path(tag.attributes["src"]).name for tag in scripts]
        assert blocking == ["before-material.js"], address
    script = (site / "assets/javascripts/before-material.js").read_bytes()
    assert len(gzip.compress(script)) < 1_500


def test_style_sheets_are_cheap_to_apply(pages, site):
    """No :has(), tried again for each part of a page that arrives; each table in its own frame."""
    for sheet in (site / "assets/stylesheets").glob("*.css"):
        if ".min." not in sheet.name:  # Material's own
            assert ":has(" not in sheet.read_text("utf-8"), sheet
    tables = [t for tree in pages.values() for t in tree.css("article table")]
    assert len(tables) > 50
    assert {table.parent.attributes.get("class") for table in tables} == {"table"}


@pytest.mark.slow
def test_from_many_terms_on_navigation_lists_only_the_own_group(project):
    """At a thousand terms a link to each would make every page 250 kB longer."""
    project.copy_code()
    old = f"PRUNE_FROM = {mkdocs.PRUNE_FROM}"
    project.edit("glossary/site/mkdocs.py", old, "PRUNE_FROM = 2")
    assert project.build().returncode == 0
    assert "navigation.prune" in (project.root / "site/index.html").read_text("utf-8")


def test_with_few_terms_navigation_lists_them_all(pages, content):
    nav = pages[""].css(".md-nav--primary a.md-nav__link[href^='terms/']")
    assert len({link.attributes["href"] for link in nav}) == len(content.terms)
