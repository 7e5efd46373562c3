"""Scripts, outputs and includes: each slip is refused with file, line and mend."""

import pytest

from glossary import ROOT
from glossary.checks import LONGER_SCRIPTS, check_sources, scripts_of
from glossary.problems import ProblemsFound

SCRIPT = "snippets/widget/two_and_two_are_four.py"
OUTPUT = "snippets/widget/two_and_two_are_four.out"
PAGE = "docs/terms/widget.md"


def problems(project) -> str:
    with pytest.raises(ProblemsFound) as found:
        check_sources(project.root)
    return str(found.value)


def test_a_sound_project_has_no_problem(project):
    check_sources(project.root)


def test_this_project_has_no_problem():
    check_sources(ROOT)


def test_script_that_is_not_embedded(project):
    project.write("snippets/widget/extra.py", '"""An extra."""\n\nprint(1)\n')
    project.write("snippets/widget/extra.out", "1\n")
    assert "snippets/widget/extra.py:1: is embedded in no page" in problems(project)


def test_output_without_a_script(project):
    project.write("snippets/widget/lost.out", "1\n")
    assert "snippets/widget/lost.out:1: has no script" in problems(project)


def test_script_without_an_output(project):
    (project.root / OUTPUT).unlink()
    assert f"{SCRIPT}:1: has no two_and_two_are_four.out: run `make outputs`" in (
        problems(project)
    )


def test_script_that_prints_nothing(project):
    project.write(OUTPUT, "\n")
    assert f"{SCRIPT}:1: prints nothing" in problems(project)


def test_script_that_is_too_long(project):
    project.edit(SCRIPT, "\n\nprint", "\n" * 40 + "print")
    assert f"{SCRIPT}:31: 41 lines: shorten it to 30" in problems(project)


def test_script_that_is_too_wide(project):
    project.edit(SCRIPT, "2 + 2", "2 + 2" + " + 0" * 20)
    assert f"{SCRIPT}:3: 100 columns: break the line at 88" in problems(project)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("assert 1 == 1", "a bare assert tells a reader nothing"),
        ("import torch\ntorch.manual_seed(0)", "torch.manual_seed changes all"),
        ("import numpy as np\nnp.random.seed(0)", "np.random.seed changes all"),
        ("import torch\ntorch.load('x')", "pass weights_only=True"),
        ("import torch\n(torch.\n load)('x')", "pass weights_only=True"),
        ("if __name__ == '__main__': print(1)", "no `if __name__`"),
        ("print(", "is not Python"),
    ],
)
def test_script_that_breaks_a_rule(project, code, message):
    project.write(SCRIPT, f'"""A claim."""\n{code}\n')
    assert message in problems(project)


def test_script_without_a_claim(project):
    project.write(SCRIPT, 'print("sum:", 2 + 2)\n')
    assert f"{SCRIPT}:1: must begin with its claim" in problems(project)


def test_missing_include(project):
    project.edit(PAGE, "are_four.py", "are_five.py")
    assert (
        f"{PAGE}:22: includes 'widget/two_and_two_are_five.py', which does not exist"
        in problems(project)
    )


def test_python_written_in_the_page(project):
    project.edit(PAGE, '--8<-- "widget/two_and_two_are_four.py"', "print('sum: 4')")
    assert f"{PAGE}:21: Python in a page comes from a script" in problems(project)


def test_fence_that_is_never_closed(project):
    path = project.root / PAGE
    path.write_text(path.read_text("utf-8") + "\n```console\nmake\n", "utf-8")
    assert "this block is never closed" in problems(project)


def test_the_list_of_longer_scripts_holds_no_stranger():
    known = {p.relative_to(ROOT / "snippets").as_posix() for p in scripts_of(ROOT)}
    assert set(LONGER_SCRIPTS) <= known


def test_dead_links_stop_the_build_with_file_and_line(project):
    path = project.root / PAGE
    text = path.read_text("utf-8")
    lines = text.count("\n")
    path.write_text(
        text
        + "\n[page](tokens.md)\n"
        + "\n[anchor](token.md#nowhere)\n"
        + "\n[own](#nowhere-either)\n",
        "utf-8",
    )
    done = project.build()
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert f"{PAGE}:{lines + 2}: " in said
    assert "tokens.md" in said
    assert f"{PAGE}:{lines + 4}: " in said
    assert "token.md#nowhere" in said
    assert f"{PAGE}:{lines + 6}: " in said


def test_a_formula_that_cannot_be_read_stops_the_build(project):
    path = project.root / PAGE
    path.write_text(path.read_text("utf-8") + "\n$\\frac{1$\n", "utf-8")
    done = project.build()
    assert done.returncode != 0
    line = path.read_text("utf-8").count("\n")
    assert f"{PAGE}:{line}: formula cannot be read" in done.stdout + done.stderr
