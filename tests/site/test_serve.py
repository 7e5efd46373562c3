"""While it is served: an edit builds what changed, and the pages are those of a whole build."""

from __future__ import annotations

import json
import logging
import os
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from glossary import ROOT
from glossary.site import serve
from glossary.site.mkdocs import look
from glossary.site.serve import Rebuild, code_of, meanings, structure
from tests.support.edit_and_compare import differences, whole
from tests.support.project import OUTPUT, SCRIPT, TOKEN, WIDGET

STYLE, SCRIPTS = "docs/assets/stylesheets/glossary.css", "docs/assets/javascripts"


class Served:
    """A project as a server has it, after a first whole build."""

    def __init__(self, project, site: Path):
        self.project, self.site = project, site
        self.build = whole(project.root, str(site))
        self.wholes = 0
        self.builder = Rebuild(self.build, self.build_whole)

    def rebuild(self) -> None:
        self.builder()
        self.builder.settle()

    def build_whole(self) -> None:
        self.wholes += 1

    def page(self, uri: str) -> str:
        return (self.site / uri / "index.html").read_text("utf-8")

    def found(self) -> list[str]:
        """Where the search finds what, in its order."""
        index = json.loads((self.site / "search/search_index.json").read_text("utf-8"))
        return [entry["location"] for entry in index["docs"]]

    def times(self) -> dict[str, int]:
        """When each page was written."""
        pages = self.site.rglob("*.html")
        return {path.parent.name: path.stat().st_mtime_ns for path in pages}


