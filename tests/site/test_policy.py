"""The theme's scripts alone come into the policy, and no page is published without it."""

import errno
import os
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError

from glossary.site import finish, policy
from glossary.site.mkdocs import Build
from glossary.site.run import pyodide
from tests.support.project import WIDGET

# C-1: a script that stands in a page comes into the policy only if it is one of the theme's


PAGE = '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8"></head><body>{}</body></html>'
KNOWN = (
    "var target=document.getElementById(location.hash.slice(1));target&&target.name&&("
)
KNOWN += 'target.checked=target.name.startsWith("__tabbed_"))'
SHAPES = {
    "plain": "<script>{}</script>",
    "capitals": "<SCRIPT>{}</Script>",
    "with a type": '<script type="text/javascript">{}</script>',
    "a module": '<script type="module">{}</script>',
    "named as a data block": '<script id="x" class="application/json">{}</script>',
    "with an id": '<script id="x">{}</script>',
    "a type like data": '<script type="application/javascript">{}</script>',
    "two types": '<script type="text/javascript" type="application/json">{}</script>',
    "with an attribute that ends like src": '<script data-src="x">{}</script>',
    "beside a file": '<script src="x.js">{}</script>',
    "in a picture": "<svg><script>{}</script></svg>",
    "never closed": "<script>{}",
    "closed with a space": "<script>{}</script >",
    "closed with an attribute": "<script>{}</script x>",
    "with a sign in an attribute": '<script data-x=">">{}</script>',
    "over lines": "<script\n>\n{}\n</script\n>",
    "with a slash": "<script/>{}</script>",
    "in a comment": "<!-- <script>{}</script> -->",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_script_of_another_than_the_theme_fails_the_build(tmp_path, shape):
    path = tmp_path / "terms/widget/index.html"
    path.parent.mkdir(parents=True)
    path.write_text(PAGE.format(SHAPES[shape].format("alert(1)")))
    with pytest.raises(
        ValueError, match=r"^terms/widget/index\.html: a script .*KNOWN"
    ) as told:
        policy.write(tmp_path)
    assert "alert(1)" in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "script",
    [
        f"{KNOWN};alert(1)",
        f"alert(1);{KNOWN}",
        KNOWN.replace("slice(1)", "slice(2)"),
        f"{KNOWN} ",
        "",
    ],
)
def test_a_script_that_is_almost_the_themes_is_not(tmp_path, script):
    (tmp_path / "page.html").write_text(PAGE.format(f"<script>{script}</script>"))
    with pytest.raises(ValueError, match="a script stands in the page"):
        policy.write(tmp_path)
    (tmp_path / "page.html").write_text(PAGE.format(f"<script>{KNOWN}</script>"))
    policy.write(tmp_path)
    assert policy.hash_of(KNOWN) in (tmp_path / "page.html").read_text()


ADDRESS = '__md_scope=new URL("{}",location),__md_hash=e=>[...e].reduce'


@pytest.mark.parametrize("way", [".", "..", "../../..", "/", "/name/", "/na.me-1/x_y/"])
def test_the_way_to_the_home_page_may_be_any(way):
    empty, address = ADDRESS.format(""), ADDRESS.format(way)
    assert policy.ADDRESS.sub('new URL("",location)', address) == empty


@pytest.mark.parametrize(
    "way", ["https://example.org/", "", '",alert(1),"', "/\\x41", "/'", "/a b", "x"]
)
def test_no_other_address_is(way):
    address = ADDRESS.format(way)
    assert policy.ADDRESS.sub("", address) == address


def test_only_the_first_address_may_be_any(monkeypatch):
    twice = 'new URL(".",location);new URL("..",location)'
    known = policy.hash_of('new URL("",location);new URL(".",location)')
    monkeypatch.setattr(policy, "KNOWN", {"twice": known})
    assert policy.is_known(twice.replace('".."', '"."'))
    assert not policy.is_known(twice)


def test_each_script_that_is_known_stands_in_the_site(site):
    """One that no release brings any more would be let in for nothing."""
    found = {
        policy.hash_of(policy.ADDRESS.sub('new URL("",location)', script, count=1))
        for path in policy.pages_of(site)
        for script in policy.inline_scripts(path.read_text("utf-8"))
    }
    of_zensical = {policy.KNOWN["the same, by Zensical"]}
    assert found == set(policy.KNOWN.values()) - of_zensical or of_zensical <= found


def test_data_and_scripts_from_files_need_no_hash():
    html = (
        '<script src="a.js"></script><script defer src="a.js"></script>'
        '<script src="a.js" async></script><script id="c" type="application/json">{}</script>'
        '<script type="application/ld+json">{}</script><script>one()</script>'
    )
    assert policy.inline_scripts(html) == ["one()"]


@pytest.mark.slow
def test_a_new_script_stops_the_build_in_one_line(project):
    project.copy_code()
    project.write(
        "overrides/main.html",
        '{% extends "base.html" %}{% block footer %}<script>alert(1)</script>{% endblock %}',
    )
    done = project.build()
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert (
        "404.html: a script stands in the page: 'alert(1)': put it into a file" in said
    )
    assert "Traceback" not in said


# E-2: what would be open is not published


CLOSED = {
    "index.html": PAGE.format(f"<script>{KNOWN}</script>"),
    "terms/a/index.html": PAGE.format(""),
}


