"""The built site: links, anchors, hosts, search, alternative texts."""

import gzip
import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlparse

import pytest
from bs4 import BeautifulSoup

from glossary.terms import load_terms

TERMS = load_terms()
HOST = "http://site/"


@pytest.fixture
def pages(site: Path) -> dict[str, BeautifulSoup]:
    return parse(site)


@cache
def parse(site: Path) -> dict[str, BeautifulSoup]:
    """All pages by their address on the site."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): BeautifulSoup(
            path.read_text("utf-8"), "html.parser"
        )
        for path in sorted(site.rglob("*.html"))
        if "assets" not in path.relative_to(site).parts  # the frame of Run
    }


def broken_links(pages: dict[str, BeautifulSoup], site: Path) -> list[str]:
    """Links and resources inside the site that lead nowhere, anchors included."""
    broken = []
    ids = {
        address: {tag["id"] for tag in soup.find_all(id=True)}
        for address, soup in parse(site).items()
    }
    for address, soup in pages.items():
        if address == "404.html":  # its links are absolute, for any depth
            continue
        for tag in soup.find_all(["a", "link", "script", "img"]):
            link = tag.get("href") or tag.get("src") or tag.get("xlink:href")
            if not link or urlparse(link).scheme or tag.get("rel") == ["canonical"]:
                continue
            target = urlparse(urljoin(HOST + address, link))
            path = target.path.lstrip("/")
            if path in ids:
                anchor = unquote(target.fragment)
                if anchor and anchor not in ids[path]:
                    broken.append(f"{address}: {link}: no such anchor")
            elif not (site / path).is_file():
                broken.append(f"{address}: {link}: no such page")
    return broken


def test_links_and_anchors_inside_the_site_lead_somewhere(pages, site):
    assert broken_links(pages, site) == []


def test_a_broken_link_would_be_seen(site):
    bad = BeautifulSoup('<a href="nowhere/"></a><a href="#nowhere"></a>', "html.parser")
    assert len(broken_links({"": bad}, site)) == 2


def test_pages_fetch_nothing_from_another_host(pages):
    for address, soup in pages.items():
        for tag in soup.find_all(["link", "script", "img", "iframe", "source"]):
            if tag.name == "link" and tag["rel"][0] in ("canonical", "next", "prev"):
                continue
            link = tag.get("href") or tag.get("src") or ""
            assert not re.match(r"(https?:)?//", link), (address, tag)


def test_style_sheets_fetch_nothing_from_another_host(site):
    for path in site.rglob("*.css"):
        found = re.findall(r"url\(['\"]?(https?:)?//", path.read_text("utf-8"))
        assert not found, path


def test_every_picture_says_what_it_shows(pages):
    for address, soup in pages.items():
        for img in soup.find_all("img"):
            assert img.get("alt"), (address, img)
        for svg in soup.select("figure.diagram svg"):
            assert svg.get("role") == "img", address
            if svg.get("aria-label"):  # a plot of a lab
                continue
            for name in svg["aria-labelledby"].split():
                assert svg.find(id=name).get_text(strip=True), (address, name)
            assert svg.find("title")
            assert svg.find("desc")


def test_the_search_dialog_has_a_name(pages):
    for address, soup in pages.items():
        assert soup.select_one("[role=dialog].md-search")["aria-label"], address


def test_headings_go_down_one_level_at_a_time_and_ids_are_unique(pages):
    for address, soup in pages.items():
        levels = [int(h.name[1]) for h in soup.select("article :is(h1,h2,h3,h4,h5)")]
        for above, below in pairwise(levels):
            assert below <= above + 1, (address, levels)
        ids = [tag["id"] for tag in soup.find_all(id=True)]
        assert len(ids) == len(set(ids)), address


def test_each_term_has_what_the_design_asks(pages):
    for term in TERMS:
        soup = pages[f"terms/{term.slug}/"]
        article = soup.article
        assert article.h1.get_text().startswith(term.term)
        assert article.select_one(".term-lead").get_text(" ") != ""
        headings = [h.get_text().rstrip("¶") for h in article.find_all("h2")]
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
        assert article.select("figure.diagram svg"), term.slug


def test_the_founding_entries_answer_at_least_twelve_questions(pages):
    for slug in ("lora", "llm", "weights"):
        heading = pages[f"terms/{slug}/"].find(id="questions-people-ask")
        asked = 0
        for tag in heading.find_next_siblings():
            if tag.name == "h2":
                break
            asked += tag.name == "h3"
        assert asked >= 12, slug


def test_home_is_short(pages):
    article = pages[""].article
    for code in article.select(".highlight, .headerlink, figure"):
        code.extract()
    words = article.get_text(" ").split()
    assert len(words) < 400, len(words)


def test_search_holds_every_name_of_every_term(site):
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    text = {}
    for doc in index["docs"]:
        page = doc["location"].split("#")[0]
        text[page] = text.get(page, "") + doc["title"] + " " + doc["text"]
    for term in TERMS:
        for name in term.names:
            assert name in text[f"terms/{term.slug}/"], (term.slug, name)


def test_a_page_is_small(site):
    """The HTML; test_browser.py weighs all that a browser fetches."""
    for path in site.rglob("*.html"):
        assert len(gzip.compress(path.read_bytes())) < 40_000, path


def test_one_small_script_holds_a_page_up(pages, site):
    """The others wait until it is there; Material's own, 35 kB, does not by itself."""
    for address, soup in pages.items():
        sources = [tag for tag in soup.find_all("script") if tag.get("src")]
        blocking = [t["src"] for t in sources if t.get("defer") is None]
        assert [Path(src).name for src in blocking] == ["before-material.js"], address
    script = (site / "assets/javascripts/before-material.js").read_bytes()
    assert len(gzip.compress(script)) < 1_500


def test_style_sheets_are_cheap_to_apply(pages, site):
    """No :has(), tried again for each part of a page that arrives; each table in its own frame."""
    for sheet in (site / "assets/stylesheets").glob("*.css"):
        if ".min." not in sheet.name:  # Material's own
            assert ":has(" not in sheet.read_text("utf-8"), sheet
    tables = [t for soup in pages.values() for t in soup.select("article table")]
    assert len(tables) > 50
    assert {tuple(table.parent.get("class", ())) for table in tables} == {("table",)}


def test_from_many_terms_on_navigation_lists_only_the_own_group(project):
    """At a thousand terms a link to each would make every page 250 kB longer."""
    project.edit("glossary/hooks.py", "PRUNE_FROM = 200", "PRUNE_FROM = 2")
    assert project.build().returncode == 0
    assert "navigation.prune" in (project.root / "site/index.html").read_text("utf-8")


def test_with_few_terms_navigation_lists_them_all(pages):
    nav = pages[""].select(".md-nav--primary a.md-nav__link[href^='terms/']")
    assert len({link["href"] for link in nav}) == len(TERMS)
