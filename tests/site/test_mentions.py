"""The first mention of each term on a page is a link, with its summary as tooltip."""

from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from glossary.site.mentions import link_mentions, way_to_terms
from tests.support.project import WIDGET
from tests.support.render import html_of, render

SPROCKET = "covers:\n  Sprocket:\n    heading: in-code\n    means: A part of the thing, inside.\n"


def links(tree: LexborHTMLParser) -> list[tuple[str, str]]:
    return [(a.attributes["href"], a.text()) for a in tree.css("a.term")]


TO_WIDGET, TO_TOKEN = "../terms/widget/", "../terms/token/"


def test_the_first_mention_is_a_link_with_the_summary_and_later_ones_are_plain(project):
    tree = render(
        project, "# Other\n\nA widget, a widget and a token.\n\nOne more widget.\n"
    )
    assert links(tree) == [(TO_WIDGET, "widget"), (TO_TOKEN, "token")]
    title = tree.css_first("a.term").attributes["title"]
    assert title == "A thing that stands in for a term while the tests break it."


def test_a_terms_own_page_does_not_link_to_itself(project):
    text = project.read(WIDGET).replace("No.", "A widget has a gizmo and a token.")
    assert links(render(project, text, "terms/widget.md")) == [("../token/", "token")]


def test_no_links_in_code_headings_links_formulas_or_pictures(project):
    tree = render(
        project,
        "# Other\n\n## A widget\n\n`widget` [a widget shop](https://example.org) $widget$"
        '\n\n```console\nwidget\n```\n\n<figure class="diagram"><svg><text>widget</text>'
        "</svg></figure>\n\nAt last a **widget**.\n",
    )
    assert links(tree) == [(TO_WIDGET, "widget")]
    assert tree.css_first("strong a.term")


def test_after_a_silent_element_there_are_links_again(project):
    """However deep: an element of the same name inside of it does not end it."""
    inside = '<div class="no-term-links">a <div>b <span>c</span></div> widget</div>'
    assert links(render(project, f"# Other\n\n{inside}\n\nA widget.\n")) == [
        (TO_WIDGET, "widget")
    ]
    assert render(project, f"# Other\n\n{inside}\n\nA widget.\n").css("p a.term")


@pytest.mark.parametrize("way", ["terms/widget.md", "/terms/widget.md"])
def test_a_link_that_the_author_wrote_is_the_first_mention(project, way):
    tree = render(project, f"# Other\n\nSee [them]({way}). A widget is a widget.\n")
    assert links(tree) == [(TO_WIDGET, "them")]
    assert tree.css_first("a.term").attributes["title"].startswith("A thing that")


def test_a_link_that_is_a_mention_keeps_what_it_has_but_the_themes_preview(project):
    page = '<p><a id="x" href="../terms/widget/" data-preview="">them</a></p>'
    made = LexborHTMLParser(link_mentions(page, "other.md", project.load())).css_first(
        "a"
    )
    title = "A thing that stands in for a term while the tests break it."
    assert made.attributes == {
        "class": "term",
        "href": "../terms/widget/",
        "id": "x",
        "title": title,
    }


def test_a_link_to_a_part_of_a_terms_page_is_no_mention(project):
    text = "# Other\n\nSee [them](terms/widget.md#in-code). A widget.\n"
    assert links(render(project, text)) == [(TO_WIDGET, "widget")]


def test_what_a_page_also_covers_is_a_mention_of_its_own(project):
    project.edit(WIDGET, "level: beginner\n", f"{SPROCKET}level: beginner\n")
    tree = render(project, "# Other\n\nA widget has sprockets, and a sprocket.\n")
    assert links(tree) == [
        (TO_WIDGET, "widget"),
        (f"{TO_WIDGET}#in-code", "sprockets"),
    ]
    titles = [a.attributes["title"] for a in tree.css("a.term")]
    assert titles[1] == "A part of the thing, inside."


@pytest.mark.parametrize(
    "text", ["gizmo", "Gizmos", "Wholly Imagined Device", "widgets", "Widget"]
)
def test_aliases_expansions_and_plurals_are_mentions(project, text):
    assert links(render(project, f"# Other\n\nHere: {text}.\n")) == [(TO_WIDGET, text)]


@pytest.mark.parametrize("text", ["tokenize", "widget-like", "prewidget"])
def test_parts_of_words_are_not_mentions(project, text):
    assert links(render(project, f"# Other\n\nHere: {text}.\n")) == []


@pytest.mark.parametrize(
    "text",
    [
        "- a *very* widget",
        "| a | b |\n|---|---|\n| 1 | widget |",
        "**x** widget",
        "> a widget",
        "!!! note\n\n    a widget",
        "Word\n:   a widget",
        "a<br>widget",
        "x < y &amp; widget",
        "two\nwidgets",
    ],
)
def test_mentions_in_lists_tables_and_after_markup_are_found(project, text):
    assert len(links(render(project, f"# Other\n\n{text}\n"))) == 1


def test_text_around_links_is_kept(project):
    text = "Before a widget between a token after, *then* a widget & x < y."
    tree = render(project, f"# Other\n\n{text}\n")
    assert tree.css_first("p").text() == text.replace("*", "")


def test_all_but_links_is_kept_to_the_letter(project):
    text = "# Other\n\nA <b title='x > y'>bold</b> *word* &lt;i&gt; &amp; `a < b`\n"
    assert links(render(project, text)) == []
    html = html_of(project, text)
    project.edit(WIDGET, "[gizmo]", "[word]")
    assert render(project, text).css_first("em").text() == "word"
    assert html == html_of(project, text).replace(
        '<a class="term" href="../terms/widget/" title="A thing that stands in for a term '
        'while the tests break it.">word</a>',
        "word",
    )


def test_a_page_of_lists_has_no_links_of_mentions(project):
    text = "# Other\n\nA widget.\n\n<!-- glossary: a-z -->\n"
    assert links(render(project, text)) == []


def test_a_summary_with_quotes_is_a_whole_tooltip(project):
    said = 'A "thing" <b> & more that stands in for a term.'
    project.edit(
        WIDGET,
        "A thing that stands in for a term while the tests break it.",
        f"'{said}'",
    )
    tree = render(project, "# Other\n\nA widget.\n")
    assert tree.css_first("a.term").attributes["title"] == said
    assert not tree.css("b")


@pytest.mark.parametrize(
    ("uri", "way"),
    [
        ("index.md", "terms/"),
        ("use.md", "../terms/"),
        ("terms/lora.md", "../"),
        ("labs/index.md", "../terms/"),
        ("labs/some-lab.md", "../../terms/"),
        ("groups/learning.md", "../../terms/"),
    ],
)
def test_the_way_to_the_terms(uri, way):
    assert way_to_terms(uri) == way


def test_all_of_the_sites_mentions_lead_to_terms_and_say_their_summaries(site, content):
    known = {f"/terms/{term.slug}/": {term.summary} for term in content.terms}
    for term in content.terms:
        for covered in term.covers.values():
            at = f"/terms/{term.slug}/#{covered.heading}"
            known.setdefault(at, set()).add(covered.means)
    found = 0
    for path in sorted(site.rglob("index.html")):
        here = "/" + path.parent.relative_to(site).as_posix() + "/"
        for link in LexborHTMLParser(path.read_text("utf-8")).css("a.term"):
            target = urljoin(here.replace("/./", "/"), link.attributes["href"])
            assert link.attributes["title"] in known[target], (path, link.html)
            found += 1
    assert found > 500
