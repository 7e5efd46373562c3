"""A newcomer can begin somewhere: no first sentence needs a word that needs it in turn."""

import re

import pytest

from glossary import ROOT
from glossary.maps import arc_map, leads_to, stages
from glossary.paths import (
    GROUPS_FOLDER,
    in_group,
    reading_order,
    slug_of,
    used_in_summaries,
)
from glossary.problems import ProblemsFound
from glossary.terms import GROUPS, load_terms

TERMS = load_terms()


def test_each_first_sentence_uses_only_terms_before_it():
    order = [term.slug for term in reading_order(TERMS)]
    assert sorted(order) == sorted(term.slug for term in TERMS)
    for slug, used in used_in_summaries(TERMS).items():
        for other in used:
            assert order.index(other) < order.index(slug), (slug, other)


def test_a_circle_is_told_with_its_terms():
    by_slug = {term.slug: term for term in TERMS}
    token = by_slug["token"].model_copy(
        update={"summary": "A piece of text that the vocabulary of a model lists."}
    )
    with pytest.raises(ProblemsFound, match="in a circle"):
        reading_order([*(t for t in TERMS if t.slug != "token"), token])


@pytest.mark.parametrize("group", GROUPS)
def test_a_path_leads_through_its_whole_group(group):
    """In the order of the page no first sentence needs a later term of the group."""
    members = in_group(TERMS, group)
    page = ROOT / "docs" / GROUPS_FOLDER / f"{slug_of(group)}.md"
    paragraph = page.read_text("utf-8").split("\n\n")[1]
    linked = re.findall(r"\]\(\.\./terms/([\w-]+)\.md\)", paragraph)
    assert linked == [term.slug for term in members]
    used = used_in_summaries(TERMS)
    for index, term in enumerate(members):
        later = {other.slug for other in members[index:]}
        assert not used[term.slug] & later, term.slug


def test_stages_need_only_earlier_stages():
    seen: set[str] = set()
    used = used_in_summaries(TERMS)
    for members in stages(TERMS):
        assert all(used[term.slug] <= seen for term in members)
        seen |= {term.slug for term in members}
    assert seen == {term.slug for term in TERMS}


def test_the_map_follows_a_change_of_the_related_terms():
    term, *others = TERMS
    target = next(t.slug for t in others if t.slug not in leads_to(TERMS)[term.slug])
    changed = term.model_copy(update={"related": [*term.related, target]})
    assert target in leads_to([changed, *others])[term.slug]


def test_the_map_knows_links_mentions_and_related_terms():
    leads = leads_to(TERMS)
    by_slug = {term.slug: term for term in TERMS}
    for term in TERMS:
        assert set(term.related) <= leads[term.slug]
        assert term.slug not in leads[term.slug]
    assert "weights" in leads["lora"]
    for group in GROUPS:
        drawn = arc_map(TERMS, group, "../../terms/")
        for term in in_group(by_slug.values(), group):
            assert f'href="../../terms/{term.slug}/"' in drawn
