"""What the site adds to a page: lead, outputs, links to terms, formulas, lists."""

import re

import markdown
import pytest
from selectolax.lexbor import LexborHTMLParser

from glossary.markdown_extension import (
    GlossaryExtension,
    Names,
    TermCache,
    to_mathml,
)
from glossary.terms import load_terms


@pytest.fixture
def render(project):
    """Renders Markdown as a page of the small project."""

    def convert(text: str) -> LexborHTMLParser:
        md = markdown.Markdown(
            extensions=[
                "attr_list",
                "def_list",
                "md_in_html",
                "tables",
                "toc",
                "pymdownx.superfences",
                "pymdownx.highlight",
                "pymdownx.arithmatex",
                GlossaryExtension(root=str(project.root), repository="owner/name"),
            ],
            extension_configs={
                "pymdownx.arithmatex": {"generic": True},
                "pymdownx.highlight": {"pygments_lang_class": True},
            },
        )
        return LexborHTMLParser(md.convert(text))

    return convert


def term_links(tree: LexborHTMLParser) -> list[tuple[str, str]]:
    return [(a.attributes["href"], a.text()) for a in tree.css("a.term")]


def test_the_first_mention_is_a_link_with_the_summary_and_later_ones_are_plain(render):
    tree = render("# Other\n\nA widget, a widget and a token.\n\nOne more widget.\n")
    assert term_links(tree) == [
        ("terms/widget.md", "widget"),
        ("terms/token.md", "token"),
    ]
    assert (
        tree.css_first("a.term")
        .attributes["title"]
        .startswith("A thing that stands in")
    )


def test_a_terms_own_page_does_not_link_to_itself(render):
    tree = render("# Widget\n\nA widget has a token.\n")
    links = [link for link in term_links(tree) if link[1] in ("widget", "token")]
    assert links == [("token.md", "token")]


def test_no_links_in_code_headings_links_or_formulas(render):
    tree = render(
        "# Other\n\n## A widget\n\n`widget` [a widget shop](https://example.org) $widget$"
        "\n\n```console\nwidget\n```\n\nAt last a **widget**.\n"
    )
    assert term_links(tree) == [("terms/widget.md", "widget")]
    assert tree.css_first("strong a.term")


def test_a_link_that_the_author_wrote_is_the_first_mention(render):
    tree = render("# Other\n\nSee [widgets](terms/widget.md). A widget is a widget.\n")
    assert term_links(tree) == [("terms/widget.md", "widgets")]


def test_aliases_expansions_and_plurals_are_mentions(render):
    for text in ("gizmo", "Gizmos", "Wholly Imagined Device", "widgets", "Widget"):
        tree = render(f"# Other\n\nHere: {text}.\n")
        assert term_links(tree) == [("terms/widget.md", text)], text


def test_parts_of_words_are_not_mentions(render):
    for text in ("tokenize", "widget-like", "prewidget"):
        assert term_links(render(f"# Other\n\nHere: {text}.\n")) == [], text


def test_names_with_capitals_match_as_they_are_written():
    names = Names(load_terms())
    (found,) = names.find("two LLMs")
    assert found[2].slug == "llm"
    assert list(names.find("a lora radio")) == []


def test_the_longest_name_at_a_place_is_taken():
    names = Names(load_terms())
    text = "Large language models, a low-rank\nadapter and weight matrices."
    found = [(text[start:end], term.slug) for start, end, term in names.find(text)]
    assert found[0] == ("Large language models", "llm")
    assert found[1] == ("low-rank\nadapter", "lora")


def test_terms_are_read_again_when_a_build_begins(project):
    cache = TermCache(project.root)
    assert {term.slug for term in cache()} == {"widget", "token"}
    page = project.root / "docs/terms/token.md"
    other = (
        page.read_text("utf-8").replace("# Token", "# Bit").replace("Token\n", "Bit\n")
    )
    project.write("docs/terms/bit.md", other)
    cache._looked = float("-inf")
    assert {term.slug for term in cache()} == {"widget", "token", "bit"}
    assert [term.slug for _, _, term in cache.names.find("a bit")] == ["bit"]


