"""What every entry has: length, links, scripts, questions, sources, a picture, a place."""

import re
import shutil
from pathlib import Path

import pytest

from glossary import ROOT
from glossary.content.content import load
from glossary.content.entries import ASKED, CLAIMS, LINKS, SOURCES, WORDS, lacking

SOFTMAX = "docs/terms/softmax.md"
PATH = "docs/groups/text-in-text-out.md"


def test_no_entry_lacks_anything(content):
    assert "\n".join(map(str, lacking(content))) == ""


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The entries as they are, to take something from one of them."""
    root = tmp_path_factory.mktemp("copy")
    for name in ("docs", "snippets"):
        shutil.copytree(ROOT / name, root / name)
    # What its head says of headings and words would be wrong without them, too.
    page = root / SOFTMAX
    text = page.read_text("utf-8")
    kinds = r"(?m)^(?:covers|terms_taught):.*\n(?:[ -].*\n)*"
    page.write_text(re.sub(kinds, "", text), "utf-8")
    return root


@pytest.fixture
def told(copy):
    """What the copy lacks after a change to one file, which is then undone."""
    changed: dict[Path, str] = {}

    def change(name: str, edit) -> list[str]:
        path = copy / name
        text = changed.setdefault(path, path.read_text("utf-8"))
        assert edit(text) != text, "the change changes nothing"
        path.write_text(edit(text), "utf-8")
        return [str(problem) for problem in lacking(load(copy))]

    yield change
    for path, text in changed.items():
        path.write_text(text, "utf-8")


def line_of(text: str, start: str) -> int:
    """Number of the first line that begins so."""
    lines = enumerate(text.split("\n"), start=1)
    return next(number for number, line in lines if line.startswith(start))


def without(start: str, end: str):
    """A change that takes a page's text from one line to before another."""

    def edit(text: str) -> str:
        at = text.index(f"\n{start}")
        return text[:at] + text[text.index(f"\n{end}", at + 1) :]

    return edit


def replaced(old: str, new: str, count: int = -1):
    return lambda text: text.replace(old, new, count)


def without_directives(text: str) -> str:
    """The page without its claims but the first."""
    lines, seen = [], 0
    for line in text.split("\n"):
        seen += line.startswith("<!-- script: softmax/")
        if seen < 2 or not line.startswith("<!-- script:"):
            lines.append(line)
    return "\n".join(lines)


def only_one_source(text: str) -> str:
    head, *_ = text.split("sources:\n")
    first, rest = text[len(head) + 9 :].split("\n", 1)
    return f"{head}sources:\n{first}\n{rest[rest.index('---') :]}"


def without_links(text: str) -> str:
    """The page with its words, none of which is another entry's name."""
    head, _, body = text.partition("\n# Softmax\n")
    words = "\n".join("word " * len(line.split()) for line in body.split("\n"))
    return f"{head}\n# Softmax\n{words}"


@pytest.fixture(scope="module")
def page(copy) -> str:
    return (copy / SOFTMAX).read_text("utf-8")


def test_too_short(told, page):
    at = line_of(page, "# Softmax")
    said = told(SOFTMAX, without("## In plain words", "## Questions people ask"))
    words = [one for one in said if f"words of prose: write {WORDS[0]} to" in one]
    assert words
    assert words[0].startswith(f"{SOFTMAX}:{at - 1}: ")


def test_too_long(told):
    said = told(SOFTMAX, replaced("## Picture", "word " * 2000 + "\n\n## Picture"))
    assert any(f"words of prose: write {WORDS[0]} to {WORDS[1]}" in one for one in said)


def test_too_few_links(told):
    said = told(SOFTMAX, without_links)
    assert any(f"link {LINKS}" in one and "other entries" in one for one in said), said


def test_too_few_claims(told, page):
    at = line_of(page, "## In code")
    said = told(SOFTMAX, without_directives)
    assert any(
        one.startswith(f"{SOFTMAX}:{at}: shows ") and f"show {CLAIMS}" in one
        for one in said
    ), said


def test_too_few_sources(told, page):
    at = line_of(page, "sources:")
    said = told(SOFTMAX, only_one_source)
    assert f"{SOFTMAX}:{at}: sources: 1: name {SOURCES}, primary ones first" in said


def test_no_picture(told, page):
    at = line_of(page, "## Picture")
    said = told(SOFTMAX, replaced("<!-- picture: ", "<!-- "))
    assert any(one.startswith(f"{SOFTMAX}:{at}: has no picture") for one in said), said


def test_too_few_questions(told, page):
    at = line_of(page, "## Questions people ask")
    said = told(SOFTMAX, replaced("\n### ", "\n#### "))
    assert f"{SOFTMAX}:{at}: answers 0 questions: answer {ASKED}" in said


def test_an_answer_without_a_link(told, page):
    questions = page[page.index("## Questions people ask") :]
    question = next(line for line in questions.split("\n") if line.startswith("### "))
    at = line_of(page, question)

    def edit(text: str) -> str:
        start = text.index(question) + len(question)
        end = text.index("\n### ", start)
        return text[:start] + "\n\nNo.\n" + text[end:]

    assert f"{SOFTMAX}:{at}: this answer has no link: link what shows it" in told(
        SOFTMAX, edit
    )


