"""`python -m glossary.define`: an entry in the terminal, a script to a file, what is misspelled."""

from __future__ import annotations

import re

import pytest

from glossary import define
from tests.support.project import CODE, SCRIPT, SHOWN, WIDGET

LONG = 'print("' + "x" * 79 + '")'


@pytest.fixture
def asked(project, capsys):
    """Asks, and gives what is printed and said."""

    def ask(*arguments: str) -> tuple[str, str]:
        assert define.main([*arguments], project.root) == 0
        return tuple(capsys.readouterr())

    return ask


@pytest.fixture
def refused(project, capsys):
    """Asks for what cannot be had, and gives the one line that says so."""

    def ask(*arguments: str) -> str:
        with pytest.raises(SystemExit) as ended:
            define.main([*arguments], project.root)
        assert ended.value.code == 2
        printed, said = capsys.readouterr()
        assert printed == ""
        (line,) = said.splitlines()
        assert line.startswith("glossary.define: ")
        return line.removeprefix("glossary.define: ")

    return ask


def pair(project) -> None:
    """A second claim, in NumPy and in PyTorch."""
    project.write("snippets/widget/two_ways_numpy.py", CODE)
    project.write("snippets/widget/two_ways_torch.py", CODE.replace("sum", "of"))
    project.write("snippets/widget/two_ways.out", "sum: 4\n")
    project.edit(WIDGET, SHOWN, f"{SHOWN}\n\n<!-- script: widget/two_ways -->")


@pytest.mark.parametrize(
    "words",
    [
        ["widget"],
        ["WIDGET"],
        ["Wholly", "Imagined", "Device"],
        ["gizmo"],
        ["wholly-imagined_device"],
    ],
)
def test_an_entry_is_found_by_each_of_its_names(asked, words):
    printed, said = asked(*words)
    assert said == ""
    assert re.search(r"^ +Widget +$", printed, re.MULTILINE)
    assert "A thing that stands in for a term while the tests break it." in printed
    assert 'print("sum:", 2 + 2)' in printed
    assert "Does a widget learn?" in printed
    assert "\x1b" not in printed, "no colors in a file"


def test_a_script_is_not_broken_and_a_formula_stays_as_it_is(project, asked):
    project.edit(SCRIPT, 'print("sum:", 2 + 2)', LONG)
    formulas = "$W_0\\,x$ and `$p$` for 5 and\n\n$$\\frac{a}{b}\\!\n\\_c$$"
    project.edit(WIDGET, "No.", formulas)
    printed, _ = asked("widget")
    assert LONG in printed
    assert "W_0\\,x and $p$ for 5 and" in printed
    assert "\\frac{a}{b}\\! \\_c" in printed


def test_as_markdown_it_is_what_the_page_gives(asked):
    printed, _ = asked("token", "--markdown")
    assert printed.startswith("# Token\n\nAnother stand-in")
    assert (
        "From [The Runnable LLM Glossary](https://owner.github.io/name/terms/token/)"
        in printed
    )


@pytest.mark.parametrize("word", ["two_and", "two and two are four", "FOUR", "two-and"])
def test_a_script_is_printed_to_the_letter(asked, word):
    assert asked("widget", "--script", word) == (CODE, "")


def test_of_two_that_show_the_same_the_first_is_printed(project, asked, refused):
    pair(project)
    printed, said = asked("widget", "--script", "ways")
    assert printed == CODE
    assert said == "glossary.define: there is also --script two_ways_torch\n"
    printed, said = asked("widget", "--script", "two_ways_torch.py")
    assert (printed, said) == (CODE.replace("sum", "of"), "")
    both = "'two' is in several: name one of two_and_two_are_four, two_ways"
    assert refused("widget", "--script", "two") == both


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["wigdet"], "there is no entry 'wigdet': did you mean widget?"),
        (["tokens"], "there is no entry 'tokens': did you mean token?"),
        (["x" * 300], "there is no entry "),
        (["quark"], "there is no entry 'quark': docs/terms/ holds 2, one a file"),
        (["a\nb"], "there is no entry 'a b'"),
        (["token", "--script", "x"], "token has no scripts"),
        (
            ["widget", "--script", "two_and_too"],
            "widget has no script 'two_and_too': did you mean two_and_two_are_four?",
        ),
        (
            ["widget", "--script", "merging"],
            "widget has no script 'merging': name one of two_and_two_are_four",
        ),
        (
            [],
            "the following arguments are required: word: write python -m glossary.define lora",
        ),
        (["widget", "--scrpt"], "unrecognized arguments: --scrpt: write python -m"),
    ],
)
def test_what_cannot_be_had_is_one_line(refused, arguments, said):
    assert refused(*arguments).startswith(said)


def test_an_entry_whose_head_is_broken_is_said_with_its_line(project, refused):
    project.edit(WIDGET, "level: beginner", "level: all")
    assert refused("widget").startswith(
        "docs/terms/widget.md:6: level: 'all' is not one of "
    )


def test_a_folder_that_is_no_checkout_is_said(project, refused):
    for page in (project.root / "docs/terms").iterdir():
        page.unlink()
    assert refused("widget").endswith(
        "holds no entries: run it in a checkout of the repository"
    )


def test_every_term_of_the_site_is_found_by_each_of_its_names(content):
    for term in content.terms:
        for name in (term.slug, *term.names):
            assert define.find(name, content) is term
        for name in (*term.covers, *term.terms_taught):
            assert define.find(name, content).slug in content.by_slug


@pytest.mark.slow
def test_as_a_command_it_ends_quietly_where_nobody_reads_on(project):
    project.copy_code()
    done = project.run("glossary.define", "widget", "--script", "two")
    assert (done.returncode, done.stdout, done.stderr) == (0, CODE, "")
    done = project.run("glossary.define", "wigdet")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "glossary.define: there is no entry 'wigdet': did you mean widget?\n"
    )
