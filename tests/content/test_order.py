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
    assert "explain each other in a circle" in problem
    assert "token -> widget" in problem or "widget -> token" in problem


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
