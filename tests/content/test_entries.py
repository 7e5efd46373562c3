"""What every entry has: length, links, scripts, questions, sources, a picture, a place."""

import pytest

from glossary.content import entries
from glossary.content.entries import SECTIONS, lacking
from glossary.content.figures import figures
from tests.support.project import OTHER, OUTPUT, SCRIPT, SHOWN, WIDGET


def test_no_entry_lacks_anything(content):
    assert "\n".join(map(str, lacking(content))) == ""


# In a small project: all that is lacking, word for word


NAMES = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"]
EXACTLY = {
    "words": 350,
    "links": 8,
    "claims": 3,
    "sources": 3,
    "asked": 4,
    "predict": 1,
}


def lacks(project, path: str) -> list[str]:
    """What one page lacks: line and message of each."""
    return [
        f"{problem.line}: {problem.message}"
        for problem in lacking(project.load())
        if problem.path == path
    ]


def lacks_with(project, slug: str = "widget", **numbers: int) -> list[str]:
    """What an entry lacks that has so many of each, and all else."""
    has = EXACTLY | numbers
    for name in NAMES:
        text = OTHER.replace("Token", name).replace(
            "sources", f"related: [{slug}]\nsources"
        )
        project.write(f"docs/terms/{name}.md", text)
    filled = has["words"] - has["links"] - has["asked"]
    sources = "".join(f'  doe202{n}: "it"\n' for n in range(has["sources"]))
    links = " ".join(f"[x]({name}.md)" for name in NAMES[: has["links"]])
    claims = "".join(f"<!-- script: {slug}/c{n} -->\n\n" for n in range(has["claims"]))
    # Its words count in no limit: it is no prose, but the title of what is folded below.
    claims = f"<!-- predict: {'word ' * 24}word? -->\n" * has["predict"] + claims
    asked = "".join(f"### Why {n}?\n\n[x](#picture)\n\n" for n in range(has["asked"]))
    project.write(
        f"docs/terms/{slug}.md",
        f"---\nterm: {slug}\ngroup: Learning\nlevel: beginner\nsummary: A thing that is whole.\n"
        f"related: [alpha]\nsources:\n{sources}---\n\n# {slug}\n\n## In plain words\n\n"
        f"{'word ' * filled}\n\n{links}\n\n## Picture\n\n<!-- picture: x -->\n\n"
        f"## In code\n\n{claims}## Where people go wrong\n\n"
        f"## Questions people ask\n\n{asked}",
    )
    return lacks(project, f"docs/terms/{slug}.md")


@pytest.mark.parametrize(
    ("of", "numbers", "told"),
    [
        ("widget", {}, ""),
        ("widget", {"words": 349}, "12: 349 words of prose: write 350 to 1500"),
        ("widget", {"words": 1500}, ""),
        ("widget", {"words": 1501}, "12: 1501 words of prose: write 350 to 1500"),
        ("widget", {"links": 7}, "12: links 7 other entries (alpha, beta, delta, "),
        ("widget", {"claims": 2}, "25: shows 2 claims: show 3 by scripts of its own"),
        (
            "widget",
            {"predict": 0},
            "25: has nothing to predict: write <!-- predict",
        ),
        ("widget", {"sources": 2}, "7: sources: 2: name 3, primary ones first"),
        ("widget", {"asked": 3}, "36: answers 3 questions: answer 4"),
        ("lora", {"asked": 12, "words": 350}, ""),
        ("lora", {"asked": 12, "words": 3000}, ""),
        (
            "lora",
            {"asked": 12, "words": 3001},
            "12: 3001 words of prose: write 350 to ",
        ),
        ("lora", {"asked": 11}, "36: answers 11 questions: answer 12"),
    ],
)
def test_exactly_enough_and_one_too_few_or_many(project, of, numbers, told):
    said = lacks_with(project, of, **numbers)
    assert len(said) == bool(told), said
    assert not said or said[0].startswith(told), said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The share is 0.54.", "0.54"),
        ("The share is 54 %, of 1,000 draws.", "1,000, 54 %"),
        ("The sum is 0.75, as `0.75` in the script.", ""),
        ("In another test it was 4.5, from 400 draws.", "4.5, 400"),
        ("It was 4.5 in [a paper](https://example.org).", ""),
        ("It is 2 of 60.", ""),  # counts of things
    ],
)
def test_a_figure_beside_scripts_is_one_that_they_hold_or_print(project, text, says):
    project.write(SCRIPT, '"""It is so."""\n\nx = 0.75  # of 2_500\nprint("sum:", x)\n')
    project.write(OUTPUT, "sum: 0.75\n")
    project.edit(WIDGET, SHOWN, f"{SHOWN}\n\n{text} Of 2,500 it is 0.75.")
    told = [one for one in lacks(project, WIDGET) if "no script of this page" in one]
    figures = ", ".join(one.partition("'")[2].partition("'")[0] for one in told)
    assert figures == says


