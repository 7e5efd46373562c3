"""Pages as test files: what is run, how tests are named, how failures read."""

import numpy as np

from glossary.pages import read_blocks
from glossary.problems import ProblemsFound
from glossary.running import BlockFailed, run_block

SCRIPT = "snippets/widget/two_and_two_are_four.py"
OUTPUT = "snippets/widget/two_and_two_are_four.out"
PAGE = "docs/terms/widget.md"
FENCE = '```python\n--8<-- "widget/two_and_two_are_four.py"\n```'


def said(project) -> str:
    """What running the page complains of; nothing where it passes."""
    try:
        for block in read_blocks(project.root / PAGE, project.root):
            run_block(block, project.root)
    except (ProblemsFound, BlockFailed) as failure:
        return str(failure)
    return ""


def test_drift_of_an_output_is_shown_as_a_diff_with_the_scripts_line(project):
    project.edit(OUTPUT, "4", "5")
    done = project.pytest(PAGE)  # alone
    assert "1 failed" in done.stdout
    assert "guard: not held against the site: only some pages" in done.stdout
    assert done.returncode == 1
    assert f"{PAGE}:21 embeds {SCRIPT}" in done.stdout
    assert f"{SCRIPT}:3: line 1 of the output is not the one shown" in done.stdout
    assert "-sum: 5" in done.stdout
    assert "+sum: 4" in done.stdout


def test_drift_of_line_ends_alone_is_drift(project):
    project.write(OUTPUT, "sum: 4 \n")
    assert "line 1 of the output is not the one shown" in said(project)


def test_an_error_names_the_line_in_the_script(project):
    project.write(SCRIPT, '"""Two and two."""\n\nx = 0\nprint("sum:", 4 / x)\n')
    assert f"{SCRIPT}:4: raises ZeroDivisionError" in said(project)
    assert 'print("sum:", 4 / x)' in said(project)


def test_fences_with_options_and_aliases_are_run(project):
    for info in (
        'python title="x.py"',
        "{ .python .annotate }",
        "py hl_lines='1'",
        " python",
        "python3",
    ):
        project.edit(PAGE, "```python\n", f"```{info}\n")
        project.edit(OUTPUT, "4", "5")
        assert "+sum: 4" in said(project), info
        project.edit(PAGE, f"```{info}\n", "```python\n")
        project.edit(OUTPUT, "5", "4")


def test_fences_in_tildes_and_admonitions_are_run(project):
    inside = '!!! note\n\n    ~~~python\n    --8<-- "widget/two_and_two_are_four.py"\n'
    project.edit(PAGE, FENCE, inside + "    ~~~")
    assert said(project) == ""
    project.edit(OUTPUT, "4", "5")
    assert "+sum: 4" in said(project)


def tabs(project) -> None:
    """Show the script on two tabs, with one output under them."""
    other = "snippets/widget/two_and_two_are_four_{}.py"
    code = (project.root / SCRIPT).read_text("utf-8")
    (project.root / SCRIPT).unlink()
    project.write(other.format("numpy"), code)
    project.write(other.format("torch"), code)
    block = FENCE.replace("\n", "\n    ")
    project.edit(
        PAGE,
        FENCE,
        f'=== "NumPy"\n\n    {block.replace("four.py", "four_numpy.py")}\n\n'
        f'=== "PyTorch"\n\n    {block.replace("four.py", "four_torch.py")}',
    )


def test_each_block_is_a_test_named_by_page_and_script_and_tabs_share_an_output(
    project,
):
    tabs(project)
    done = project.pytest("-v", "docs")
    for block in (
        "docs/terms/widget.md::widget/two_and_two_are_four_numpy.py",
        "docs/terms/widget.md::widget/two_and_two_are_four_torch.py",
        "docs/index.md::home/two_and_two_are_four.py",
    ):
        assert f"{block} PASSED" in done.stdout
    assert "guard: 4 pages: 3 Python blocks shown and run, 2 outputs" in done.stdout
    assert done.returncode == 0, done.stdout
    for name in ("numpy", "torch"):
        path = f"snippets/widget/two_and_two_are_four_{name}.py"
        project.edit(path, "2 + 2", "2 + 3")
        assert f"{path}:3: line 1 of the output" in said(project)
        project.edit(path, "2 + 3", "2 + 2")


def test_a_block_without_an_output_is_refused(project):
    text = (project.root / PAGE).read_text("utf-8")
    start, end = text.index("<!--"), text.index("## Questions")
    project.write(PAGE, text[:start] + text[end:])
    assert f"{PAGE}:21: {SCRIPT} has no output under it" in said(project)


def test_an_output_without_its_comment_is_refused(project):
    project.edit(PAGE, "<!--pytest-codeblocks:expected-output-->", "")
    done = project.pytest()
    assert done.returncode != 0
    assert "a `text` block is an output: put <!--pytest-codeblocks" in done.stdout


def test_skipping_and_continuing_are_refused(project):
    for comment in (
        "<!--pytest.mark.skip-->",
        "<!--pytest-codeblocks:cont-->",
        "<!--pytest-codeblocks:skip-->",
        "<!--pytest-codeblocks:skipfile-->",
    ):
        project.edit(PAGE, FENCE, f"{comment}\n\n{FENCE}")
        assert f"{PAGE}:2" in said(project), comment
        project.edit(PAGE, f"{comment}\n\n{FENCE}", FENCE)


def test_what_one_block_would_change_for_the_next_is_refused(project):
    project.write(
        SCRIPT,
        '"""Two and two."""\n\nimport numpy as np\n\n'
        'np.set_printoptions(precision=1)\nprint("sum:", 4)\n',
    )
    options = np.get_printoptions()
    try:
        assert "changes NumPy's print options for all that runs" in said(project)
    finally:
        np.set_printoptions(**options)


def test_an_output_that_hangs_on_a_global_generator_drifts(project):
    project.write(
        SCRIPT,
        '"""Two and two."""\n\nimport random\n\n'
        'print("sum:", 4 if random.random() == 0.5 else random.random())\n',
    )
    assert "is not the one shown" in said(project)


def test_files_left_behind_are_refused(project):
    project.write(
        SCRIPT,
        '"""Two and two."""\n\nfrom pathlib import Path\n\n'
        'Path("model.bin").write_text("")\nprint("sum:", 4)\n',
    )
    assert "leaves files behind: model.bin" in said(project)


def test_shell_blocks_are_run(project):
    path = project.root / PAGE
    text = path.read_text("utf-8")
    path.write_text(text + "\n```bash\necho before; false\n```\n", "utf-8")
    assert "exits with 1" in said(project)


def test_no_blocks_is_not_a_pass(project):
    assert project.pytest("docs/terms/token.md").returncode == 5  # pytest: no tests
