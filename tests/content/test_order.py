"""A newcomer can begin somewhere: no first sentence needs a word that needs it in turn."""

from graphlib import CycleError

import pytest

from glossary.content.names import Names
from glossary.content.order import (
    in_group,
    leads_to,
    path_of,
    reading_order,
    stages,
    used_in_summaries,
)
from glossary.content.terms import GROUPS
from tests.support.project import TOKEN, WIDGET


def test_each_first_sentence_uses_only_terms_before_it(content):
    order = [term.slug for term in reading_order(content.terms, content.names)]
    assert sorted(order) == sorted(content.by_slug)
    for slug, used in used_in_summaries(content.terms, content.names).items():
        for other in used:
            assert order.index(other) < order.index(slug), (slug, other)


def test_a_circle_is_refused(content):
    summary = "A piece of text that the vocabulary of a model lists."
    token = content.by_slug["token"].model_copy(update={"summary": summary})
    terms = [*(t for t in content.terms if t.slug != "token"), token]
    with pytest.raises(CycleError):
        reading_order(terms, Names(terms))


def test_a_circle_is_told_with_its_terms(project):
    project.edit(WIDGET, "stands in for a term while", "stands in for a token while")
    assert project.problems() == []
    project.edit(TOKEN, "Another stand-in, so", "Another stand-in, for a widget, so")
    (problem,) = project.problems()
    told = "summary: these explain each other in a circle, so that nobody could begin"
    assert problem in [
        f"docs/terms/{one}.md:1: {told}: {one} -> {other} -> {one}: reword one of them"
        for one, other in (("token", "widget"), ("widget", "token"))
    ]


@pytest.mark.parametrize("group", GROUPS)
def test_a_path_leads_through_its_whole_group(content, group):
    """In the order of the page no first sentence needs a later term of the group."""
    members = in_group(content.terms, group, content.pages)
    assert path_of(group, content.pages) == [term.slug for term in members]
    used = used_in_summaries(content.terms, content.names)
    for index, term in enumerate(members):
        later = {other.slug for other in members[index:]}
        assert not used[term.slug] & later, term.slug


def test_without_a_path_terms_stand_by_level_and_name(content):
    members = in_group(content.terms, "Learning", {})
    levels = [term.level for term in members]
    assert levels == sorted(levels, key=["beginner", "intermediate", "advanced"].index)
    assert {t.slug for t in members} == {
        t.slug for t in content.terms if t.group == "Learning"
    }


def test_stages_need_only_earlier_stages(content):
    seen: set[str] = set()
    used = used_in_summaries(content.terms, content.names)
    for members in stages(content.terms, content.names):
        assert all(used[term.slug] <= seen for term in members)
        seen |= {term.slug for term in members}
    assert seen == set(content.by_slug)


def test_what_a_term_leads_to_follows_a_change_of_its_related_terms(content):
    term, *others = content.terms
    leads = content.leads[term.slug]
    target = next(other.slug for other in others if other.slug not in leads)
    changed = term.model_copy(update={"related": [*term.related, target]})
    assert target in leads_to([changed, *others], content.names)[term.slug]


def test_a_term_leads_to_what_it_links_mentions_and_is_related_to(content):
    leads = content.leads
    for term in content.terms:
        assert set(term.related) <= leads[term.slug]
        assert term.slug not in leads[term.slug]
    assert "weights" in leads["lora"]


def test_a_link_a_mention_and_a_related_term_each_lead(project):
    def leads() -> frozenset[str]:
        return project.load().leads["token"]

    assert leads() == {"widget"}  # the mention
    project.edit(TOKEN, ", unlike a widget", "")
    assert leads() == frozenset()
    for there, gone in (
        ("A [thing](widget.md#in-code).", True),
        ("A [thing](widget.md).", True),
        ("`widget`, $widget$", False),
    ):
        project.edit(TOKEN, "A token may", f"{there} A token may")
        assert bool(leads()) is gone, there
        project.edit(TOKEN, there, "")
    project.edit(TOKEN, "level: beginner", "level: beginner\nrelated: [widget]")
    assert leads() == {"widget"}


def test_a_heading_or_code_leads_nowhere(project):
    project.edit(TOKEN, ", unlike a widget", "")
    for text in ("## A widget", "`a widget`", "### More\n\n#### The widget\n\nText."):
        project.add(TOKEN, f"\n{text}\n")
    assert project.load().leads["token"] == frozenset()


def test_a_question_to_predict_leads_nowhere(project):
    """In the summary of a fold, which is a button, no term is a link."""
    project.edit(TOKEN, ", unlike a widget", "")
    shown = "<!-- script: home/two_and_two_are_four -->"
    project.add(TOKEN, f"\n<!-- predict: Is it a widget? -->\n{shown}\n")
    assert project.load().leads["token"] == frozenset()


def test_the_first_paragraph_of_a_groups_page_is_its_path(project):
    project.edit(TOKEN, "group: Text in, text out", "group: Learning")
    project.write(
        "docs/groups/learning.md",
        "# Learning [x](../terms/gadget.md)\n\nFirst a [widget](../terms/widget.md),\n"
        "then a [token](../terms/token.md#token) and a [token](../terms/token.md).\n\n"
        "Not [this](../terms/thing.md).\n",
    )
    content = project.load()
    assert path_of("Learning", content.pages) == ["widget", "token"]
    assert path_of("Running", content.pages) == []
    members = in_group(content.terms, "Learning", content.pages)
    assert [term.slug for term in members] == ["widget", "token"]


def test_what_needs_nothing_is_read_by_group_level_and_name(project):
    pages = {"alpha": ("Learning", "advanced"), "beta": ("Learning", "beginner")}
    pages |= {"gamma": ("Learning", "beginner"), "delta": ("Running", "beginner")}
    for slug, (group, level) in pages.items():
        text = project.read(TOKEN).replace("Token", slug.capitalize())
        text = text.replace("Text in, text out", group).replace("beginner", level)
        project.write(f"docs/terms/{slug}.md", text)
    content = project.load()
    order = [term.slug for term in reading_order(content.terms, content.names)]
    assert order == ["beta", "gamma", "widget", "alpha", "token", "delta"]


def test_a_term_is_one_stage_behind_the_last_that_it_needs(project):
    project.edit(WIDGET, "stands in for a term while", "stands in for a token while")
    text = project.read(TOKEN).replace("Token", "Gadget")
    project.write("docs/terms/gadget.md", text.replace("first one", "widget or token"))
    content = project.load()
    steps = [
        [term.slug for term in members]
        for members in stages(content.terms, content.names)
    ]
    assert steps == [["token"], ["widget"], ["gadget"]]
    assert stages([], content.names) == []
