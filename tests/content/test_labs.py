"""Labs: what they show is what was executed, and what they say is what it printed."""

import datetime

import pytest

from glossary.content.labs import STAMP, read_lab
from glossary.content.problems import ProblemsFound
from tests.support.notebook import SVG, edited, notebook
from tests.support.project import OUTPUT, SHOWN, WIDGET


def set_output(cells: list[dict], number: int, output: dict) -> None:
    cells[number]["outputs"] = [output]


BROKEN = {
    "code edited after it ran": (
        lambda made: made["cells"][1].update(source="print(0.9)"),
        "not those of its execution",
    ),
    "output typed by hand": (
        lambda made: made["cells"][1]["outputs"][0].update(text="0.9\n"),
        "not those of its execution",
    ),
    "a picture drawn by hand": (
        lambda made: made["cells"][2]["outputs"][0]["data"].update(
            {"image/svg+xml": SVG.replace("2", "3")}
        ),
        "not those of its execution",
    ),
    "what it printed as an error": (
        lambda made: made["cells"][1]["outputs"][0].update(name="stderr"),
        "not those of its execution",
    ),
    "never executed": (
        lambda made: made["metadata"].pop(STAMP),
        "not those of its execution",
    ),
    "a figure that nothing printed": (
        edited(lambda cells: cells[0].update(source="# A lab\n\nIt is right in 93 %.")),
        "says '93 %', which no output",
    ),
    "a cell that failed": (
        edited(
            lambda cells: set_output(
                cells,
                1,
                {"output_type": "error", "ename": "ValueError", "evalue": "no"},
            )
        ),
        "code cell 1: it stopped with 'ValueError: no'",
    ),
    "a warning": (
        edited(
            lambda cells: set_output(
                cells,
                1,
                {
                    "output_type": "stream",
                    "name": "stderr",
                    "text": "x.py:3: FutureWarning: old",
                },
            )
        ),
        "code cell 1: it warns",
    ),
    "a picture without a description": (
        edited(
            lambda cells: set_output(
                cells,
                2,
                {
                    "output_type": "display_data",
                    "data": {"image/svg+xml": "<svg></svg>"},
                },
            )
        ),
        "code cell 2: its picture has no description",
    ),
    "an output that is no text or picture": (
        edited(
            lambda cells: set_output(
                cells,
                2,
                {
                    "output_type": "display_data",
                    "data": {"text/html": "<b>", "text/plain": "b"},
                },
            )
        ),
        "code cell 2: cannot show 'text/html",
    ),
    "no list of figures": (
        edited(lambda cells: cells[3].update(source="print(1)")),
        "its last code cell must begin with",
    ),
    "a list without a figure": (
        edited(lambda cells: cells[3]["outputs"][0].update(text="share\n")),
        "its last code cell lists no figure as `name: value ± tolerance`",
    ),
    "no title": (
        edited(lambda cells: cells[0].update(source="A lab")),
        "its first cell must be Markdown",
    ),
}


def test_the_small_notebook_is_fine_as_it_is(project):
    project.write("docs/labs/a-lab.ipynb", notebook())
    lab = read_lab(project.root / "docs/labs/a-lab.ipynb", project.root)
    assert lab.figures == {"share": ("0.812", 0.02)}


def test_a_page_that_stands_where_a_labs_page_is_made_is_told(project):
    """It was there and nobody saw it."""
    project.write("docs/labs/a-lab.ipynb", notebook())
    project.write("docs/labs/a-lab.md", "# Mine\n")
    assert project.problems() == [
        "docs/labs/a-lab.md:1: the page of a-lab.ipynb stands there: write it into the notebook"
    ]


@pytest.mark.parametrize(("change", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_notebook_is_named(change, message, project):
    path = project.write("docs/labs/a-lab.ipynb", notebook(change))
    with pytest.raises(ProblemsFound) as found:
        read_lab(path, project.root)
    assert "docs/labs/a-lab.ipynb:1: " in str(found.value)
    assert message in str(found.value)


@pytest.mark.slow
def test_a_broken_notebook_stops_the_build(project):
    project.take_notebooks()
    project.write("docs/labs/a-lab.ipynb", notebook(BROKEN["no title"][0]))
    done = project.build()
    assert done.returncode
    assert "docs/labs/a-lab.ipynb:1: its first cell must be Markdown" in (
        done.stdout + done.stderr
    )


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "{}", "3", '{"cells": 3}', '{"cells": [3]}', '{"cells": [{}]}', ""],
)
def test_a_file_that_is_no_notebook_is_named(project, text):
    path = project.write("docs/labs/a-lab.ipynb", text)
    with pytest.raises(
        ProblemsFound, match=r"docs/labs/a-lab\.ipynb:1: is no notebook"
    ):
        read_lab(path, project.root)


