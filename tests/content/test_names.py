"""Names of terms in text: whole words, the longest first, as they are written."""

import pytest

from glossary.content.names import Names
from tests.support.project import TOKEN, WIDGET


def found(names: Names, text: str) -> list[tuple[str, str]]:
    return [
        (text[start:end], named.term.slug) for start, end, named in names.find(text)
    ]


def test_names_with_capitals_match_as_they_are_written(content):
    assert found(content.names, "two LLMs") == [("LLMs", "llm")]
    assert found(content.names, "a lora radio") == []


def test_the_longest_name_at_a_place_is_taken(content):
    text = "Large language models, a LoRA\nadapter and weight matrices."
    first, second, *_ = found(content.names, text)
    assert first == ("Large language models", "llm")
    assert second == ("LoRA\nadapter", "lora")


@pytest.mark.parametrize(
    "text",
    ["gizmo", "Gizmos", "Wholly Imagined Device", "widgets", "Widget", "(widget)"],
)
def test_aliases_expansions_and_plurals_are_names(project, text):
    (only,) = found(project.load().names, f"Here: {text}.")
    assert only == (text.strip("()"), "widget")


@pytest.mark.parametrize("text", ["box", "boxes", "Boxes"])
def test_plurals_with_es_are_names(project, text):
    project.edit(WIDGET, "[gizmo]", "[box]")
    assert found(project.load().names, f"two {text} there") == [(text, "widget")]


def test_each_name_is_found_in_a_text(content):
    """What had a sign behind its first word was not: pass@k, Dr. GRPO, Good–Turing estimate."""
    for term in content.terms:
        for name in (*term.names, *term.covers):
            ((start, end, named),) = list(content.names.find(f"a {name}, then"))[:1]
            assert (start, end, named.term) == (2, 2 + len(name), term)


@pytest.mark.parametrize(
    "text", ["tokenize", "widget-like", "prewidget", "re-widget", "wholly imagined"]
)
def test_parts_of_words_are_not(project, text):
    assert found(project.load().names, f"Here: {text}.") == []


def test_what_a_page_also_covers_has_a_meaning_of_its_own(project):
    covers = "covers:\n  Sprocket:\n    heading: in-code\n    means: A thing inside of the thing.\n"
    project.edit(WIDGET, "level: beginner\n", f"{covers}level: beginner\n")
    content = project.load()
    assert content.problems == []
    ((start, end, named),) = content.names.find("two sprockets")
    assert (start, end) == (4, 13)
    assert (named.heading, named.means) == ("in-code", "A thing inside of the thing.")


COVERS = {
    "a heading that is not there": (
        "heading: nowhere",
        f"{WIDGET}:7: covers: 'Sprocket': no heading has the id 'nowhere'",
    ),
    "no meaning": ("heading: in-code\n    mean: x", "covers.Sprocket.means: missing"),
}


@pytest.mark.parametrize("name", COVERS)
def test_covers_are_checked(project, name):
    rows, message = COVERS[name]
    means = "" if "mean" in rows else "\n    means: A thing inside of the thing."
    project.edit(
        WIDGET,
        "level: beginner",
        f"covers:\n  Sprocket:\n    {rows}{means}\nlevel: beginner",
    )
    assert any(message in problem for problem in project.problems()), project.problems()


def test_a_covered_name_that_is_another_terms_is_refused(project):
    row = "covers:\n  Tokens:\n    heading: in-code\n    means: A thing inside of the thing.\n"
    project.edit(WIDGET, "level: beginner\n", f"{row}level: beginner\n")
    (problem,) = project.problems()
    assert "covers: 'Tokens' is already a name in docs/terms/token.md" in problem


def test_a_mention_is_one_mention_of_the_longest_name(project):
    project.edit(WIDGET, "[gizmo]", "[gizmo, gizmo of sand]")
    names = project.load().names
    assert found(names, "a gizmo of sand") == [("gizmo of sand", "widget")]
    assert found(names, "gizmos, gizmo") == [("gizmos", "widget"), ("gizmo", "widget")]


def test_a_longer_name_goes_before_the_plural_of_a_shorter_one(project):
    project.edit(WIDGET, "[gizmo]", "[box]")
    project.edit(TOKEN, "level:", "aliases: [boxes of sand]\nlevel:")
    names = project.load().names
    assert found(names, "two boxes of sand") == [("boxes of sand", "token")]
    assert found(names, "two boxes") == [("boxes", "widget")]


def test_a_capital_anywhere_behind_the_first_letter_counts(project):
    project.edit(WIDGET, "[gizmo]", "[pH, loRa]")
    names = project.load().names
    assert [text for text, _ in found(names, "pH ph PH, lora loRa LoRa")] == [
        "pH",
        "loRa",
    ]


def test_each_thing_that_is_named_is_there_once_and_stays_until_a_name_changes(project):
    covers = "covers:\n  Sprocket:\n    heading: in-code\n    means: A thing inside of the thing.\n"
    project.edit(WIDGET, "level: beginner\n", f"{covers}level: beginner\n")
    names = project.load().names
    told = [(named.term.slug, named.heading) for named in names.all]
    assert told == [("token", ""), ("widget", ""), ("widget", "in-code")]
    project.edit(WIDGET, "No.", "Yes.")
    assert project.load().names is names
    project.edit(WIDGET, "[gizmo]", "[gadget]")
    assert project.load().names is not names
