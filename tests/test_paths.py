"""A newcomer can begin somewhere: no first sentence needs a word that needs it in turn."""

import pytest

from glossary.paths import reading_order, used_in_summaries
from glossary.problems import ProblemsFound
from glossary.terms import load_terms

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