STAMPS = {
    "no stamp": None,
    "a text": "yesterday",
    "seconds in words": {"seconds": "three"},
    "memory in words": {"peak_mib": "much"},
    "memory with a point": {"peak_mib": 1.5},
    "no date": {"date": None},
    "no packages": {"packages": None},
    "no digest": {"digest": None},
    "seconds that ran backwards": {"seconds": -1},
    "seconds without end": {"seconds": float("inf")},
    "seconds that are true": {"seconds": True},
    "memory that is true": {"peak_mib": True},
    "a date to come": {"date": "2126-11-24"},
    "a date before all": {"date": "1926-11-24"},
    "a date in words": {"date": "24 November"},
    "a date that is none": {"date": "2026-02-30"},
    "a date of two lines": {"date": "2026-11-24\n"},
    "packages without versions": {"packages": "torch, numpy"},
    "packages in words": {"packages": "the usual ones"},
    "packages with markup": {"packages": "torch 2.13.0<script>"},
    "packages of two lines": {"packages": "torch 2.13.0\nnumpy 2.0"},
    "no packages at all": {"packages": ""},
}


@pytest.mark.parametrize("name", STAMPS)
def test_a_stamp_of_another_form_is_named(project, name):
    def change(made: dict) -> None:
        stamp = STAMPS[name]
        own = made["metadata"][STAMP]
        made["metadata"][STAMP] = own | stamp if isinstance(stamp, dict) else stamp

    path = project.write("docs/labs/a-lab.ipynb", notebook(change))
    with pytest.raises(ProblemsFound, match=r"docs/labs/a-lab\.ipynb:1: its ") as told:
        read_lab(path, project.root)
    assert str(told.value).startswith("1 problem to mend:\n")
    assert str(told.value).count("\n") == 1


@pytest.mark.parametrize(
    "stamp",
    [
        {"date": datetime.date.today().isoformat()},
        {"packages": "Python 3.11.7, torch 2.13.0+cpu, scikit-learn 1.9.1rc1"},
        {"seconds": 0.5},
    ],
)
def test_a_stamp_of_an_execution_is_fine(project, stamp):
    path = project.write(
        "docs/labs/a-lab.ipynb",
        notebook(lambda made: made["metadata"][STAMP].update(stamp)),
    )
    assert read_lab(path, project.root).executed.items() >= stamp.items()


def says(
    project, text: str, printed: str, code: str = "print(0.812)", svg: str = SVG
) -> list[str]:
    """What is wrong with a lab that says a sentence and prints a text."""

    def change(cells: list[dict]) -> None:
        cells[0].update(source=f"# A lab\n\n{text}")
        cells[1]["outputs"][0].update(text=f"{printed}\n")
        cells[1].update(source=code)
        cells[2]["outputs"][0]["data"].update({"image/svg+xml": svg})

    path = project.write("docs/labs/a-lab.ipynb", notebook(edited(change)))
    try:
        read_lab(path, project.root)
    except ProblemsFound as found:
        return [problem.message for problem in found.problems]
    return []


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("460,800 numbers", "4608"),
        ("5,000,000 numbers", "5"),
        ("90 % of them", "9"),
        ("40,960 pieces", "4,096"),
        ("2,000 reviews", "200"),
        ("95 percent", "0.96"),
        ("124M numbers", "124"),
        ("-81.2 points", "81.2"),
    ],
)
def test_a_figure_with_other_zeros_or_another_sign_is_not_supported(
    project, said, printed
):
    (problem,) = says(project, said, printed)
    assert "which no output of the notebook holds" in problem


def test_a_figure_that_was_printed_or_has_a_source_is_supported(project):
    assert says(project, "90 % of 460,800 and 5,000,000", "0.9 460800 5000000") == []
    source = "[a paper](https://example.org)"
    assert says(project, f"{source} has 93 %.", "") == []
    assert (
        says(project, f"By *Q. Who* (2024, {source}), it is 93 % of 460,800.", "") == []
    )
    assert len(says(project, f"{source} has 93 %.\n\nWe have 94 %.", "")) == 1
    assert len(says(project, f"{source} has 93 %. We have\n94 %.", "")) == 1
    assert len(says(project, f"We have 94 %? {source} has 93 %.", "")) == 1
    assert len(says(project, f"(See {source}.) `x` has 94 %.", "")) == 1
    assert len(says(project, f"1. {source} has 93 %\n2. we have $94\\%$", "")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "[another page](../terms/widget.md) has 93 %.",
        "[another page](/terms/widget/) has 93 %.",
        "it printed 93 %.",
    ],
)
def test_neither_a_link_within_the_site_nor_code_is_a_source(project, text):
    (problem,) = says(project, text, "0.812", code="print(0.812)  # not 0.93")
    assert "says '93 %', which no output" in problem