def finished(folder: Path) -> str:
    """A small site with its policy; the policy."""
    for name, text in CLOSED.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    policy.write(folder)
    return policy.policy([KNOWN])


def test_a_site_that_is_closed_passes_and_again(tmp_path):
    rule = finished(tmp_path)
    policy.check(tmp_path, rule)
    policy.write(tmp_path)
    policy.check(tmp_path, rule)


OTHER = '<meta http-equiv="Content-Security-Policy" content="default-src *">'
OPEN = {
    "empty": lambda html: "",
    "an answer of a server": lambda html: "<h1>busy</h1>",
    "without": lambda html: html.replace("Content-Security-Policy", "X-Policy"),
    "of another site": lambda html: html.replace("default-src 'none'", "default-src *"),
    "two": lambda html: html.replace("</head>", f"{OTHER}</head>"),
    "in the body": lambda html: html.replace("<head>", "<head></head><body>"),
    "after a script": lambda html: html.replace("<head>", "<head><script src=x></script>"),
    "after a style": lambda html: html.replace("<head>", "<head><link rel=stylesheet href=x>"),
    "in a comment": lambda html: html.replace("<head>", "<head><!--").replace("</head>", "-->"),
}  # fmt: skip


@pytest.mark.parametrize("name", OPEN)
@pytest.mark.parametrize(
    "page",
    ["terms/a/index.html", "new.html", "a.htm", "b.HTML", "c.xhtml", "assets/x.html"],
)
def test_a_page_that_is_not_closed_is_not_published(tmp_path, page, name):
    rule = finished(tmp_path)
    path = tmp_path / page
    path.parent.mkdir(exist_ok=True)
    html = (tmp_path / "terms/a/index.html").read_text()
    path.write_text(OPEN[name](html))
    assert path.read_text() != html
    with pytest.raises(
        ValueError, match=f"^{page}: has not its policy first in its head"
    ):
        policy.check(tmp_path, rule)


FRAME = PAGE.format("<script>start();</script>")


@pytest.mark.parametrize(
    ("script", "passes"),
    [("start();", True), ("other();", False), ("start();</script><script>x()", False)],
)
def test_the_frame_has_a_policy_of_its_own_and_one_script(tmp_path, script, passes):
    rule = finished(tmp_path)
    frame = tmp_path / "assets/javascripts/run/frame.html"
    frame.parent.mkdir(parents=True)
    closed = policy.with_policy(FRAME, policy.of_frame("start();"))
    frame.write_text(closed.replace("start();", script))
    if passes:
        policy.check(tmp_path, rule)
    else:
        with pytest.raises(
            ValueError, match=r"^assets/javascripts/run/frame\.html: has not"
        ):
            policy.check(tmp_path, rule)


def test_the_end_of_a_build_checks(tmp_path, monkeypatch):
    """A page that comes without its policy, by whatever fault."""
    monkeypatch.setattr(policy, "with_policy", lambda html, rule: html)
    with pytest.raises(ValueError, match="has not its policy"):
        finished(tmp_path)


def test_base_frames_and_forms_are_closed_too():
    rules = dict(part.split(" ", 1) for part in policy.policy([]).split("; "))
    assert rules == {
        "default-src": "'none'",
        "worker-src": "'self'",
        "frame-src": "'self'",
        "connect-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "script-src": "'self'",
    }


@pytest.mark.slow
def test_an_empty_part_stops_the_build_in_one_line(project):
    project.copy_code()
    project.write("docs/assets/javascripts/before-material.js", "")
    done = project.build()
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "before-material.js:1: is empty but for comments: write it again" in said
    assert "Traceback" not in said


# E-7, E-11: what is gone, broken or closed is named in one line


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (errno.ENOSPC, "make room"),
        (errno.EROFS, "make it writable"),
        (errno.EACCES, "make it readable and writable"),
        (errno.ENOENT, "bring it back"),
    ],
)
def test_a_file_that_cannot_be_had_is_named_with_its_mend(code, says):
    error = OSError(code, os.strerror(code), "docs/assets/javascripts/run/worker.js")
    with pytest.raises(Abort) as told:
        Build().failed(error)
    assert str(told.value).startswith(f"{error.filename}: {error.strerror}: {says}")


@pytest.mark.parametrize("text", ["", "{", "\0"])
def test_a_lock_that_is_broken_is_named(monkeypatch, tmp_path, text):
    lock = tmp_path / "pyodide.json"
    lock.write_text(text)
    monkeypatch.setattr(pyodide, "LOCK", lock)
    monkeypatch.delenv("GLOSSARY_PYODIDE", raising=False)
    with pytest.raises(
        BuildError, match=r"^\S+pyodide\.json: is not JSON: bring it back by git"
    ):
        Build().add_run(MkDocsConfig())


@pytest.mark.parametrize("name", ["a.js", "a.css"])
@pytest.mark.parametrize("text", ["", "\n \n"])
def test_an_empty_part_is_refused(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    with pytest.raises(ValueError, match=f"{name} is empty"):
        finish.minify(tmp_path / name)


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_an_empty_page_stops_the_build(project, text):
    project.write("docs/more.md", text)
    assert project.problems() == [
        "docs/more.md:1: is empty: write it, or remove it from docs/"
    ]
    body = project.read(WIDGET).rpartition("---\n")[0]
    project.write(WIDGET, f"{body}---\n{text}")
    assert (
        f"{WIDGET}:1: is empty: write it, or remove it from docs/" in project.problems()
    )
