"""The blocks of prepared pages: each with its page, its line, its script and its output."""

from pathlib import Path

import pytest

from glossary.content.claims import COMPARED
from glossary.content.labs import FIGURES
from glossary.proof.blocks import Block, NotABlock, Ran, blocks_of, ran
from glossary.site.prepare import PREPARED
from tests.support.notebook import notebook
from tests.support.project import CODE, OUTPUT, SCRIPT, TOKEN, WIDGET

PYTHON = "```python\nprint(4)\n```\n"
FOUR = f"{COMPARED}\n\n```text\n4\n```\n"


def blocks(root: Path, text: str) -> list[Block]:
    """The blocks of a README."""
    path = root / "README.md"
    path.write_text(text, "utf-8")
    return blocks_of(path, root, root / PREPARED)


def test_a_script_is_a_block_at_the_line_that_names_it(project):
    made = project.before()
    (block,) = blocks_of(made.folder / "terms/widget.md", project.root, made.folder)
    assert block == Block(
        WIDGET, "terms/widget.md", 17, SCRIPT, CODE, "sum: 4\n", OUTPUT
    )
    assert block.name == "widget/two_and_two_are_four.py"


def test_a_pair_is_two_blocks_with_one_output(project):
    (project.root / SCRIPT).unlink()
    pair = [SCRIPT.replace(".py", f"_{name}.py") for name in ("numpy", "torch")]
    for name, code in zip(pair, (CODE, CODE.replace("2 + 2", "1 + 3")), strict=True):
        project.write(name, code)
    made = project.before()
    found = blocks_of(made.folder / "terms/widget.md", project.root, made.folder)
    assert [(b.script, b.line, b.output, b.output_file) for b in found] == [
        (name, 17, "sum: 4\n", OUTPUT) for name in pair
    ]


def test_python_in_a_readme_is_a_block_at_its_own_line(tmp_path):
    text = f"# Read me\n\n{PYTHON}\n{FOUR}"
    assert blocks(tmp_path, text) == [
        Block("README.md", "README.md", 3, None, "print(4)\n", "4\n", "README.md")
    ]
    assert blocks(tmp_path, text)[0].name == "line 3"


def test_other_blocks_are_none_and_keep_no_output(tmp_path):
    other = "```console\nmake\n```\n"
    assert blocks(tmp_path, f"{other}\n{PYTHON}\n{FOUR}\n{other}")[0].output == "4\n"
    with pytest.raises(
        NotABlock, match=r"README\.md:1: Python has no output under it: put"
    ):
        blocks(tmp_path, f"{PYTHON}\n{other}\n{PYTHON}\n{FOUR}")


@pytest.mark.parametrize(
    ("above", "script"),
    [
        ("<!-- snippets/a/b.py -->\n\n", "snippets/a/b.py"),
        ("<!-- snippets/a/b.py -->\n", "snippets/a/b.py"),
        ("<!-- snippets/a/b.py -->\n\n\n", "snippets/a/b.py"),
        ("<!-- snippets/a/b.py -->\n\n\n\n", None),
        ("<!-- snippets/a/b.py -->\n\nText.\n\n", None),
        ("<!-- snippets/a/b.txt -->\n\n", None),
        ("<!-- snippets/a/b.py -->\n<!-- A note. -->\n", None),
        ("<!-- a note on snippets/a/b.py -->\n\n", None),
        ("<!-- b.py -->\n\n", None),
        # A program is shown whole on pages, and nowhere else: here it is a block as any other.
        ("<!-- live_gpt/train.py -->\n\n", "live_gpt/train.py"),
        ("", None),
    ],
)
def test_a_block_is_of_the_script_that_stands_right_above_it(tmp_path, above, script):
    (block,) = blocks(tmp_path, f"{above}{PYTHON}\n{FOUR}")
    assert block.script == script
    assert block.output_file == (
        script.replace(".py", ".out") if script else "README.md"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            f"<!--pytest-codeblocks:skipfile-->\n\n{PYTHON}\n{FOUR}",
            ":1: no file is skipped",
        ),
        (
            "Text.\n\n```sh\nmake\n```\n",
            r":3: a `sh` block would be run: commands that a reader",
        ),
        ("```bash\nmake\n```\n", r":1: a `bash` block would be run"),
        ("```zsh\nmake\n```\n", r":1: a `zsh` block would be run"),
        (
            f"<!--pytest.mark.skip-->\n\n{PYTHON}\n{FOUR}",
            r":3: no block is skipped",
        ),
        (
            f"<!--pytest-codeblocks:importorskip(numpy)-->\n\n{PYTHON}\n{FOUR}",
            r":3: no block is skipped",
        ),
        (
            PYTHON,
            r":1: Python has no output under it: put <!--pytest-codeblocks:expected-output",
        ),
        (FOUR, r":1: .*: each block stands alone, with its output under it"),
    ],
)
def test_what_is_no_block_of_ours_is_told_with_its_line(tmp_path, text, message):
    with pytest.raises(NotABlock, match=rf"^README\.md{message}"):
        blocks(tmp_path, text)


def test_all_that_runs_is_that_of_pages_and_of_labs(project):
    project.write("docs/labs/a-lab.ipynb", notebook())
    project.edit(
        TOKEN,
        "A token may",
        "<!-- script: widget/two_and_two_are_four -->\n\nA token may",
    )
    made = project.before()
    assert list(ran(project.root, made.folder)) == [
        Ran("index.md", CODE, "sum: 4\n"),
        Ran("terms/token.md", CODE, "sum: 4\n"),
        Ran("terms/widget.md", CODE, "sum: 4\n"),
        Ran("labs/a-lab.md", "print(0.812)", "0.812\n", True),
        Ran("labs/a-lab.md", "show(figure)", None, True),
        Ran(
            "labs/a-lab.md", f"{FIGURES}\nprint(figures)", "share: 0.812 ± 0.02\n", True
        ),
    ]
