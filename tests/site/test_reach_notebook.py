"""A term as a notebook and as files: the same scripts, the same outputs, the same bytes."""

from __future__ import annotations

import copy
import io
import warnings
import zipfile

import nbformat
import pytest

from glossary.site.reach import head, notebook
from glossary.site.reach.files import files_of
from tests.site.test_reach import HERE, PAGE
from tests.support.pages import SLUGS
from tests.support.project import CODE, SCRIPT, SHOWN, WIDGET
from tests.support.render import prepare
from tests.support.samples import slow_but_every


def of_page(slug: str, prepared) -> nbformat.NotebookNode:
    text = (prepared / f"terms/{slug}.md").read_text("utf-8")
    made = notebook.notebook(text, f"terms/{slug}.md", HERE, "Words")
    return nbformat.reads(made, 4)


def printed(cell) -> str:
    """What a cell has printed, and nothing else."""
    assert {one["output_type"] for one in cell["outputs"]} <= {"stream"}
    assert {one["name"] for one in cell["outputs"]} <= {"stdout"}
    return "".join(one["text"] for one in cell["outputs"])


def test_a_page_as_a_notebook():
    made = nbformat.reads(notebook.notebook(PAGE, "terms/widget.md", HERE, "Words"), 4)
    nbformat.validate(made)
    cells = [(cell["cell_type"], cell["source"]) for cell in made["cells"]]
    kinds = "".join("c" if kind == "code" else "m" for kind, _ in cells)
    assert kinds == "mmmcmcmm"
    assert cells[2][1] == "## In code\n\nNumPy, `a_numpy.py`:"
    assert cells[3][1] == 'print("{: x }")\n'
    assert cells[4][1] == "PyTorch, `a_torch.py`:"
    assert cells[6][1].startswith("```console\npip install x\n```\n\n- [Rank](")
    assert cells[6][1].endswith("$$h = W_0\\,x$$")
    assert f"From [Words]({HERE}terms/widget/)." in cells[7][1]
    both = [printed(cell) for cell in made["cells"] if cell["cell_type"] == "code"]
    assert both == ["2\n", "2\n"], "two scripts that show the same share one output"
    ids = [cell["id"] for cell in made["cells"]]
    assert ids == [f"cell-{number + 1}" for number in range(len(ids))]


def test_the_question_stands_before_the_cell_that_answers_it(project):
    text = prepare(
        project,
        f"# Other\n\n## In code\n\n<!-- predict: How much? -->\n{SHOWN}\n\nFour.\n",
    )
    made = nbformat.reads(notebook.notebook(text, "other.md", HERE, "Words"), 4)
    before, cell, after = made["cells"][-4:-1]
    assert "**Predict:** How much?\n\n`two_and" in before["source"]
    assert printed(cell) == "sum: 4\n"
    assert after["source"].startswith("Four.")


def test_each_term_has_a_notebook_that_is_valid_and_holds_its_scripts(
    content, prepared
):
    for term in content.terms:
        made = of_page(term.slug, prepared)
        nbformat.validate(made)
        code = [cell for cell in made["cells"] if cell["cell_type"] == "code"]
        shown = [content.claims[name] for _, name in term.page.named("script")]
        wanted = [
            (
                path.read_text("utf-8").rstrip("\n"),
                claim.output.read_text("utf-8").rstrip("\n"),
            )
            for claim in shown
            for path in claim.scripts.values()
        ]
        assert [(one["source"], printed(one).rstrip("\n")) for one in code] == wanted


@pytest.mark.slow
def test_the_bytes_are_the_same_in_another_process(project):
    before = files_of(project.before())
    for cached in (notebook.notebook, notebook.scripts):
        cached.cache_clear()
    again = files_of(project.before())
    assert before == again
    project.copy_code()
    program = (
        "import hashlib, pathlib\n"
        "from glossary.site.prepare import before\n"
        "from glossary.site.reach.files import files_of\n"
        "made = files_of(before(pathlib.Path().resolve()))\n"
        "print(hashlib.sha256(repr(sorted(made.items())).encode()).hexdigest())\n"
    )
    project.write("digest.py", program)
    digests = {project.run("digest").stdout for _ in range(2)}
    assert len(digests) == 1
    assert len(digests.pop().strip()) == 64