def test_mentions_in_lists_tables_and_after_markup_are_found(render):
    for text in (
        "- a *very* widget",
        "| a | b |\n|---|---|\n| 1 | widget |",
        "**x** widget",
        "> a widget",
    ):
        assert term_links(render(f"# Other\n\n{text}\n")), text


def test_text_around_links_is_kept(render):
    text = "Before a widget between a token after, *then* a widget."
    tree = render(f"# Other\n\n{text}\n")
    assert tree.css_first("p").text() == text.replace("*", "")


def test_lead_names_sources_and_related_come_from_the_front_matter(render):
    tree = render("# Widget\n\nText.\n")
    assert tree.css_first(".term-expansion").text() == "Wholly Imagined Device"
    assert tree.css_first(".term-lead").text().startswith("A thing that stands in")
    assert "Also called gizmo · Learning · beginner" in tree.text()
    source = tree.css_first(".sources a")
    assert source.attributes["href"] == "https://arxiv.org/abs/2106.09685"
    assert "Doe and Roe, 2021" in tree.css_first(".sources").text()
    assert tree.css_first(".related a").attributes["href"] == "token.md"


def test_outputs_are_marked_and_the_comment_is_gone(render):
    tree = render(
        "# Other\n\n```console\nx\n```\n\n<!--pytest-codeblocks:expected-output-->\n\n"
        "```text\n4\n```\n"
    )
    assert tree.css_first(".output pre").text().strip() == "4"
    assert "pytest" not in tree.html


def test_a_script_shows_its_file_name(render):
    tree = render('# Other\n\n```python\n--8<-- "widget/two.py"\n```\n')
    assert tree.css_first(".filename").text() == "two.py"


def test_diagrams_are_left_as_drawn(render):
    svg = '<svg viewBox="0 0 1 1">\n<title>A_b_c widget</title>\n</svg>'
    tree = render(f"# Other\n\n{svg}\n\nText.\n")
    assert tree.css_first("figure.diagram > svg > title").text() == "A_b_c widget"
    assert not tree.css("figure a")


def test_formulas_are_mathml(render):
    tree = render("# Other\n\nInline $x^2$ and\n\n$$y = \\frac{1}{2}$$\n")
    inline, block = tree.css("math")
    assert inline.attributes["display"] == "inline"
    assert block.attributes["display"] == "block"
    assert block.attributes["alttext"] == "y = \\frac{1}{2}"
    assert block.parent.attributes["tabindex"] == "0"


@pytest.mark.parametrize("latex", ["x^", "\\frac{1", "}x", "\\nosuch x", "\\left( x"])
def test_formulas_that_cannot_be_read_are_refused(latex):
    with pytest.raises(ValueError, match="formula cannot be read"):
        to_mathml(latex, block=False)


def test_the_repository_comes_from_one_place(render):
    tree = render("# Other\n\n<https://github.com/{repository}>, {repository-name}\n")
    assert tree.css_first("a").attributes["href"] == "https://github.com/owner/name"
    assert tree.css_first("p").text().endswith(", name")


def test_lists_of_terms(render):
    tree = render("# Other\n\n<!-- glossary: a-z -->\n")
    assert [h.text() for h in tree.css("h2")] == ["G", "T", "W"]
    assert re.search(r"gizmo.*see Widget", tree.text(), re.DOTALL)
    tree = render("# Other\n\n<!-- glossary: groups -->\n")
    assert [h.text() for h in tree.css("h2")] == [
        "Learning",
        "Text in, text out",
    ]
    tree = render("# Other\n\n<!-- glossary: questions -->\n")
    assert (
        tree.css_first("li a").attributes["href"]
        == "terms/widget.md#does-a-widget-learn"
    )


def test_an_unknown_list_is_refused(render):
    with pytest.raises(ValueError, match="no list of that name"):
        render("# Other\n\n<!-- glossary: nonsense -->\n")
