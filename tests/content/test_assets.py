"""The site's own scripts and style sheets: whole, with something in them, and all of them there."""

import shutil
from pathlib import Path

import pytest

from glossary import ROOT
from glossary.content.assets import CUT, GONE, asset_problems, read_asset
from tests.support.pages import DOCS

OWN = sorted(path for path in (DOCS / "assets").rglob("*") if path.suffix in CUT)
COMMENTS = {".js": "// x\n", ".css": "/* x */\n", ".py": "# x\n"}


@pytest.fixture
def copies(tmp_path) -> list[Path]:
    """A copy of each of them, below a root of their own."""
    shutil.copytree(DOCS / "assets", tmp_path / "docs/assets")
    return [tmp_path / path.relative_to(ROOT) for path in OWN]


def told(paths: list[Path], root: Path) -> list[str]:
    return [
        str(one)
        for path in paths
        if path.exists()
        for one in asset_problems(path, root)
    ]


def test_where_one_is_cut_off_or_nothing_stands_in_it_that_is_told(copies, tmp_path):
    assert told(copies, tmp_path) == []
    for path in copies:
        data, where = path.read_text("utf-8"), path.relative_to(tmp_path).as_posix()
        path.write_text(data[: len(data) // 2], "utf-8")
        (said,) = told([path], tmp_path)
        assert said.startswith(f"{where}:")
        assert "from here on: write it whole (git diff shows" in said
        path.write_text(COMMENTS[path.suffix], "utf-8")
        (said,) = told([path], tmp_path)
        assert said.startswith(f"{where}:1: is empty but for comments: ")
        path.write_text(data, "utf-8")


def test_one_that_is_gone_is_told_where_it_is_named(copies, tmp_path):
    """Pages name those that no other one does: finish.see_all_named sees to them."""
    naming: dict[Path, list[Path]] = {}
    for path in copies:
        for _, name in read_asset(path, tmp_path)[1]:
            there = (path.parent / name).resolve()
            naming.setdefault(there, []).append(path)
    gone = [path for path in naming if path.exists()]
    assert len(gone) > 15
    for path in gone:
        data = path.read_bytes()
        path.unlink()
        says = told(naming[path], tmp_path)
        assert any(f"{path.name}', {GONE}" in one for one in says), path.name
        path.write_bytes(data)


SLIPS = {
    "a.js": ("const a = 1;\nconst b = [1, 2;\nc();\n", 2, "is not JavaScript"),
    "b.js": ("a();\n}\n", 2, "is not JavaScript"),
    "c.js": ("a();\nb()", 2, "is not JavaScript"),
    "d.js": ('a();\nimport("./e.js");\n', 2, "names './e.js', which is not there"),
    "e.css": ("a {}\n@media print {\nb {}\n", 2, "is not a style sheet"),
    "f.css": ("a {}\nb\n", 2, "is not a style sheet"),
    "g.css": ("a {}\n/* b {}\n", 1, "is not a style sheet"),
    "h.py": ("a = 1\nb = (\n", 2, "is not Python"),
}


def test_each_slip_is_told_with_its_line(project):
    for name, (text, line, said) in SLIPS.items():
        where = f"docs/assets/javascripts/{name}"
        path = project.write(where, text)
        (problem,) = project.problems()
        assert problem.startswith(f"{where}:{line}: {said}"), problem
        path.unlink()
    for ending in ("js", "css", "py", "html", "txt", "csv"):
        where = f"docs/assets/javascripts/x.{ending}"
        path = project.write(where, "")
        path.write_bytes(b"x\n\xe9")
        assert project.problems() == [f"{where}:2: is not UTF-8: save it as UTF-8"]
        path.unlink()
