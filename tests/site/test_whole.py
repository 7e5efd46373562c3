"""A site is whole or not there, and two builds never write one folder."""

import multiprocessing
import os

import pytest

from glossary.site import whole
from glossary.site.whole import Aside


@pytest.fixture
def locks(tmp_path, monkeypatch):
    """A folder of locks of its own."""
    folder = tmp_path / "locks"
    folder.mkdir()
    monkeypatch.setattr(whole, "locks", lambda: folder)
    monkeypatch.setattr(whole, "WAIT", 0.01)
    return folder


def build(site, text: str) -> Aside:
    aside = Aside(site)
    aside.folder.mkdir()
    (aside.folder / "index.html").write_text(text)
    return aside


def test_a_site_takes_the_place_of_the_one_before(tmp_path, locks):
    site = tmp_path / "new" / "site"
    for text in ("one", "two"):
        aside = build(site, text)
        there = site / "index.html"
        assert not there.exists() or there.read_text() == "one"
        aside.finish()
        aside.close()
        assert there.read_text() == text
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_build_that_fails_leaves_the_old_site_and_nothing_else(tmp_path, locks):
    site = tmp_path / "new" / "site"
    aside = build(site, "one")
    aside.finish()
    aside.close()
    build(site, "half").close()
    assert (site / "index.html").read_text() == "one"
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_what_a_build_that_was_killed_has_left_is_no_part_of_the_next(tmp_path, locks):
    site = tmp_path / "site"
    for was in (None, "file", "link"):
        for name in (".site.unfinished", ".site.old"):
            if was == "file":
                (tmp_path / name).touch()
            elif was == "link":
                (tmp_path / name).symlink_to(tmp_path / "elsewhere")
            else:
                (tmp_path / name).mkdir()
                (tmp_path / name / "old.html").touch()
        aside = build(site, "one")
        assert [path.name for path in aside.folder.iterdir()] == ["index.html"], was
        assert not os.path.lexists(aside.old), was
        aside.finish()
        aside.close()


def test_a_second_build_of_the_same_folder_waits_and_says_so(tmp_path, locks):
    site = tmp_path / "site"
    first = build(site, "one")
    with pytest.raises(TimeoutError, match="site: another build of it does not end"):
        Aside(tmp_path / "x" / ".." / "site")
    assert (first.folder / "index.html").exists()
    other = build(tmp_path / "other", "another folder is no matter")
    other.close()
    first.finish()
    first.close()
    build(site, "two").close()


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="it forks"
)
def test_a_build_in_another_process_waits_too(tmp_path, locks):
    first = build(tmp_path / "site", "one")

    def second() -> None:
        with pytest.raises(TimeoutError):
            Aside(tmp_path / "site")

    process = multiprocessing.get_context("fork").Process(target=second)
    process.start()
    process.join()
    assert process.exitcode == 0
    first.close()


@pytest.mark.slow
def test_a_strict_build_that_is_refused_changes_nothing(project):
    """MkDocs counts its warnings after all hooks: the site stood in its place by then."""
    assert project.build().returncode == 0
    before = project.read("site/index.html")
    project.edit("docs/index.md", "# Home\n", "# Home\n\nSee [x](/terms/nowhere.md).\n")
    done = project.build()
    assert done.returncode == 1, done.stdout + done.stderr
    assert project.read("site/index.html") == before
    assert list(project.root.glob(".site*")) == []


def test_a_site_may_be_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    site = tmp_path / "site"
    site.symlink_to(tmp_path / "real", target_is_directory=True)
    for number in range(3):
        aside = Aside(site)
        aside.folder.mkdir()
        (aside.folder / "index.html").write_text(str(number), "utf-8")
        aside.finish()
        aside.close()
        assert site.is_symlink()
        assert (tmp_path / "real/index.html").read_text("utf-8") == str(number)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["real", "site"]


@pytest.mark.skipif(
    os.name != "posix", reason="elsewhere each user has one such folder"
)
def test_the_lock_does_not_hang_on_the_variable_for_temporary_files(
    tmp_path, monkeypatch
):
    before = whole.locks()
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(whole.tempfile, "tempdir", None)
    assert whole.locks() == before
