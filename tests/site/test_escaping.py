"""What an author writes into a head is shown as text, wherever the site shows it."""

import json
import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from glossary.site.page import prepared as prepared_page
from glossary.site.text import attribute, escape, with_code
from tests.support.project import TERM, WIDGET
from tests.support.render import render

SIGNS = [
    'A "thing" that stands for others.',
    "A 'thing' that it's not.",
    'A "><script>alert(1)</script> thing that stands.',
    "A <b onclick=alert(1)>thing</b> that stands for x < y & z.",
    "A [thing](javascript:alert(1)) that stands for others.",
    "A ![thing](x.svg) and `code` and *stars* and __lines__.",
    "A thing with {: .class } and {repository-x} and $x^2$ left.",
    "A thing with \\( and \\$ and \\\\ and a\\*b in it.",
    "A thing &amp; &lt;b&gt; that is written so.",
    "# a heading, which this is not.",
    "- an item, which this is not.",
    "1. an item, which this is not.",
    "1) an item, which this is not.",
    ": a definition, which this is not.",
    "| a table | which this is not |.",
    "> a quotation, which this is not.",
    "=== a tab, which this is not, and more of it.",
    "!!! note that this is not an admonition.",
    "??? note that this is not a detail.",
    '--8<-- "no/include.py" is what this is not.',
    "+ an item, which this is not.",
    "``` a block, which this is not.",
    "~~~ a block, which this is not.",
    "*[HTML]: an abbreviation, which this is not.",
    "[^1]: a note, which this is not.",
    "Bang! [x][y] and <https://example.org> stay as they are.",
    "https://example.org/a_b_c stays as it is, a_b_c too.",
    "--- a line, which this is not.",
    "*** a line, which this is not.",
    "___ a line, which this is not.",
]


def plain(text: str) -> str:
    return " ".join(text.split())


def with_head(**rows: str) -> str:
    """The widget's page with other rows in its head, each in quotes."""
    text = TERM
    for key, value in rows.items():
        text, count = re.subn(
            rf"^{key}: .*$",
            lambda _, k=key, v=value: f"{k}: {json.dumps(v)}",
            text,
            flags=re.M,
        )
        assert count == 1
    return text


@pytest.mark.parametrize("said", SIGNS)
def test_a_summary_is_shown_as_it_is(project, said):
    page = with_head(summary=said)
    project.write(WIDGET, page)
    tree = render(project, page, "terms/widget.md")
    assert plain(tree.css_first(".term-lead").text()) == plain(said)
    assert not tree.css(".term-lead *:not(a)")
    for name in ("a-z", "groups", "group-learning"):
        listed = render(project, f"# Other\n\n<!-- glossary: {name} -->\n")
        definition = plain(listed.css_first("dt:has(a[href*='widget']) + dd").text())
        assert definition.removesuffix(" Beginner.") == plain(said), name
        assert not listed.css("dd script, dd b, dd img, dd code")
    project.edit("docs/terms/token.md", "level: b", "related: [widget]\nlevel: b")
    token = render(project, project.read("docs/terms/token.md"), "terms/token.md")
    related = plain(token.css_first(".related li").text())
    assert related == f"Widget: {plain(said)}"


@pytest.mark.parametrize("said", SIGNS)
def test_what_a_source_supports_its_title_and_authors_are_shown_as_they_are(
    project, said
):
    project.write(
        "docs/sources.yml",
        "doe2021widgets:\n"
        f"  title: {json.dumps(said)}\n  authors: {json.dumps(said)}\n"
        "  year: 2021\n  url: https://example.org/x\n",
    )
    page = TERM.replace('"section 1: what a widget is"', json.dumps(said))
    project.write(WIDGET, page)
    tree = render(project, page, "terms/widget.md")
    source = tree.css_first(".sources li")
    said = plain(said)
    assert plain(source.css_first("a").text()) == said
    # Of what it supports, code in backticks is shown as code, and nothing else as what it is.
    supports = said.replace("`code`", "code")
    assert plain(source.text()) == f"{said}, {said}, 2021. Supports: {supports}"
    codes = source.css("code")
    assert [code.text() for code in codes] == ["code"] * said.count("`code`")
    assert len(source.css("*")) == 2 + len(codes), source.html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a `b*c` d*", r"a `b*c` d\*"),
        ("`a` `b`", "`a` `b`"),
        ("one ` alone", r"one \` alone"),
        ("none `` in it", r"none \`\` in it"),
        ("- a `b`", "&#45; a `b`"),
    ],
)
def test_code_in_what_a_source_supports(text, shown):
    assert with_code(text) == shown