def test_a_script_in_an_answer(told):
    said = told(SOFTMAX, lambda text: f"{text}\n<!-- script: softmax/x -->\n")
    assert any("an answer is one to three sentences" in one for one in said), said


def test_a_section_that_is_missing(told):
    said = told(SOFTMAX, replaced("## Where people go wrong", "### Where it goes"))
    assert any("has no section 'Where people go wrong'" in one for one in said), said


def test_a_section_of_another_name(told, page):
    at = line_of(page, "## In plain words")
    said = told(SOFTMAX, replaced("## In plain words", "## Plainly"))
    assert any(
        one.startswith(f"{SOFTMAX}:{at}: 'Plainly' is no section") for one in said
    )


def test_sections_in_another_order(told):
    def edit(text: str) -> str:
        text = text.replace("## Picture", "## X").replace("## In code", "## Picture")
        return text.replace("## X", "## In code")

    assert any("stand in another order" in one for one in told(SOFTMAX, edit))


def test_a_heading_that_goes_down_by_two(told):
    said = told(SOFTMAX, replaced("\n### ", "\n#### "))
    assert any("a heading of level 4 below one of level 2" in one for one in said), said


@pytest.mark.parametrize("word", ["just", "simply", "Obviously", "of course"])
def test_a_filler(told, page, word):
    at = line_of(page, "## Picture")
    said = told(SOFTMAX, replaced("## Picture", f"It is {word} so.\n\n## Picture"))
    assert f"{SOFTMAX}:{at}: {word!r} says nothing here: leave it out" in said


def test_an_exclamation(told):
    said = told(SOFTMAX, replaced("## Picture", "It works!\n\n## Picture"))
    assert any("'!' says nothing here" in one for one in said), said


def test_fillers_in_code_are_no_matter(told):
    said = told(SOFTMAX, replaced("## Picture", "See `just x != y!`.\n\n## Picture"))
    assert said == []


def test_no_related_terms(told):
    def edit(text: str) -> str:
        at = text.index("related:")
        return text[:at] + "related: []\n" + text[text.index("sources:") :]

    said = told(SOFTMAX, edit)
    assert any("related: name the terms that a reader goes to" in one for one in said)


def without_related(slug: str):
    """Takes a slug out of a head's `related`, wherever else the head has the word."""
    return lambda text: re.sub(
        r"(?m)^related: .*$",
        lambda line: re.sub(rf", {slug}\b|\b{slug}, ", "", line[0]),
        text,
        count=1,
    )


def test_an_island(copy, told):
    for path in (copy / "docs/terms").glob("*.md"):
        text = path.read_text("utf-8")
        if path.stem != "softmax" and re.search(r"(?m)^related: .*\bsoftmax\b", text):
            name = path.relative_to(copy).as_posix()
            said = told(name, without_related("softmax"))
    assert any("no other entry leads here: name softmax" in one for one in said), said


def test_a_taught_word_that_is_not_in_bold(told):
    said = told(SOFTMAX, replaced("group:", "terms_taught: [no such word]\ngroup:"))
    assert any("'no such word' stands in bold 0 times" in one for one in said), said


def test_a_term_that_its_groups_path_leaves_out(told):
    said = told(PATH, replaced("(../terms/softmax.md)", "(../terms/token.md)"))
    assert any(
        one.startswith(f"{PATH}:") and "links softmax 0 times" in one for one in said
    )
    assert any("links token 2 times" in one for one in said)


def test_a_path_through_another_groups_term(told):
    said = told(PATH, replaced("(../terms/softmax.md)", "(../terms/lora.md)"))
    assert any("lora is no term of this group" in one for one in said), said


def test_a_path_in_an_order_in_which_nobody_can_read(told):
    def edit(text: str) -> str:
        text = text.replace("(../terms/token.md)", "(../terms/X.md)")
        text = text.replace("(../terms/vocabulary.md)", "(../terms/token.md)")
        return text.replace("(../terms/X.md)", "(../terms/vocabulary.md)")

    said = told(PATH, edit)
    assert any(
        "stands before" in one and "which its summary needs" in one for one in said
    )


def test_a_group_without_a_page(copy, told):
    path = copy / PATH
    kept = path.read_text("utf-8")
    path.unlink()
    try:
        said = [str(problem) for problem in lacking(load(copy))]
    finally:
        path.write_text(kept, "utf-8")
    assert (
        f"{PATH}:1: is not there: write the page of the group Text in, text out" in said
    )


@pytest.mark.parametrize(
    ("word", "standard"),
    [("slope", "derivative, or gradient"), ("Held equal", "tested to be equal")],
)
def test_a_word_that_nobody_else_says(told, page, word, standard):
    at = line_of(page, "## In code")
    said = told(SOFTMAX, replaced("## In code", f"The {word} is here.\n\n## In code"))
    assert f"{SOFTMAX}:{at}: {word!r} is said by nobody else: write {standard}" in said


def test_such_a_word_in_plain_words_or_beside_the_standard_one(told):
    explained = "The slope, its **derivative**, is `slope`.\n\n## In code"
    assert told(SOFTMAX, replaced("## In code", explained)) == []
    plain = "## In plain words\n\nA list of numbers.\n"
    assert told(SOFTMAX, replaced("## In plain words\n", plain)) == []