@pytest.mark.parametrize(
    "unseen",
    ["\x1b[31m0.812\x1b[0m", "0.98\b\b12", "9 %\r81 %", "\u202e218.0", "0.8\u200b12"],
)
def test_what_a_notebook_and_its_page_show_differently_is_refused(project, unseen):
    """A terminal acts on such characters, a page passes over them."""
    drawn = SVG.replace(">y<", f">{unseen}<")
    for place, told in {
        "an output": says(project, "", unseen),
        "code": says(project, "", "", code=f"print(0.812)  # {unseen}"),
        "a picture": says(project, "", "", svg=drawn),
        "prose": says(project, f"It is {unseen}.", "0.812"),
    }.items():
        assert any("holds a control character" in one for one in told), (place, told)


def test_what_pages_alone_can_ask_for_is_refused(project):
    """A lab's page would show nothing in its place, and its notebook the words."""
    for line in (
        "<!-- script: widget/two_and_two_are_four -->",
        "<!-- glossary: a-z -->",
        "<!-- models: gpt2 | parameters -->",
        "<!-- predict: Is it 4? -->",
        "<!--pytest-codeblocks:expected-output-->",
        "It has {gpt2: parameters} parameters.",
    ):
        (problem,) = says(project, f"Text.\n\n{line}", "")
        assert "asks for what pages alone can show" in problem, line
    assert (
        says(project, "Write `<!-- script: a/b -->` or `{gpt2: parameters}`.", "") == []
    )


def test_a_text_that_is_the_value_of_a_cell_is_shown(project):
    value = {"output_type": "execute_result", "data": {"text/plain": ["0.7", "12"]}}
    change = edited(lambda cells: cells[2]["outputs"].append(value))
    path = project.write("docs/labs/a-lab.ipynb", notebook(change))
    _, cell, _ = read_lab(path, project.root).code
    assert (cell.text, len(cell.pictures)) == ("0.712\n", 1)


@pytest.mark.parametrize(
    "text",
    [
        "It is 83.2 %.",
        "In [a lab](../labs/no.ipynb) it is 83.2 %.",
        "In [a lab](https://example.org/labs/no/) it is 83.2 %.",
    ],
)
def test_a_page_that_quotes_no_known_lab_is_no_matter(project, text):
    project.write("docs/labs/a-lab.ipynb", notebook())
    project.add(WIDGET, f"\n{text}\n")
    assert not [problem for problem in project.problems() if "says" in problem]


LINKS = {
    "inline": "In [a lab](../labs/a-lab.ipynb) it was {}.",
    "to a heading": "In [a lab](../labs/a-lab.ipynb#a-lab) it was {}.",
    "in a list": "- In [a lab](../labs/a-lab.ipynb) it was\n  {}.",
    "in a table": "| [a lab](../labs/a-lab.ipynb) | {} |\n|---|---|",
}


@pytest.mark.parametrize("name", LINKS)
def test_a_page_that_misquotes_a_lab_is_told(project, name):
    project.write("docs/labs/a-lab.ipynb", notebook())
    at = project.add(WIDGET, f"\n{LINKS[name].format('81.2 %')}\n")
    assert project.problems() == []
    project.edit(WIDGET, "81.2 %", "83.2 %")
    assert project.problems() == [
        f"{WIDGET}:{at + 1}: says '83.2 %', which is in no output of a-lab.ipynb"
    ]


@pytest.mark.parametrize(
    ("page", "link"),
    [
        (WIDGET, "[a lab](/labs/a-lab.ipynb)"),
        (WIDGET, "[a lab](../labs/a-lab.md)"),
        (WIDGET, "[a lab](./../labs/a-lab.ipynb)"),
        (WIDGET, "[a lab](<../labs/a-lab.ipynb>)"),
        (WIDGET, '<a href="../../labs/a-lab/">a lab</a>'),
        (WIDGET, '<A HREF = "../../labs/a-lab/">a lab</A>'),
        (WIDGET, "<a href=../../labs/a-lab/>a lab</a>"),
        (WIDGET, "[a lab](../labs/a%2Dlab.ipynb)"),
        (WIDGET, '<a href="../../labs/a&#45;lab/">a lab</a>'),
        (WIDGET, "[a lab](https://owner.github.io/name/labs/a-lab/)"),
        (WIDGET, "[a lab](https://owner.github.io/name/labs/a-lab#it)"),
        (
            WIDGET,
            "[a lab](https://github.com/owner/name/blob/main/docs/labs/a-lab.ipynb)",
        ),
        ("docs/labs/index.md", "[a lab](a-lab.ipynb)"),
    ],
)
def test_a_figure_is_held_to_a_lab_however_it_is_linked(project, page, link):
    project.write("docs/labs/a-lab.ipynb", notebook())
    project.write("docs/labs/index.md", "# Labs\n")
    project.add(page, f"\nIn {link} it was 0.999.\n")
    said = [one for one in project.problems() if one.startswith(page)]
    assert any(
        "says '0.999', which is in no output of a-lab.ipynb" in one for one in said
    ), said


