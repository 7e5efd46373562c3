"""Files are read again when they have changed, and only then."""

import os

import pytest

from glossary.content import files
from glossary.content.files import (
    looked_at_once,
    per_file,
    read_text,
    recall_made,
    text_of,
    write_made,
)
from glossary.content.problems import ProblemsFound


@pytest.fixture
def made():
    """What a function made of a file, and how often it was called."""
    calls: list[tuple[str, str]] = []

    @per_file
    def name_of(path, root):
        calls.append((path.name, root.name))
        return len(calls)

    return name_of, calls


def test_what_was_made_of_a_file_is_kept_until_it_changes(tmp_path, made):
    name_of, calls = made
    path = tmp_path / "a.md"
    path.write_text("one")
    assert [name_of(path, tmp_path), name_of(path, tmp_path)] == [1, 1]
    status = path.stat()
    path.write_text("two")  # as long, and as old
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert name_of(path, tmp_path) == 2
    path.write_text("three")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert [name_of(path, tmp_path), name_of(path, tmp_path)] == [3, 3]
    assert calls == [("a.md", tmp_path.name)] * 3


def test_a_file_of_its_name_that_took_its_place_is_another(tmp_path, made):
    name_of, _ = made
    path, other = tmp_path / "a.md", tmp_path / "b.md"
    for one in (path, other):
        one.write_text("text")
        os.utime(one, ns=(1, 1))
    assert name_of(path, tmp_path) == 1
    other.replace(path)
    os.utime(path, ns=(1, 1))
    assert name_of(path, tmp_path) == 2


def test_within_one_build_a_file_is_asked_once(tmp_path, made):
    name_of, _ = made
    path = tmp_path / "a.md"
    path.write_text("one")
    with looked_at_once():
        with looked_at_once():
            assert name_of(path, tmp_path) == 1
        path.write_text("another")
        assert name_of(path, tmp_path) == 1
    assert name_of(path, tmp_path) == 2


def test_another_process_begins_with_what_was_made_of_files_that_are_as_they_were(
    tmp_path, monkeypatch
):
    paths = [tmp_path / name for name in ("a.md", "b.md")]
    for path in paths:
        path.write_text("old")
        assert text_of(path, tmp_path) == "old"
    write_made(tmp_path / "made")
    monkeypatch.setattr(files, "_made", {})
    recall_made(tmp_path / "made")
    known = files._made[f"{text_of.__module__}.{text_of.__qualname__}"]
    assert {known[path, tmp_path][1] for path in paths} == {"old"}
    monkeypatch.undo()
    paths[0].write_text("newer")
    recall_made(tmp_path / "made")
    assert [text_of(path, tmp_path) for path in paths] == ["newer", "old"]


def test_files_and_roots_are_told_apart(tmp_path, made):
    name_of, _ = made
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("text")
    assert name_of(tmp_path / "a.md", tmp_path) == 1
    assert name_of(tmp_path / "b.md", tmp_path) == 2
    assert name_of(tmp_path / "a.md", tmp_path.parent) == 3
    assert name_of(tmp_path / "a.md", tmp_path) == 1


def test_a_file_that_is_gone_is_told_and_read_when_it_is_back(tmp_path):
    path = tmp_path / "docs" / "a.md"
    path.parent.mkdir()
    with pytest.raises(
        ProblemsFound, match=r"docs/a\.md:1: cannot be read \(No such file"
    ):
        text_of(path, tmp_path)
    path.write_text("text")
    assert text_of(path, tmp_path) == "text"


def test_a_byte_order_mark_is_no_text_and_a_wrong_byte_has_its_line(tmp_path):
    path = tmp_path / "docs" / "a.md"
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbftext")
    assert read_text(path, tmp_path) == "text"
    path.write_bytes(b"one\ntwo\nthree caf\xe9\n")
    with pytest.raises(ProblemsFound, match=r"docs/a\.md:3: is not UTF-8: save it"):
        read_text(path, tmp_path)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<path onload="x()"/>',
        "<foreignObject><p>4</p></foreignObject>",
    ],
)
@pytest.mark.parametrize("folder", ["docs/assets", "docs/assets/diagrams"])
def test_a_picture_runs_nothing(project, inside, folder):
    """Opened by its own address it has no policy."""
    project.write(
        f"{folder}/x.svg", f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    )
    (said,) = project.problems()
    assert said.startswith(f"{folder}/x.svg:1: ")
    assert "a picture holds no scripts and no HTML" in said
