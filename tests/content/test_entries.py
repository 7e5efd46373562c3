"""What every entry has: length, links, scripts, questions, sources, a picture."""

import re
from collections import Counter
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from glossary import ROOT
from glossary.checks import PAIR, scripts_of
from glossary.fences import find_fences
from glossary.lists import questions_of
from glossary.paths import used_in_summaries
from glossary.terms import load_terms

TERMS = load_terms()
FOUNDING = {"lora", "llm", "weights"}
"""These explain at length what the others take up one by one."""

WORDS = (350, 900)
each_term = pytest.mark.parametrize("term", TERMS, ids=lambda term: term.slug)


def article_of(term, site) -> LexborNode:
    """The page's own text as built."""
    page = (site / "terms" / term.slug / "index.html").read_text("utf-8")
    return LexborHTMLParser(page).css_first("article")


def claims_of(slug: str) -> set[str]:
    """Scripts of a term; a NumPy and PyTorch pair counts once."""
    return {PAIR.sub("", s.stem) for s in scripts_of(ROOT) if s.parent.name == slug}


def prose_of(article: LexborNode) -> list[str]:
    """Words of the paragraphs and lists; all else is taken out of the article."""
    without(
        article,
        "h1, h2, h3, h4, .highlight, figure, table, math, .sources, .related, .term-meta",
    )
    return article.text(separator=" ").split()


def without(article: LexborNode, selector: str) -> None:
    """Take parts out of an article."""
    while part := article.css_first(selector):  # one may lie within another
        part.decompose()


@each_term
def test_it_is_as_long_as_its_idea_needs(term, site):
    words = len(prose_of(article_of(term, site)))
    most = 3500 if term.slug in FOUNDING else WORDS[1]
    assert WORDS[0] <= words <= most, words


@each_term
def test_it_links_at_least_eight_other_entries(term, site):
    article = article_of(term, site)
    without(article, ".related, .sources")
    others = {t.slug for t in TERMS} - {term.slug}
    found = set()
    for link in article.css("a[href]"):
        address = urljoin(f"/terms/{term.slug}/", link.attributes["href"])
        if match := re.match(r"/terms/([\w-]+)/", address):
            found.add(match[1])
    assert len(found & others) >= 8, sorted(found & others)


@each_term
def test_it_has_three_scripts_three_sources_and_four_questions(term):
    assert len(claims_of(term.slug)) >= 3, sorted(claims_of(term.slug))
    assert len(term.sources) >= 3
    addresses = [str(source.url) for source in term.sources]
    assert len(addresses) == len(set(addresses))
    assert len(questions_of(term)) >= 4


@each_term
def test_it_corrects_something_and_answers_with_evidence(term):
    body = term.body
    assert "## Where people go wrong" in body
    answers = body.partition("## Questions people ask")[2].split("\n### ")[1:]
    for answer in answers:
        heading, _, text = answer.partition("\n")
        assert re.search(r"\]\([^)]+\)", text), f"{heading}: link what shows it"
        assert "```" not in text, f"{heading}: an answer is one to three sentences"


@each_term
def test_no_word_is_a_filler(term):
    lines = term.body.split("\n")
    fenced = {i for f in find_fences(lines) for i in range(f.start, f.end + 1)}
    prose = "\n".join(t for i, t in enumerate(lines) if i not in fenced)
    found = re.findall(
        r"\b(?:simply|just|obviously|of course|very powerful|leverage|delve)\b|!(?=\s|$)",
        prose,
        re.IGNORECASE,
    )
    assert not found, Counter(found)


def test_no_entry_is_an_island():
    pointed = Counter(slug for term in TERMS for slug in term.related)
    for term in TERMS:
        assert term.related, term.slug
        assert pointed[term.slug], f"{term.slug}: name it in another entry's related"
    assert used_in_summaries(TERMS)
