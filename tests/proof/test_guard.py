"""The guard refuses a site that shows what did not run, however it is written."""

import os
from pathlib import Path

import pytest
import yaml
from pytest_codeblocks.main import extract_from_file

from glossary import DIRECTIVE, ROOT, guard

RUN = f"""\
# Page

```python
print("sum:", 2 + 2)
```

{DIRECTIVE}

```text
sum: 4
```
"""

BLOCK = 'print("sum:", 1 + 1)'

OPTIONS = [
    'python title="x.py"',
    'python hl_lines="1"',
    "{ .python .annotate }",
    " python",
    "py",
    "python3",
    "ipython",
]
AROUND = {
    "plain": "",
    "list": "- in a list\n\n",
    "admonition": "!!! note\n\n",
    "tab": '=== "Tab"\n\n',
}


def fenced(info: str, around: str) -> str:
    block = f"```{info}\n{BLOCK}\n```"
    return around + "    " + block.replace("\n", "\n    ") if around else block


NOT_RUN = {
    "raw HTML": f'<pre><code class="language-python">{BLOCK}</code></pre>',
    "raw HTML in a div": f'<div class="language-py highlight"><pre>{BLOCK}</pre></div>',
} | {
    f"{info} in {name}": fenced(info, around)
    for info in OPTIONS
    for name, around in AROUND.items()
}
"""Python that pytest-codeblocks' own collector passes over, though readers see it."""

PAGES = {
    "sound": RUN,
    "no output": f"{RUN}\n```python\n{BLOCK}\n```\n",
    "other output": RUN.replace("sum: 4", "sum: 5"),
    "text": f"{RUN}\n```text\nsum: 6\n```\n",
    "indented": f"{RUN}\nText.\n\n    {BLOCK}\n",
    "prompts": f"{RUN}\n```pycon\n>>> 1\n1\n```\n",
    "hidden": f"{RUN}\n<!--\n```python\n{BLOCK}\n```\n-->\n",
    "twice": RUN + RUN.removeprefix("# Page\n"),
} | {name: f"{RUN}\n{block}\n" for name, block in NOT_RUN.items()}


@pytest.fixture(scope="module")
def sites(tmp_path_factory, forks) -> Path:
    """One site for each page above, built with this site's extensions, without its checks.

    MkDocs builds them all in one go; each is then put into a folder of its own.
    """
    root = tmp_path_factory.mktemp("sites")
    options = (ROOT / "mkdocs.yml").read_text("utf-8")
    start = options.index("markdown_extensions:")
    extensions = options[start : options.index("extra_css:")]
    for gone in ("- !relative $config_dir/docs/assets", "repository: *repository"):
        extensions = extensions.replace(gone, "")
    (root / "docs").mkdir()
    (root / "snippets").mkdir()
    (root / "mkdocs.yml").write_text(
        "site_name: small\nuse_directory_urls: false\n"
        f"theme: {{name: material, font: false}}\n{extensions}",
        "utf-8",
    )
    for number, text in enumerate(PAGES.values()):
        (root / f"docs/{number}.md").write_text(text, "utf-8")
    done = forks.run(["mkdocs", "build", "--quiet"], root, dict(os.environ))
    assert done.returncode == 0, done.stderr
    for number in range(len(PAGES)):
        (root / f"alone/{number}").mkdir(parents=True)
        built = root / f"site/{number}.html"
        built.rename(root / f"alone/{number}/{number}.html")
    return root


@pytest.fixture
def complaints(sites: Path):
    """What the guard says of a page, if its plain `python` fences ran and nothing else."""

    def find(name: str, ran: list[guard.Ran] | None = None) -> list[str]:
        number = list(PAGES).index(name)
        if ran is None:
            ran = [
                guard.Ran(f"{number}.md", block.code, block.expected_output)
                for block in extract_from_file(sites / f"docs/{number}.md")
                if block.syntax == "python"
            ]
        else:
            ran = [guard.Ran(f"{number}.md", one.code, one.output) for one in ran]
        return guard.compare(sites / f"alone/{number}", ran).complaints

    return find


def test_a_page_that_shows_what_ran_passes(complaints):
    assert complaints("sound") == []


@pytest.mark.parametrize("name", NOT_RUN)
def test_an_untested_block_is_refused(complaints, name):
    said = complaints(name)
    assert any("was not run by any test" in one for one in said), said


def test_a_block_with_no_output_is_refused(complaints):
    assert complaints("no output") == ["1 blocks ran without an output"]


def test_an_output_that_was_not_compared_is_refused(complaints):
    said = complaints("other output", [guard.Ran("", 'print("sum:", 2 + 2)', "sum: 4")])
    assert any("was not compared with what ran" in one for one in said)
    assert any("was compared but is not shown" in one for one in said)


@pytest.mark.parametrize("name", ["text", "indented"])
def test_a_block_that_says_no_language_is_refused(complaints, name):
    assert any("says no language" in one for one in complaints(name))


def test_prompts_are_refused(complaints):
    assert any("has prompts" in one for one in complaints("prompts"))


def test_a_block_that_ran_but_is_hidden_is_refused(complaints):
    assert any("was run but is not shown" in one for one in complaints("hidden"))


def test_the_same_block_shown_twice_and_run_once_is_refused(complaints):
    ran = [guard.Ran("", 'print("sum:", 2 + 2)', "sum: 4")]
    assert any("was not run by any test" in one for one in complaints("twice", ran))


def test_no_site_is_not_a_pass(tmp_path):
    assert guard.compare(tmp_path, []).complaints


def test_a_failing_block_is_not_counted_as_run(project):
    project.edit("snippets/widget/two_and_two_are_four.out", "4", "5")
    done = project.pytest("docs")
    assert "was not run by any test" in done.stdout
    assert "2 failed" in done.stdout


def test_the_site_on_pages_is_built_with_the_class_the_guard_reads():
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    start = text.index("  - pymdownx.highlight:")
    highlight = yaml.safe_load(text[start : text.index("  - pymdownx.snippets")])
    assert highlight[0]["pymdownx.highlight"]["pygments_lang_class"] is True