def test_no_figure_is_excused_that_need_not_be(content, monkeypatch):
    """A script that prints it now, or a sentence that is gone."""
    excused = entries.OF_ELSEWHERE
    monkeypatch.setattr(entries, "OF_ELSEWHERE", {})
    told = [
        (content.by_slug[slug].page.where, figure.text)
        for slug, text in excused.items()
        for figure in figures(text)
    ]
    found = [
        (problem.path, problem.message.partition("'")[2].partition("'")[0])
        for slug in excused
        for problem in entries.not_printed_in(content.by_slug[slug], content)
    ]
    assert sorted(set(found)) == sorted(told)


def test_what_an_entry_that_has_been_begun_lacks(project):
    project.write("docs/groups/learning.md", "# Learning\n\nThere is\none.\n")
    project.edit(
        WIDGET, "## In code", "$$\nx\n= 1\n$$\n<!-- one\ntwo -->\n| a |\n\n## In code"
    )
    assert [str(problem) for problem in lacking(project.load())] == BEGUN.splitlines()


BEGUN = """\
docs/groups/learning.md:3: links widget 0 times in its first paragraph: lead through each term once
docs/groups/text-in-text-out.md:1: is not there: write the page of the group Text in, text out
docs/terms/token.md:2: related: name the terms that a reader goes to from here
docs/terms/token.md:6: sources: 1: name 3, primary ones first
docs/terms/token.md:9: 12 words of prose: write 350 to 1500
docs/terms/token.md:9: links 1 other entries (widget): link 8
docs/terms/token.md:13: answers 0 questions: answer 4
docs/terms/token.md:13: has no picture: draw one and write <!-- picture: name -->
docs/terms/token.md:13: has no section 'In code': write ## In code
docs/terms/token.md:13: has no section 'In plain words': write ## In plain words
docs/terms/token.md:13: has no section 'Picture': write ## Picture
docs/terms/token.md:13: has no section 'Questions people ask': write ## Questions people ask
docs/terms/token.md:13: has no section 'Where people go wrong': write ## Where people go wrong
docs/terms/token.md:13: has nothing to predict: write <!-- predict: a question? --> above a script
docs/terms/token.md:13: shows 0 claims: show 3 by scripts of its own
docs/terms/widget.md:8: related: no other entry leads here: name widget in the related of one
docs/terms/widget.md:9: sources: 1: name 3, primary ones first
docs/terms/widget.md:12: 1 words of prose: write 350 to 1500
docs/terms/widget.md:12: links 0 other entries (none): link 8
docs/terms/widget.md:23: has nothing to predict: write <!-- predict: a question? --> above a script
docs/terms/widget.md:23: shows 1 claim: show 3 by scripts of its own
docs/terms/widget.md:27: answers 1 question: answer 4
docs/terms/widget.md:29: this answer has no link: link what shows it
docs/terms/widget.md:32: has no picture: draw one and write <!-- picture: name -->
docs/terms/widget.md:32: has no section 'In plain words': write ## In plain words
docs/terms/widget.md:32: has no section 'Picture': write ## Picture
docs/terms/widget.md:32: has no section 'Where people go wrong': write ## Where people go wrong
"""


