"""Pages as test files: what is run, how tests are named, how failures read."""

import pytest

from glossary.proof.blocks import NotABlock, blocks_of
from tests.support.project import CODE, OUTPUT, SCRIPT, SHOWN, TOKEN, WIDGET

NAME = "widget/two_and_two_are_four.py"


def pair(project) -> list[str]:
    """Make the claim one of two scripts; their files."""
    code = project.read(SCRIPT)
    (project.root / SCRIPT).unlink()
    names = [SCRIPT.replace(".py", f"_{name}.py") for name in ("numpy", "torch")]
    for name in names:
        project.write(name, code)
    return names


def test_drift_of_an_output_is_shown_as_a_diff_with_the_scripts_line(project):
    project.edit(OUTPUT, "4", "5")
    done = project.pytest(WIDGET)  # alone
    assert "1 failed" in done.stdout
    assert done.returncode == 1
    assert f"{WIDGET}:17 shows {SCRIPT}" in done.stdout
    assert f"{SCRIPT}:3: line 1 of the output is not the one shown" in done.stdout
    assert "-sum: 5" in done.stdout
    assert "+sum: 4" in done.stdout


@pytest.mark.slow
def test_each_block_is_a_test_named_by_page_and_script_and_tabs_share_an_output(
    project,
):
    names = pair(project)
    done = project.pytest("-v", "docs")
    for block in (
        "terms/widget.md::widget/two_and_two_are_four_numpy.py",
        "terms/widget.md::widget/two_and_two_are_four_torch.py",
        "index.md::home/two_and_two_are_four.py",
    ):
        assert f"{block} PASSED" in done.stdout
    assert "3 passed" in done.stdout
    assert done.returncode == 0, done.stdout
    for name in names:
        project.edit(name, "2 + 2", "2 + 3")
        done = project.pytest()
        assert "1 failed, 1 passed" in done.stdout
        assert f"{name}:3: line 1 of the output" in done.stdout
        project.edit(name, "2 + 3", "2 + 2")


@pytest.mark.slow
def test_a_claim_shown_twice_is_two_tests(project):
    project.add(WIDGET, f"\n{SHOWN}\n")
    done = project.pytest("-v", WIDGET)
    assert "2 passed" in done.stdout
    assert f"{NAME} (line 17) PASSED" in done.stdout


@pytest.mark.slow
def test_no_blocks_is_not_a_pass(project):
    assert project.pytest(TOKEN).returncode == 5  # pytest: no tests


def often(*values: object) -> object:
    """One of many of a kind: `make test-slow` has it."""
    return pytest.param(*values, marks=pytest.mark.slow)


@pytest.mark.parametrize(
    ("arguments", "passed"),
    [
        often((), "2 passed"),
        often(("docs",), "2 passed"),
        often(("docs/",), "2 passed"),
        often(("docs/terms",), "1 passed"),
        often((WIDGET,), "1 passed"),
        often((f"./{WIDGET}",), "1 passed"),
        often((f"{WIDGET}::{NAME}",), "1 passed"),
        often(("docs/index.md", WIDGET), "2 passed"),
        often(("docs", "-k", "home"), "1 passed, 1 deselected"),
        often(("-k", "docs or home", "docs/index.md"), "1 passed"),
        often((".cache/prepared",), "2 passed"),
        often((f".cache/prepared/{WIDGET[5:]}",), "1 passed"),
        often(("-n", "2", "docs"), "2 passed"),
    ],
)
def test_pages_are_named_as_their_authors_know_them(project, arguments, passed):
    done = project.run("pytest", "-q", *arguments)
    assert passed in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0


@pytest.mark.slow
def test_a_page_can_be_named_from_the_root_of_the_disk(project):
    done = project.run("pytest", "-q", str(project.root / WIDGET))
    assert "1 passed" in done.stdout, done.stdout + done.stderr


@pytest.mark.slow
def test_an_option_with_the_name_of_a_folder_is_no_page(project):
    done = project.run("pytest", "-q", "-k", "docs", WIDGET)
    assert "1 deselected" in done.stdout, done.stdout + done.stderr


@pytest.mark.slow
def test_the_whole_folder_can_be_named(project):
    """Its pages are then those of docs/, unprepared, which hold no block, and the prepared ones."""
    done = project.run("pytest", "-q", ".")
    assert "2 passed" in done.stdout, done.stdout + done.stderr


def test_a_problem_in_the_sources_is_one_line_and_no_traceback(project):
    project.edit(WIDGET, "are_four -->", "are_five -->")
    done = project.pytest("docs")
    assert done.returncode == 4  # pytest: wrong usage
    said = done.stdout + done.stderr
    assert f"{WIDGET}:17: there is no script 'widget/two_and_two_are_five'" in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_a_problem_in_the_sources_does_not_stop_other_tests(project):
    project.edit(WIDGET, "level: beginner", "level: easy")
    project.copy_code()
    project.write("tests/test_other.py", "def test_other():\n    pass\n")
    assert "1 passed" in project.run("pytest", "-q", "tests").stdout


