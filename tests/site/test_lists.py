"""Lists of terms, and maps of who explains whom."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from glossary.content.content import LISTS
from glossary.content.order import in_group, slug_of
from glossary.content.terms import GROUPS
from glossary.site.lists import MAKERS
from glossary.site.maps import arc_map
from tests.support.project import TOKEN, WIDGET
from tests.support.render import render


def test_a_to_z_has_each_name_of_each_term(project):
    tree = render(project, "# Other\n\n<!-- glossary: a-z -->\n")
    assert [h.text().rstrip("¶") for h in tree.css("h2")] == ["G", "T", "W"]
    assert re.search(r"gizmo.*see Widget", tree.text(), re.DOTALL)
    assert re.search(r"Wholly Imagined Device.*see Widget", tree.text(), re.DOTALL)
    assert "Another stand-in" in tree.text()


def test_a_to_z_has_what_pages_also_cover_with_its_own_meaning(project):
    covers = "covers:\n  Sprocket:\n    heading: in-code\n    means: A part of the thing, inside.\n"
    project.edit(WIDGET, "level: beginner\n", f"{covers}level: beginner\n")
    tree = render(project, "# Other\n\n<!-- glossary: a-z -->\n")
    (link,) = (a for a in tree.css("a") if a.text() == "Sprocket")
    assert link.attributes["href"] == "../terms/widget/#in-code"
    assert "A part of the thing, inside." in tree.text()


def test_groups_come_in_reading_order_and_link_their_pages(project):
    tree = render(project, "# Other\n\n<!-- glossary: groups -->\n")
    assert [h.text().rstrip("¶") for h in tree.css("h2")] == [
        "Learning",
        "Text in, text out",
    ]
    assert not tree.css("h2 a[href^='..']")
    project.write("docs/groups/learning.md", "# Learning\n")
    tree = render(project, "# Other\n\n<!-- glossary: groups -->\n")
    (link,) = tree.css("h2 a[href^='..']")
    assert link.attributes["href"] == "../groups/learning/"


def test_groups_list_their_terms_with_summary_and_level(project):
    project.edit(TOKEN, "group: Text in, text out", "group: Learning")
    assert MAKERS["groups"](project.load()) == [
        "",
        "## Learning",
        "",
        GROUPS["Learning"],
        "",
        "[Token](/terms/token.md)",
        ":   Another stand-in, so that the first one has something to be related to. *Beginner.*",
        "",
        "[Widget](/terms/widget.md)",
        ":   A thing that stands in for a term while the tests break it. *Beginner.*",
        "",
    ]


def test_a_group_has_its_terms_and_their_map(project):
    tree = render(project, "# Other\n\n<!-- glossary: group-learning -->\n")
    assert [a.text() for a in tree.css("dt a")] == ["Widget"]
    assert (
        tree.css_first("figure.diagram svg title").text() == "Map of the group Learning"
    )


def test_questions_lead_to_their_headings(project):
    tree = render(project, "# Other\n\n<!-- glossary: questions -->\n")
    link = tree.css_first("li a")
    assert link.attributes["href"] == "../terms/widget/#does-a-widget-learn"
    assert link.text() == "Does a widget learn?"
    assert [h.text().rstrip("¶") for h in tree.css("h2")] == ["Widget"]


def test_stages_are_a_numbered_list(project):
    project.edit(TOKEN, "so that the first", "a widget, so that the first")
    tree = render(project, "# Other\n\n<!-- glossary: stages -->\n")
    assert [li.text() for li in tree.css("ol > li")] == ["Widget", "Token"]
    project.edit(TOKEN, "a widget, so that", "so that")
    project.edit(WIDGET, "term: Widget", "term: aWidget")
    project.edit(WIDGET, "# Widget", "# aWidget")
    links = "[aWidget](/terms/widget.md), [Token](/terms/token.md)"
    assert MAKERS["stages"](project.load()) == [f"1. {links}"]


def test_each_list_that_can_be_asked_for_has_a_maker():
    assert set(MAKERS) == set(LISTS)


@pytest.mark.parametrize("group", GROUPS)
def test_a_map_has_each_term_of_its_group(content, group):
    drawn = arc_map(content, group, "../../terms/")
    for term in in_group(content.terms, group, content.pages):
        assert f'xlink:href="../../terms/{term.slug}/"' in drawn
    assert f'id="map-{slug_of(group)}-title"' in drawn
    assert " style=" not in drawn


def test_a_map_joins_a_term_with_those_that_it_leads_to(project):
    project.edit(TOKEN, "group: Text in, text out", "group: Learning")
    assert "Widget leans on Token." in arc_map(project.load(), "Learning", "")
    project.edit(WIDGET, "related: [token]\n", "")
    assert "leans on" not in arc_map(project.load(), "Learning", "").replace(
        "Token leans on Widget", ""
    )


def test_every_question_of_the_site_is_on_its_page(site, content):
    """The list makes the ids of headings itself; the builder must have made the same."""
    html = (site / "questions/index.html").read_text("utf-8")
    links = LexborHTMLParser(html).css("article li > a")
    asked = [text for term in content.terms for _, text in term.page.questions]
    assert len(links) == len(asked) > 200
    ids: dict[str, set[str]] = {}
    for link in links:
        _, _, slug, anchor = re.split(r"/#?", link.attributes["href"])
        if slug not in ids:
            page = (site / "terms" / slug / "index.html").read_text("utf-8")
            ids[slug] = {
                h.attributes["id"] for h in LexborHTMLParser(page).css("article h3")
            }
        assert anchor in ids[slug], link.html


def test_a_map_has_its_terms_a_row_each_and_an_arc_for_each_that_leads_to_an_earlier(
    project,
):
    project.edit(TOKEN, "group: Text in, text out", "group: Learning")
    drawn = arc_map(project.load(), "Learning", "../")
    tree = LexborHTMLParser(drawn)
    names = [
        (t.text(), t.attributes["x"], t.attributes["y"]) for t in tree.css("a text")
    ]
    assert names == [("Token", "192", "24"), ("Widget", "192", "58")]
    dots = [(c.attributes["cx"], c.attributes["cy"]) for c in tree.css("circle")]
    assert dots == [("206", "19"), ("206", "53")]
    assert {c.attributes["fill"] for c in tree.css("circle")} == {"var(--g-ink)"}
    looks = {
        (t.attributes["fill"], t.attributes["text-anchor"]) for t in tree.css("a text")
    }
    assert looks == {("var(--g-link)", "end")}
    (arc,) = tree.css("path")
    assert arc.attributes["d"] == "M206 53 C390.8 53 390.8 19 206 19"
    assert (arc.attributes["stroke"], arc.attributes["stroke-width"]) == (
        "var(--g-muted)",
        "1",
    )
    assert 'viewBox="0 0 520 84"' in drawn
    assert "Widget leans on Token." in drawn
    # Token mentions Widget, but stands before it.
    assert "Token leans on" not in drawn


def test_what_the_first_sentence_needs_is_joined_by_a_thick_line_above_the_thin_ones(
    project,
):
    project.edit(TOKEN, "group: Text in, text out", "group: Learning")
    project.edit(WIDGET, "stands in for a term while", "stands in for a token while")
    third = (
        project.read(TOKEN)
        .replace("Token", "Zebra")
        .replace("A token may", "A widget may")
    )
    third = third.replace("unlike a widget", "unlike a [token](token.md)")
    project.write("docs/terms/zebra.md", third)
    drawn = arc_map(project.load(), "Learning", "../")
    arcs = LexborHTMLParser(drawn).css("path")
    kinds = [(a.attributes["stroke"], a.attributes["stroke-width"]) for a in arcs]
    assert kinds == [("var(--g-muted)", "1")] * 2 + [("var(--g-accent)", "3")]
    assert [a.attributes["d"] for a in arcs] == [
        "M206 87 C432.4 87 432.4 19 206 19",
        "M206 87 C346.3 87 346.3 53 206 53",
        "M206 53 C346.3 53 346.3 19 206 19",
    ]
    assert "Zebra leans on Token, Widget." in drawn