def test_what_is_wrong_in_its_lines(project):
    text = project.read(WIDGET)
    head = text[: text.index("# Widget")].replace(
        "group:", "terms_taught: [twice, derivative]\ngroup:"
    )
    project.write(WIDGET, head + LINES)
    assert (
        lacks(project, WIDGET)
        == WRONG.format(sections=", ".join(SECTIONS)).splitlines()
    )


WRONG = """\
5: terms_taught: 'twice' stands in bold 2 times: once, where the sentence says what it means
9: related: no other entry leads here: name widget in the related of one
10: sources: 1: name 3, primary ones first
13: 45 words of prose: write 350 to 1500
13: links 0 other entries (none): link 8
16: 'Plainly' is no section of an entry: use {sections}
16: its sections stand in another order than {sections}
18: a heading of level 4 below one of level 2: go down by one
20: 'just' says nothing here: leave it out
22: 'Obviously' says nothing here: leave it out
25: 'of course' says nothing here: leave it out
27: '!' says nothing here: leave it out
31: still to write: 'TODO: more'
33: 'slope' is said by nobody else: write derivative, or gradient
35: 'Held equal' is said by nobody else: write tested to be equal
44: has nothing to predict: write <!-- predict: a question? --> above a script
44: shows 1 claim: show 3 by scripts of its own
46: answers 2 questions: answer 4
48: this answer has no link: link what shows it
52: an answer is one to three sentences: show the script above, link it here
61: has no picture: draw one and write <!-- picture: name -->
61: has no section 'Picture': write ## Picture
"""

LINES = """# Widget

## Plainly

#### Deep

It is just so, simply.

Obviously, it is.

It is of
course so, of course.

It works!

It `just` is <!-- simply -->.

TODO: more

The slope bends.

Held equal.

Its **derivative** is the slope, **twice** and **twice**; **or
not**.

See `slope` and [x](slopes.md).

## Where people go wrong

## In code

## Questions people ask

### Why?

No.

### How?

[x](#a)

<!-- script: widget/x -->

## In plain words

A slope.
"""


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ('**"It is\nall."** [Said](https://x.org/1).', False),
        ('**Its "all of it"**, says one\n([it](https://x.org/1)).', False),
        ("**It is all.** Nobody is quoted.", False),
        ('It is "all", **not** more.', False),
        ('**"It is\nall."** It is not, see [x](token.md).', True),
        ('**"It is\nall."** See\n\n[x](https://x.org/1)', True),
        ('**Its "It is all"** is wrong.', True),
        ("**“It is all.”** It is not.", True),
    ],
)
def test_a_quoted_mistake_links_who_made_it(project, mistake, told):
    project.edit(
        WIDGET, "# Widget", f"# Widget\n\n## Where people go wrong\n\nx.\n\n{mistake}\n"
    )
    said = [line for line in lacks(project, WIDGET) if "who said" in line]
    words = "nobody is linked who said 'It is all': link them, or leave the marks out"
    assert [line.replace("all.'", "all'") for line in said] == [f"19: {words}"] * told


def test_what_is_wrong_in_the_path_of_a_group(project):
    gadget = OTHER.replace("Token", "Gadget").replace("Text in, text out", "Learning")
    project.write(
        "docs/terms/gadget.md", gadget.replace("Another stand-in", "A widget")
    )
    project.write(
        "docs/groups/learning.md",
        "# Learning\n\n[x](../terms/token.md)\n[x](../terms/gadget.md) and\n"
        "[x](../terms/widget.md)\n[x](../terms/widget.md)\n",
    )
    assert lacks(project, "docs/groups/learning.md") == [
        "3: gadget stands before widget, which its summary needs: put it behind",
        "3: links widget 2 times in its first paragraph: lead through each term once",
        "3: token is no term of this group: link it after the first paragraph",
    ]


def test_a_group_page_without_a_paragraph_is_told_at_its_beginning(project):
    project.write("docs/groups/learning.md", "# Learning\n")
    (said,) = lacks(project, "docs/groups/learning.md")
    assert said.startswith("1: links widget 0 times in its first paragraph")