# Blocks that are no claims: README, CONTRIBUTING

README = f"""\
# Read me

```python
{CODE.rstrip()}
```

<!--pytest-codeblocks:expected-output-->

```text
sum: 4
```
"""


def blocks(project, text: str) -> list[tuple[int, str]]:
    """Line and output of each block of README.md."""
    path = project.write("README.md", text)
    return [
        (block.line, block.output)
        for block in blocks_of(path, project.root, project.root / ".cache/prepared")
    ]


@pytest.mark.slow
def test_code_in_a_readme_is_run_and_compared(project):
    assert blocks(project, README) == [(3, "sum: 4\n")]
    done = project.run("pytest", "-v", "README.md")
    assert "README.md::line 3 PASSED" in done.stdout
    project.edit("README.md", "sum: 4", "sum: 5")
    done = project.run("pytest", "README.md")
    assert "README.md:6: line 1 of the output" in done.stdout
    assert "+sum: 4" in done.stdout


WRONG = {
    "no output": (
        README.partition("<!--")[0],
        "README.md:3: Python has no output under it",
    ),
    "an output without its comment": (
        README.replace("<!--pytest-codeblocks:expected-output-->\n", ""),
        "README.md:3: Python has no output under it",
    ),
    "a shell block": (
        f"{README}\n```sh\nrm -rf x\n```\n",
        "README.md:15: a `sh` block would be run: commands that a reader types",
    ),
    "a bash block": (f"{README}\n```bash\nls\n```\n", "README.md:15: a `bash` block"),
    "a skipped block": (
        README.replace("```python", "<!--pytest.mark.skip-->\n\n```python"),
        "README.md:5: no block is skipped",
    ),
    "a block skipped by a condition": (
        README.replace(
            "```python", "<!--pytest.mark.skipif(True, reason='')-->\n\n```python"
        ),
        "README.md:5: no block is skipped",
    ),
    "a block skipped in the older way": (
        README.replace("```python", "<!--pytest-codeblocks:skip-->\n\n```python"),
        "README.md:1: pytest-codeblocks:skip is deprecated",
    ),
    "a block that goes on with the one before": (
        README
        + README.replace("```python", "<!--pytest-codeblocks:cont-->\n\n```python"),
        "README.md:1: Found <!--pytest-codeblocks-expected-output--> but block already",
    ),
    "an unknown comment": (
        README.replace("```python", "<!--pytest-codeblocks:skop-->\n\n```python"),
        'README.md:1: Unknown pytest-codeblocks keyword "skop"',
    ),
    "a whole file that is skipped": (
        f"<!--pytest-codeblocks:skipfile-->\n\n{README}",
        "README.md:1: no file is skipped",
    ),
    "a block that may fail": (
        README.replace("```python", "<!--pytest.mark.xfail-->\n\n```python"),
        "README.md:5: no block is skipped",
    ),
    "a block that needs a package": (
        README.replace(
            "```python", "<!--pytest-codeblocks:importorskip(torch)-->\n\n```python"
        ),
        "README.md:5: no block is skipped",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_blocks_that_would_not_be_run_as_shown_are_refused(project, name):
    text, message = WRONG[name]
    with pytest.raises(NotABlock, match="README") as found:
        blocks(project, text)
    assert str(found.value).startswith(message)


@pytest.mark.slow
def test_a_refused_block_is_told_in_one_line(project):
    project.copy_code()
    project.write("README.md", WRONG["no output"][0])
    done = project.run("pytest", "README.md")
    assert done.returncode != 0
    assert "README.md:3: Python has no output under it" in done.stdout
    assert "Traceback" not in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("comment", ["skip", "skipfile", "cont", "importorskip(torch)"])
@pytest.mark.parametrize("first", [False, True])
def test_a_page_cannot_skip_its_blocks(project, comment, first):
    line = f"<!--pytest-codeblocks:{comment}-->"
    if first:
        project.write("docs/index.md", f"{line}\n\n{project.read('docs/index.md')}")
    else:
        project.edit("docs/index.md", "<!-- script", f"{line}\n\n<!-- script")
    assert project.run("pytest", "docs").returncode != 0


@pytest.mark.slow
@pytest.mark.parametrize("mark", ["skip", "xfail", "skipif(True, reason='')"])
def test_a_page_cannot_mark_its_blocks(project, mark):
    text = f"<!--pytest.mark.{mark}-->\n\n<!-- script"
    project.edit("docs/index.md", "<!-- script", text)
    done = project.run("pytest", "docs")
    assert done.returncode != 0
    assert "docs/index.md:5: no block is skipped" in done.stdout


@pytest.mark.slow
def test_a_checkout_that_cannot_be_written_is_no_failure(project):
    """pytest's cache is then not to be had (E-6): a file stands where its folder would be."""
    done = project.pytest(WIDGET, "-o", f"cache_dir={project.root}/README.md/x")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
