"""docs/changes.yml: each entry has its day, corrections their sentences, problems their line."""

from __future__ import annotations

import pytest

from tests.support.project import TERM

RIGHT = """\
entries:
  widget: 2026-11-24
corrections:
  - date: 2026-11-25
    term: token
    was: A token is always a word.
    now: A token may be a part of a word.
"""


def test_each_entry_has_the_day_on_which_it_came(content):
    lacking = sorted(set(content.by_slug) - set(content.changes.entries))
    assert lacking == [], "add `slug: date` below entries: in docs/changes.yml"


def test_corrections_stand_newest_first(content):
    days = [one.date for one in content.changes.corrections]
    assert len(days) >= 10
    assert days == sorted(days, reverse=True)


def test_a_project_without_the_file_has_no_changes(project):
    assert project.load().changes.entries == {}


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("widget:", "wigdet:", 2, "there is no term 'wigdet': mend the slug"),
        ("term: token", "term: tokens", 5, "there is no term 'tokens': mend the slug"),
        ("2026-11-24", "yesterday", 2, "entries.widget: input should be a valid date"),
        (
            "2026-11-24",
            "2062-11-24",
            2,
            "entries.widget: value error, 2062-11-24 is not past",
        ),
        (
            "2026-11-25",
            "1926-11-25",
            4,
            "corrections.1.date: value error, 1926-11-25 is not",
        ),
        ("    now:", "    is:", 4, "corrections.1.now: missing: add `now: ...`"),
        (
            "A token is always a word.",
            "short",
            6,
            "corrections.1.was: string should have at least",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(project, old, new, line, said):
    project.write("docs/changes.yml", RIGHT)
    assert project.problems() == []
    project.edit("docs/changes.yml", old, new)
    problems = project.problems()
    assert any(one.startswith(f"docs/changes.yml:{line}: {said}") for one in problems)


def test_a_broken_head_does_not_make_its_slug_unknown(project):
    project.write("docs/changes.yml", RIGHT)
    project.write("docs/terms/widget.md", TERM.replace("level: beginner", "level: all"))
    assert not [one for one in project.problems() if "changes.yml" in one]