def test_the_zip_has_each_script_and_the_page(project):
    files = files_of(project.before())
    archive = zipfile.ZipFile(io.BytesIO(files["terms/widget.zip"]))
    assert archive.testzip() is None
    assert archive.namelist() == ["widget/widget.py", "widget/two_and_two_are_four.py"]
    assert archive.read("widget/two_and_two_are_four.py").decode() == CODE
    page = archive.read("widget/widget.py").decode()
    compile(page, "widget.py", "exec")
    assert "# %% [markdown]\n# # Widget\n" in page
    assert f"\n# %%\n{CODE}" in page
    assert {one.date_time for one in archive.infolist()} == {notebook.EARLIEST}


def test_two_scripts_of_one_name_and_one_of_the_pages_are_all_in_the_zip(project):
    other = SHOWN.replace("widget/", "home/")
    project.add(WIDGET, f"\n{other}\n\n<!-- script: widget/widget -->\n")
    for script, number in (
        (SCRIPT.replace("widget/", "home/"), 1),
        ("widget/widget.py", 2),
    ):
        path = f"snippets/{script.removeprefix('snippets/')}"
        project.write(path, CODE.replace("2 + 2", f"{number} + {4 - number} "))
        project.write(path.replace(".py", ".out"), "sum: 4\n")
    packed = files_of(project.before())["terms/widget.zip"]
    archive = zipfile.ZipFile(io.BytesIO(packed))
    own = "widget/two_and_two_are_four.py"
    names = [own, own.replace("widget/", "home/"), "widget/widget.py"]
    assert archive.namelist() == [
        "widget/widget.py",
        *(f"widget/{name}" for name in names),
    ]
    for name in names:
        assert archive.read(f"widget/{name}").decode() == project.read(
            f"snippets/{name}"
        )


@pytest.mark.parametrize("name", slow_but_every(SLUGS, a_day=2))
def test_a_notebook_runs_from_top_to_bottom_and_prints_what_it_shows(
    name, prepared, tmp_path
):
    """In a kernel, all cells in one namespace, as a reader does who runs them all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Jupyter's own parts
        from nbclient import NotebookClient

        shown = of_page(name, prepared)
        runs = copy.deepcopy(shown)
        for cell in runs["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"] = []
        folder = {"metadata": {"path": str(tmp_path)}}
        NotebookClient(
            runs, timeout=300, kernel_name="python3", resources=folder
        ).execute()
    for before, after in zip(shown["cells"], runs["cells"], strict=True):
        if after["cell_type"] == "code":
            assert printed(after) == printed(before), after["source"]


# Colab


@pytest.mark.parametrize(
    ("settings", "link"),
    [
        ({}, None),
        ({"repo_url": "https://gitlab.com/owner/name"}, None),
        ({"repo_url": "https://github.com/owner/name"}, "owner/name/blob/gh-pages/"),
        (
            {"repo_url": "https://github.com/owner/name.git/"},
            "owner/name/blob/gh-pages/",
        ),
        (
            {"repo_url": "https://github.com/owner/name", "remote_branch": "pages"},
            "owner/name/blob/pages/",
        ),
        (  # as Colab's documentation writes it of its own repository
            {
                "repo_url": "https://github.com/googlecolab/colabtools",
                "remote_branch": "main",
            },
            "googlecolab/colabtools/blob/main/",
        ),
    ],
)
def test_colab_is_offered_where_it_can_find_the_notebook(project, settings, link):
    project.set(**settings)
    html = head.tools("terms/widget.md", project.load())
    if link:
        there = f"https://colab.research.google.com/github/{link}terms/widget.ipynb"
        assert f'<a href="{there}">Open in Colab</a>' in html
    else:
        assert "colab" not in html
    assert '<a href="../../terms/widget.ipynb" download>Notebook</a>' in html


def test_only_terms_have_notebooks(content):
    assert ".ipynb" not in head.tools("use.md", content)
    assert ".zip" not in head.tools("groups/index.md", content)
