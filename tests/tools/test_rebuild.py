"""The measurement of rebuilds: edits that break nothing, and no wait that lasts for ever."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from glossary import ROOT
from glossary.content.content import load
from tools.bench import project, rebuild, site


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """A copy of this project, filled up with invented terms."""
    copy = project.copy_of(ROOT, tmp_path_factory.mktemp("bench") / "copy")
    there = len(list((copy / "docs/terms").glob("*.md")))
    assert project.add_terms(copy, there + 60) == there + 60
    assert len(list((copy / "docs/terms").glob("*.md"))) == there + 60
    return copy


@pytest.mark.slow
def test_invented_terms_pass_every_check_and_have_scripts_of_their_own(copy):
    assert load(copy).problems == []
    invented = [page.stem for page in (copy / "docs/terms").glob("zinfandel*.md")]
    assert len(invented) == 60
    for slug in invented:
        page = (copy / f"docs/terms/{slug}.md").read_text("utf-8")
        scripts = list((copy / "snippets" / slug).glob("*.py"))
        assert scripts
        names = {re.sub("_(numpy|torch)$", "", script.stem) for script in scripts}
        assert all(f"script: {slug}/{name} -->" in page for name in names), slug
        assert f"picture: {slug}-" in page


@pytest.mark.slow
def test_an_edit_takes_the_place_of_the_one_before_and_breaks_no_rule(copy):
    every = rebuild.edits(copy)
    for edit in every:
        edit.save("zinfandelmark1000")
        edit.save("zinfandelmark1001")
        assert re.findall(r"zinfandelmark\d+", edit.path.read_text("utf-8")) == [
            "zinfandelmark1001"
        ], edit.kind
    assert [edit.kind for edit in every] == [
        "prose", "script", "output", "picture", "style sheet",
    ]  # fmt: skip
    assert load(copy).problems == []


class Deaf:
    """A process that never ends."""

    def poll(self) -> None:
        return None


def server_at(address: str, log: Path) -> rebuild.Server:
    server = object.__new__(rebuild.Server)
    server.address, server.log, server.process = address, log, Deaf()
    log.write_text("INFO - building\nWARNING - the last word\n\n")
    return server


def test_a_page_that_never_shows_it_ends_the_wait_with_a_line(tmp_path):
    server = server_at("http://127.0.0.1:9/", tmp_path / "log")  # nobody listens
    with pytest.raises(rebuild.NotShown) as why:
        server.wait_for("a mark", "terms/lora/", patience=0.3)
    assert str(why.value) == (
        "terms/lora/ does not show it within 0.3 s; "
        "the server says: WARNING - the last word"
    )


def test_a_server_that_lets_requests_wait_ends_the_wait_too(tmp_path):
    """As MkDocs does while a source has a problem."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        server = server_at(f"http://127.0.0.1:{port}/", tmp_path / "log")
        began = time.monotonic()
        with pytest.raises(rebuild.NotShown, match="does not show it"):
            server.wait_for("a mark", "", patience=0.5)
        assert time.monotonic() - began < 5


def test_a_server_that_ends_is_told_with_its_last_line(project):
    project.write("mkdocs.yml", "site_nam: none\n")
    with pytest.raises(rebuild.NotShown, match=r"start: the server ended: .*site_name"):
        rebuild.measure(project.root, runs=1)


@pytest.mark.slow
def test_what_is_built_beside_each_other_has_the_same_pages(tmp_path):
    """Ours without labs, with invented terms, and the same text in plain Material."""
    ours = project.without_labs(ROOT, tmp_path / "ours")
    project.add_terms(ours, len(list((ours / "docs/terms").glob("*.md"))) + 2)
    plain = site.make_plain(ours, tmp_path / "plain")
    built = []
    for root in (ours, plain):
        made = tmp_path / f"{root.name}-site"
        project.build(root, made)
        built.append(
            {str(p.parent.relative_to(made)) for p in made.rglob("index.html")}
        )
    assert {"terms/lora", "terms/zinfandel1"} <= built[0]
    assert built[0] == built[1]


@pytest.mark.slow
def test_the_command_measures_each_kind_of_edit():
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench.rebuild", "--runs=1", "--limit=0"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    kinds = [line for line in done.stdout.split("\n") if "TOO SLOW" in line]
    assert len(kinds) == 5, done.stdout + done.stderr
    assert done.returncode == 1
