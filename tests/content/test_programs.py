"""Programs that a page shows whole, and only while what they stored is of them."""

from __future__ import annotations

import json

import pytest

from glossary.content.programs import FACTS, PROGRAMS, digest
from glossary.proof import guard
from glossary.proof.blocks import Ran, blocks_of, ran
from glossary.site.prepare import PREPARED
from tests.support.render import html_of

MODEL = '"""A model."""\n\nimport torch\n\nN = 2  # layers\n'
TRAIN = '"""Its training."""\n\nfrom live_gpt.model import N\n\n\nprint(N)\n'
PAGE = "# Page\n\nWhole:\n\n<!-- program: live_gpt/train -->\n"


@pytest.fixture
def with_program(project):
    """The project with both programs, a page that shows one, and what a run of them stored."""
    for name, text in zip(PROGRAMS, (MODEL, TRAIN), strict=True):
        project.write(f"{name}.py", text)
    project.write("docs/page.md", PAGE)
    project.add("docs/index.md", "\n[A page](page.md)\n")
    project.write(FACTS, json.dumps({"program": digest(project.root)}))
    return project


def shown(project) -> list[Ran]:
    return [
        one
        for one in ran(project.root, project.root / PREPARED)
        if one.page == "page.md"
    ]


def test_a_program_stands_whole_on_its_page_and_is_no_test(with_program):
    made = with_program.before()
    assert (
        f"<!-- live_gpt/train.py -->\n\n```python\n{TRAIN}```" in made.texts["page.md"]
    )
    assert blocks_of(made.folder / "page.md", with_program.root, made.folder) == []
    assert shown(with_program) == [Ran("page.md", TRAIN, None, may_be_silent=True)]


@pytest.mark.parametrize(
    ("before", "after", "held"),
    [
        ("  # layers", "", True),
        ("A model.", "The model.", True),
        ("N = 2", "N = 3", False),
        ("import torch", "import numpy", False),
    ],
)
def test_what_it_stored_is_of_what_it_does(with_program, tmp_path, before, after, held):
    """A change of the other program counts too: both made what is stored."""
    with_program.edit("live_gpt/model.py", before, after)
    with_program.before()
    html = html_of(with_program, PAGE, "page.md")
    (tmp_path / "site/page").mkdir(parents=True)
    (tmp_path / "site/page/index.html").write_text(f"<article>{html}</article>")
    said = guard.compare(tmp_path / "site", shown(with_program)).complaints
    assert 'class="filename"' not in html  # by which a page finds what it can run
    if held:
        assert said == []
    else:
        assert said == [
            'page.md: python block that begins \'"""Its training."""\' was not run by any test'
        ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "<!-- program: live_gpt/other -->",
            "there is no program 'live_gpt/other': write",
        ),
        (
            "<!-- program: live_gpt/model -->",
            "live_gpt/model.py is not there: bring it",
        ),
        ("<!-- program: live_gpt/train.py -->", "write it alone on its line"),
    ],
)
def test_one_that_is_not_there_is_told_with_its_line(with_program, line, said):
    (with_program.root / "live_gpt/model.py").unlink()
    with_program.write("docs/page.md", f"# Page\n\n{line}\n")
    (problem,) = with_program.problems()
    assert problem.startswith("docs/page.md:3: ")
    assert said in problem
