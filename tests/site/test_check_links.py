"""Links to pages and headings that are not there are told with file and line, before a build."""

import pytest

from tests.support.notebook import notebook
from tests.support.project import SHOWN, WIDGET

DEAD = {
    "page": (
        "[x](tokens.md)",
        "links to 'tokens.md', and there is no docs/terms/tokens.md",
    ),
    "page above": (
        "[x](../nowhere.md)",
        "links to '../nowhere.md', and there is no docs/now",
    ),
    "above the site": (
        "[x](../../README.md)",
        "links to '../../README.md', and there is no",
    ),
    "heading": ("[x](token.md#nowhere)", "docs/terms/token.md has no such heading"),
    "heading in capitals": (
        "[x](widget.md#In-Code)",
        "docs/terms/widget.md has no such",
    ),
    "own heading": ("[x](#nowhere)", "docs/terms/widget.md has no such heading"),
    "lab": ("[x](../labs/nowhere.ipynb)", "there is no docs/labs/nowhere.md"),
    "picture": ("[x](../assets/no.svg)", "there is no docs/assets/no.svg"),
    "with a title": ('[x](tokens.md "Tokens")', "links to 'tokens.md'"),
    "with code in its text": ("[`x`](tokens.md)", "links to 'tokens.md'"),
    "after code": ("`[a](b.md)` [x](tokens.md)", "links to 'tokens.md'"),
    "in a table": ("| [x](tokens.md) |", "links to 'tokens.md'"),
    "in an admonition": ("!!! note\n\n    [x](tokens.md)", "links to 'tokens.md'"),
}


@pytest.mark.parametrize("name", DEAD)
def test_a_dead_link_is_told_with_its_line(project, name):
    text, message = DEAD[name]
    at = project.add(WIDGET, f"\n{text}\n") + 1 + text.count("\n")
    (problem,) = project.problems()
    assert problem.startswith(f"{WIDGET}:{at}: links to ")
    assert message in problem


@pytest.mark.parametrize(
    "text",
    [
        "[x](token.md)",
        "[x](token.md#token)",
        "[x](#in-code)",
        "[x](#given)\n\n## Another {: #given }",
        '[x](#given)\n\n<a id="given"></a>',
        "[x](../index.md)",
        "[x](../index.md#home)",
        "[x](widget.md#does-a-widget-learn)",
        "[x](widget.md#sources)",
        "[x](../terms/widget.md#related-terms)",
        "[x](../labs/a-lab.ipynb)",
        "[x](../labs/a-lab.ipynb#a-lab)",
        "[x](../assets/a.svg)",
        "[x](https://example.org/nowhere.md)",
        "[x](mailto:a@example.org)",
        "`[x](nowhere.md)`",
        "``[x](nowhere.md)``",
        "```console\n[x](nowhere.md)\n```",
        "\\[x\\](nowhere.md)",
    ],
)
def test_a_link_that_leads_somewhere_is_no_matter(project, text):
    project.write("docs/assets/a.svg", "<svg></svg>\n")
    project.write("docs/labs/a-lab.ipynb", notebook())
    project.add(WIDGET, f"\n{text}\n")
    assert project.problems() == []


@pytest.mark.parametrize("way", ["snippets/widget/x.md", "../snippets/widget/x.py"])
def test_a_link_into_snippets_leads_nowhere(project, way):
    project.add(WIDGET, f"\n[x](../{way})\n")
    (problem,) = project.problems()
    assert "links to " in problem


def test_a_link_in_a_scripts_code_is_code(project):
    project.edit("snippets/widget/two_and_two_are_four.py", '"sum:"', '"[x](y.md)"')
    project.edit("snippets/widget/two_and_two_are_four.out", "sum:", "[x](y.md)")
    assert project.problems() == []


@pytest.mark.slow
def test_the_build_stops_with_file_and_line(project):
    at = project.add(WIDGET, "\n[page](tokens.md)\n\n[own](#nowhere)\n")
    done = project.build()
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert f"{WIDGET}:{at + 1}: links to 'tokens.md'" in said
    assert f"{WIDGET}:{at + 3}: links to '#nowhere'" in said


def test_a_link_to_a_heading_that_a_list_makes_is_left_to_the_builder(project):
    project.write("docs/a-z.md", f"# A-Z\n\n<!-- glossary: a-z -->\n\n{SHOWN}\n")
    project.add(WIDGET, "\n[x](../a-z.md#w)\n")
    assert project.problems() == []