NAMES = [
    "giz*mo*x",
    "C#x",
    "a_b_c",
    "giz<b>mo",
    "giz & mo",
    "x--8<--y",
    "1. gizmo",
    "giz`mo`x",
]


@pytest.mark.parametrize("name", NAMES)
def test_an_alias_is_shown_and_listed_as_it_is(project, name):
    page = TERM.replace("[gizmo]", json.dumps([name]))
    project.write(WIDGET, page)
    assert project.problems() == []
    tree = render(project, page, "terms/widget.md")
    meta = tree.css_first(".term-meta").text()
    assert meta == f"Also called {name} · Learning · beginner"
    listed = render(project, "# Other\n\n<!-- glossary: a-z -->\n")
    assert name in [plain(dt.text()) for dt in listed.css("dt")]
    assert not listed.css("dt b, dt em, dt code, dt ol")


@pytest.mark.parametrize("name", NAMES)
def test_a_term_and_its_expansion_are_shown_as_they_are(project, name):
    page = with_head(expansion=name)
    project.write(WIDGET, page)
    assert project.problems() == []
    tree = render(project, page, "terms/widget.md")
    assert plain(tree.css_first(".term-expansion").text()) == name


@pytest.mark.slow
def test_quotes_and_tags_in_a_summary_reach_no_attribute(project):
    """Of the built page: the theme writes the description as it is."""
    said = 'A "><script>alert(1)</script> thing & more.'
    project.write(WIDGET, with_head(summary=said))
    done = project.build()
    assert done.returncode == 0, done.stderr
    for path in (project.root / "site").rglob("*.html"):
        html = path.read_text("utf-8")
        tree = LexborHTMLParser(html)
        assert "alert(1)" not in "".join(
            one.text() for one in tree.css("script:not([type])")
        )
        if path.parent.name == "widget":
            description = tree.css_first("meta[name=description]")
            assert description.attributes["content"] == said
    # Neither does its hash stand in the policy.
    from glossary.site.policy import hash_of

    assert hash_of("alert(1)") not in (project.root / "site/index.html").read_text(
        "utf-8"
    )


@pytest.mark.parametrize("sign", list("\\`*_$[]{}"))
def test_each_sign_of_markdown_is_escaped(sign):
    assert escape(f"a{sign}b{sign}c") == f"a\\{sign}b\\{sign}c"


@pytest.mark.parametrize("sign", list("-+:=~#|"))
def test_what_would_begin_a_block_is_escaped(sign):
    assert escape(f"{sign} a {sign}") == f"&#{ord(sign)}; a {sign}"


def test_escape_and_attribute():
    assert escape("a_b") == "a\\_b"
    assert escape("# a") == "&#35; a"
    assert escape("<b> & c") == "&lt;b&gt; &amp; c"
    assert attribute('a "b" <c> & d') == "a &quot;b&quot; &lt;c&gt; &amp; d"


@pytest.mark.slow
def test_the_description_of_any_page_is_an_attribute(project):
    head = "---\ndescription: 'A \"><b> thing'\nhide: [toc]\n---\n\n"
    project.write("docs/index.md", head + project.read("docs/index.md"))
    assert project.build().returncode == 0
    html = project.read("site/index.html")
    assert '<meta name="description" content="A &quot;&gt;&lt;b&gt; thing">' in html


def test_the_head_of_any_page_is_read_strictly(project):
    head = "---\ndescription: A\ndescription: B\n---\n\n"
    project.write("docs/index.md", head + project.read("docs/index.md"))
    assert project.problems() == [
        "docs/index.md:3: 'description' stands here twice: keep one"
    ]


def test_the_head_of_any_page_says_only_what_the_theme_writes_safely(project):
    """The theme writes titles and authors as they are, and opens what `template` names."""
    page = project.read("docs/index.md")
    refresh = "<meta http-equiv=refresh content='3;url=https://example.org/'>"
    for said, told in {
        f'title: "A {refresh}"': "title: unknown key: remove it or use one of description, hide",
        f'author: "x\'> {refresh}"': "author: unknown key: remove it or use one of",
        "template: nope.html": "template: unknown key: remove it or use one of",
        "icon: ../../../etc/passwd": "icon: unknown key: remove it or use one of",
        "description: [a, b]": "description: input should be a valid string, found a list",
        "hide: [toc, all]": "hide.2: 'all' is not one of 'navigation', 'toc' or 'footer'",
        "hide: toc": "hide: input should be a valid list, found 'toc'",
    }.items():
        project.write("docs/index.md", f"---\n{said}\n---\n\n{page}")
        (problem,) = project.problems()
        assert f"docs/index.md:2: {told}" in problem, said
        prepared = prepared_page(
            project.load().pages["index.md"], project.load(), "owner/name"
        )
        assert not prepared.startswith("---"), said