@pytest.fixture
def served(project, tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("GLOSSARY_PYODIDE", "off")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    caplog.set_level(logging.INFO, "mkdocs.hooks.glossary")
    project.copy_code()
    project.write(f"{SCRIPTS}/own.js", "let own = 1;\n")
    project.write("docs/assets/diagrams/x.svg", "<svg></svg>\n")
    project.write("docs/plain.md", "# Plain\n\nNo names here.\n")
    return Served(project, tmp_path / "site")


@pytest.mark.slow
def test_edits_one_after_the_other_give_the_bytes_of_a_whole_build(
    served, project, tmp_path, caplog
):
    before, found = served.times(), served.found()
    project.add(WIDGET, "\n## More\n\nA sentence more.\n")
    served.rebuild()
    assert "A sentence more." in served.page("terms/widget")
    changed = {name for name, at in served.times().items() if at != before[name]}
    assert changed == {"widget"}
    assert "Built terms/widget.md" in caplog.text
    assert [one for one in served.found() if one != "terms/widget/#more"] == found
    edits = [
        lambda: project.edit(TOKEN, "Another stand-in", "Another one"),
        lambda: project.edit(OUTPUT, "sum: 4", "sum: 5"),
        lambda: project.edit(SCRIPT, "2 + 2", "2 + 3"),
        lambda: project.add(STYLE, "\n.more { color: inherit; }\n"),
        lambda: project.edit(f"{SCRIPTS}/own.js", "own = 1", "own = 2"),
        lambda: project.write("docs/assets/diagrams/x.svg", "<svg><g/></svg>\n"),
        lambda: project.add("docs/plain.md", "\nMore.\n"),
    ]
    for edit in edits:
        edit()
        served.rebuild()
    assert served.wholes == 0
    whole(project.root, str(tmp_path / "anew"))
    assert differences(served.site, tmp_path / "anew") == []
    caplog.clear()
    served.rebuild()
    assert "Built nothing: all is as it was" in caplog.text


@pytest.mark.slow
def test_a_new_meaning_of_a_term_changes_the_pages_that_link_it_and_no_others(
    served, project
):
    before = served.times()
    project.edit(WIDGET, "A thing that stands in", "Something that stands in")
    served.rebuild()
    changed = {name for name, at in served.times().items() if at != before[name]}
    assert "Something that stands in" in served.page("terms/token")
    assert {"widget", "token"} <= changed
    assert "plain" not in changed


@pytest.mark.slow
def test_what_changes_every_page_is_built_whole(served, project, caplog):
    edits = [
        ("docs/new.md", "", "# New\n"),
        ("docs/assets/new.svg", "", "<svg></svg>\n"),
        ("docs/plain.md", "# Plain", "# Plainer"),
        (WIDGET, "group: Learning", "group: Running"),
    ]
    old = served.build.made
    for count, (name, before, after) in enumerate(edits, start=1):
        if before:
            project.edit(name, before, after)
        else:
            project.write(name, after)
        served.rebuild()
        assert served.wholes == count, name
        assert served.build.made is old  # the whole build sets it
        if before:
            project.edit(name, after, before)
        else:
            (project.root / name).unlink()
    assert "Settings or templates" not in caplog.text
    os.utime(project.root / "mkdocs.yml", (1, 1))
    served.rebuild()
    served.rebuild()
    assert served.wholes == len(edits) + 1
    assert "Settings or templates have changed" in caplog.text


def test_what_is_wrong_is_told_and_shown_until_it_is_mended(served, project, caplog):
    project.add(WIDGET, "\n<!-- script: nowhere/nothing -->\n")
    served.rebuild()
    assert "there is no script" in served.page("terms/widget")
    assert "there is no script 'nowhere/nothing'" in caplog.text
    project.edit(WIDGET, "\n<!-- script: nowhere/nothing -->\n", "")
    served.rebuild()
    assert "there is no script" not in served.page("terms/widget")


@pytest.mark.parametrize("error", [ValueError("no"), SystemExit(1)])
def test_a_build_that_fails_leaves_the_server(
    project, monkeypatch, caplog, capsys, error
):
    def fails(root: Path, lenient: bool) -> None:
        assert (root, lenient) == (project.root, True)
        raise error

    monkeypatch.setattr(serve, "before", fails)
    Rebuild(SimpleNamespace(root=project.root), print)()
    assert "The page shows what was there before" in caplog.text
    assert type(error).__name__ in capsys.readouterr().err


def test_pages_are_there_before_what_stands_beside_them(served, project, monkeypatch):
    """A browser asks for the page at once, and for the search's index when somebody searches."""
    go_on, wrote = threading.Event(), []

    def write(site: Path, made: object) -> None:
        assert go_on.wait(60)
        wrote.append(not serve.at_rest.is_set())

    monkeypatch.setattr(serve.reach, "write", write)
    project.add(WIDGET, "\n## More\n\nA sentence more.\n")
    served.builder()
    assert "A sentence more." in served.page("terms/widget")
    assert (wrote, serve.at_rest.is_set()) == ([], False)
    go_on.set()
    served.builder()  # which waits for the one before
    served.builder.settle()
    assert wrote == [True, True]
    assert serve.at_rest.is_set()


def test_what_goes_wrong_beside_the_pages_is_told(
    served, project, monkeypatch, caplog, capsys
):
    def write(site: Path, made: object) -> None:
        raise ValueError("no room")

    monkeypatch.setattr(serve.reach, "write", write)
    project.add(WIDGET, "\nA sentence more.\n")
    served.rebuild()
    assert "A sentence more." in served.page("terms/widget")
    assert "The search shows what was there before" in caplog.text
    assert "ValueError: no room" in capsys.readouterr().err
    assert serve.at_rest.is_set()


def test_the_page_of_a_lab_is_that_of_its_notebook(tmp_path):
    (tmp_path / "labs").mkdir()
    (tmp_path / "labs/a.ipynb").touch()
    (tmp_path / "b.ipynb").touch()
    files = SimpleNamespace(get_file_from_path=lambda uri: SimpleNamespace(page=uri))
    build = SimpleNamespace(
        root=ROOT,
        made=SimpleNamespace(folder=tmp_path),
        kept=SimpleNamespace(files=files),
    )
    rebuild = Rebuild(build, print)
    pages = [rebuild.page(uri) for uri in ("labs/a.md", "labs/index.md", "b.md")]
    assert pages == ["labs/a.ipynb", "labs/index.md", "b.md"]


def test_each_kind_of_file_is_published_as_in_a_whole_build(tmp_path, monkeypatch):
    made, site, docs = (tmp_path / name for name in ("made", "site", "docs"))
    for name in (
        "a/b/x.css",
        "a/x.svg",
        "assets/javascripts/x.js",
        "assets/javascripts/y.js",
    ):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(name)
    done = []
    monkeypatch.setattr(serve.finish, "after", lambda *all_: done.append(all_[:4]))
    monkeypatch.setattr(serve.finish, "minify", lambda path: done.append(path))

    def file(uri: str):
        there = (made / uri).is_file()
        return SimpleNamespace(abs_dest_path=str(site / uri)) if there else None

    build = SimpleNamespace(
        root=docs.parent,
        parts="parts",
        made=SimpleNamespace(folder=made),
        kept=SimpleNamespace(files=SimpleNamespace(get_file_from_path=file)),
    )
    monkeypatch.setattr(serve, "code_of", lambda _: [])
    rebuild = Rebuild(build, print)
    rebuild.publish("gone.svg", site)
    assert not site.exists()
    for _ in range(2):
        rebuild.publish("a/x.svg", site)
    assert (site / "a/x.svg").read_text() == "a/x.svg"
    assert done == []
    rebuild.publish("a/b/x.css", site)
    assert (done, (site / "a/b/x.css").read_text()) == (
        [site / "a/b/x.css"],
        "a/b/x.css",
    )
    rebuild.publish("assets/javascripts/x.js", site)
    assert done[1:] == [(site, docs, "parts", True)]
    assert (
        site / "assets/javascripts/y.js"
    ).exists()  # the runner's frame holds other files


def test_what_pages_show_of_each_other(project):
    made = project.before()
    nav, titles, static = structure(made)
    assert nav[0]["Terms"][0] == {"Learning": ["terms/widget.md"]}
    assert titles == {
        "index.md": "# Home",
        "terms/token.md": "# Token",
        "terms/widget.md": "# Widget",
    }
    assert static == sorted(made.files)
    token, widget = meanings(made.content)
    assert token == (
        "token",
        "Another stand-in, so that the first one has something to be related to.",
        "Token",
    )
    assert widget[2:] == ("Widget", "Wholly Imagined Device", "gizmo")
    covers = (
        "covers:\n  coding:\n    heading: in-code\n    means: What a thing is in code."
    )
    project.edit(WIDGET, "aliases: [gizmo]", f"aliases: [gizmo]\n{covers}")
    last = meanings(project.load())[1][-1]
    assert last.startswith("coding:")
    assert "in-code" in last
    assert "What a thing is in code." in last


def test_settings_and_templates_are_the_code(project):
    project.write("overrides/a/b.html", "")
    project.write("overrides/a/b.txt", "")
    assert [Path(path).name for path, _ in code_of(project.root)] == [
        "mkdocs.yml",
        "b.html",
    ]


def test_no_folder_is_looked_at_while_something_is_built(served, monkeypatch, tmp_path):
    """A look at thousands of files would take the build's processor."""
    at_work = []

    def build(*_: object, **__: object) -> None:
        at_work.append(not serve.at_rest.is_set())
        raise SystemExit("what a build may end with")

    monkeypatch.setattr(serve, "before", build)
    served.rebuild()
    assert at_work == [True]
    assert serve.at_rest.is_set()
    (tmp_path / "looked").mkdir()
    seen = []
    serve.at_rest.clear()
    try:
        looking = threading.Thread(target=lambda: seen.append(look(str(tmp_path))))
        looking.start()
        looking.join(0.1)
        assert not seen
    finally:
        serve.at_rest.set()
    looking.join()
    assert "looked" in {entry.name for entry in seen[0]}
