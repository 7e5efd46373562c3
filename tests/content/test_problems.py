"""One form for every complaint: sorted, on one line each, with at most 100 characters of input."""

import os

import pytest

from glossary.content.problems import Problem, ProblemsFound, quote, shown_path


def test_all_problems_are_told_at_once_each_once_in_order():
    late, early = Problem("b.md", 2, "late"), Problem("a.md", 10, "early")
    found = ProblemsFound([late, early, late, Problem("a.md", 9, "first")])
    assert (
        str(found) == "3 problems to mend:\na.md:9: first\na.md:10: early\nb.md:2: late"
    )
    assert str(ProblemsFound([late])) == "1 problem to mend:\nb.md:2: late"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("a", "'a'"),
        (3, "3"),
        (None, "None"),
        (True, "True"),
        ("a\nb", r"'a\nb'"),
        ("x" * 98, "'" + "x" * 98 + "'"),
        ("x" * 99, "'" + "x" * 98 + "…"),
        ("x" * 1_000_000, "'" + "x" * 98 + "…"),
        ("\x00" * 100, ("'" + r"\x00" * 100)[:99] + "…"),
        (["x"] * 1_000_000, "a list"),
        ({"x": 1}, "a dict"),
    ],
)
def test_input_is_quoted_on_one_line_and_cut(value, told):
    assert quote(value) == told
    assert len(told) <= 100


def test_a_path_is_shown_from_the_root_whatever_leads_to_it(tmp_path):
    root = tmp_path / "repository"
    (root / "docs").mkdir(parents=True)
    assert shown_path(root / "docs" / "a.md", root) == "docs/a.md"
    assert (
        shown_path(root / "docs" / ".." / "snippets" / "a.py", root) == "snippets/a.py"
    )


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_shown_by_its_own_name_and_a_linked_root_is_the_root(tmp_path):
    root, outside, linked = (
        tmp_path / name for name in ("repository", "outside", "linked")
    )
    root.mkdir()
    outside.touch()
    (root / "a.md").symlink_to(outside)
    assert shown_path(root / "a.md", root) == "a.md"
    linked.symlink_to(root)
    (root / "b.md").touch()
    assert shown_path(root / "b.md", linked) == "b.md"
    assert shown_path(linked / "b.md", root) == "b.md"