BELOW = "\nAs [a lab](../labs/a-lab.ipynb) says:\n\n"


@pytest.mark.parametrize(
    "text",
    ["It was {}.", "| x | y |\n|---|---|\n| it | {} |", "- one\n- {}", "Yes.\n\n*{}*."],
)
def test_figures_below_a_link_to_a_lab_are_held_to_it(project, text):
    """L-5: the next paragraph and the rows of a table were held to nothing."""
    project.write("docs/labs/a-lab.ipynb", notebook())
    project.add(WIDGET, f"{BELOW}{text.format('81.2 %')}\n")
    assert project.problems() == []
    project.edit(WIDGET, "81.2 %", "83.2 %")
    (problem,) = project.problems()
    assert "says '83.2 %', which is in no output of a-lab.ipynb" in problem


@pytest.mark.parametrize(
    "text",
    [
        "It was 83.2 %, as in [a page](../terms/token.md).",
        f"<!-- predict: Is it 83.2 %? -->\n{SHOWN}",
        "In [a lab](../labs/a-lab.ipynb), unlike above, it was 4.25.",
        "In [a lab](../labs/a-lab.ipynb), as [they](https://example.org/labs/no/) say, it was 0.5.",
    ],
)
def test_figures_below_a_link_to_a_lab_are_of_nothing_else(project, text):
    project.write("docs/labs/a-lab.ipynb", notebook())
    project.edit(OUTPUT, "sum: 4", "sum: 4.25")
    project.add(WIDGET, f"{BELOW}{text}\n")
    assert any("is in no output of a-lab.ipynb" in one for one in project.problems())


def test_figures_beside_links_to_two_labs_are_of_either(project):
    for name, value in {"one": "0.25", "two": "0.75", "three": "0.5"}.items():
        prints = edited(
            lambda cells, value=value: (
                cells[0].update(source="# A lab"),
                cells[1]["outputs"][0].update(text=f"{value}\n"),
            )
        )
        project.write(f"docs/labs/{name}.ipynb", notebook(prints))
    both = "[One](../labs/one.ipynb) and [two](../labs/two.ipynb)"
    project.add(WIDGET, f"\n{both} had 25 % and 75 %.\n\nSo: 25 %, then 75 %.\n")
    assert project.problems() == []
    project.add(WIDGET, f"\n{both} had 50 %.\n\nSo: 50 %.\n")
    assert [problem.partition(": ")[2] for problem in project.problems()] == [
        "says '50 %', which is in no output of one.ipynb, two.ipynb"
    ] * 2


@pytest.mark.parametrize(
    "text",
    [
        "[A paper](https://example.org) has 83.2 %.",
        "## Another matter\nIt was 83.2 %.",
        "The script above prints 83.2 %.",
    ],
)
def test_figures_below_a_link_to_a_lab_may_be_of_something_else(project, text):
    project.write("docs/labs/a-lab.ipynb", notebook())
    project.edit(OUTPUT, "sum: 4", "sum: 83.2 %")
    project.add(WIDGET, f"{BELOW}{text}\n")
    said = [problem for problem in project.problems() if "says" in problem]
    assert not said


def test_a_lab_is_not_linked_by_an_address_elsewhere(project):
    """The figures beside such a link would be held to nothing (B-6)."""
    project.write("docs/labs/a-lab.ipynb", notebook())
    project.add(WIDGET, "\nIn [a lab][x] it was 0.999.\n\n[x]: ../labs/a-lab.ipynb\n")
    (problem,) = project.problems()
    assert "an address apart from its link: write [words](address)" in problem


@pytest.mark.slow
def test_a_page_that_misquotes_a_lab_stops_the_build(project):
    project.take_notebooks()
    project.write("docs/labs/a-lab.ipynb", notebook())
    project.set(nav=[{"Home": "index.md"}, "labs/a-lab.ipynb", {"Terms": "by group"}])
    project.add(WIDGET, f"\n{LINKS['inline'].format('81.2 %')}\n")
    done = project.build()
    assert done.returncode == 0, done.stderr
    project.edit(WIDGET, "81.2 %", "83.2 %")
    done = project.build()
    assert done.returncode
    assert "says '83.2 %', which is in no output of a-lab" in done.stdout + done.stderr
