"""What the hooks do between MkDocs' events, without a build: test_built_site.py has whole ones."""

import errno
import logging
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.exceptions import Abort, BuildError
from mkdocs.utils import CountHandler
from watchdog.observers.polling import PollingObserverVFS

from glossary.content.problems import Problem, ProblemsFound
from glossary.site import mkdocs, policy
from glossary.site.lab_page import SKIPPED
from glossary.site.mkdocs import LOOK_EVERY, RUN_STYLE, Build, has_warned
from glossary.site.serve import Rebuild
from tests.support.notebook import notebook
from tests.support.project import WIDGET

PARTS = Path("parts")


@pytest.fixture(autouse=True)
def parts(monkeypatch):
    """Pyodide is there; whether it was asked for."""
    asked: list[Path] = []
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    monkeypatch.setattr(mkdocs.pyodide, "get", lambda: asked.append(PARTS) or PARTS)
    return asked


@pytest.fixture
def config(project):
    return SimpleNamespace(
        config_file_path=str(project.root / "mkdocs.yml"),
        site_dir=str(project.root / "site"),
        nav=[{"Home": "index.md"}, {"Labs": "labs/a-lab.ipynb"}, {"Terms": "by group"}],
        theme={"features": ["some"]},
        extra_css=[],
        extra_javascript=[],
        strict=True,
    )


@pytest.fixture
def build():
    made = Build()
    yield made
    made.close()


def test_a_build_begins_with_prepared_pages_and_their_addresses(build, config, project):
    project.write("docs/labs/a-lab.ipynb", notebook())
    root = project.root
    assert build.begin(config) is config
    assert (build.root, build.site) == (root, str(root / "site"))
    assert Path(config.site_dir) == build.aside.folder == root / ".site.unfinished"
    assert Path(config.docs_dir) == build.made.folder == root / ".cache/prepared"
    assert config.repo_url == "https://github.com/owner/name"
    assert (config.repo_name, config.edit_uri) == ("owner/name", "edit/main/docs/")
    assert config.site_url == "https://owner.github.io/name/"
    terms = [
        {"Learning": ["terms/widget.md"]},
        {"Text in, text out": ["terms/token.md"]},
    ]
    lab = {"Labs": "labs/a-lab.ipynb"}
    assert config.nav == [{"Home": "index.md"}, lab, {"Terms": terms}]
    assert [path.name for path in build.notebooks()] == ["a-lab.ipynb"]
    assert config.exclude_docs.match_file("labs/a-lab.md")
    assert not config.exclude_docs.match_file("labs/a-lab.ipynb")
    assert config.theme["features"] == ["some"]


def test_an_owner_with_capitals_has_an_address_without(build, config, monkeypatch):
    monkeypatch.setenv("GITHUB_REPOSITORY", "Owner/Name")
    assert build.begin(config).site_url == "https://owner.github.io/Name/"


def test_a_server_builds_in_its_place_at_its_own_address(build, config, project):
    build.serving = True
    site, config.site_url = config.site_dir, "http://here/"
    build.begin(config)
    assert (config.site_dir, config.site_url, build.aside) == (
        site,
        "http://here/",
        None,
    )
    assert build.made.folder == project.root / ".cache/served"


def test_a_second_build_of_a_process_has_the_same_place_and_adds_nothing(build, config):
    build.begin(config)
    aside = build.aside
    build.begin(config)
    assert build.aside is aside
    assert config.extra_css == [RUN_STYLE]


def test_what_is_wrong_stops_a_build_and_is_said_by_a_server(
    build, config, project, caplog
):
    project.edit(WIDGET, "level: beginner", "level: easy")
    with pytest.raises(BuildError, match=f"{WIDGET}:6: level: 'easy' is not one"):
        build.begin(config)
    build.serving = True
    with caplog.at_level(logging.WARNING):
        build.begin(config)
    assert f"{WIDGET}:6: level: 'easy' is not one" in caplog.text


@pytest.mark.parametrize(
    ("limit", "before", "after"),
    [
        (2, [], ["navigation.prune"]),
        (3, [], []),
        (2, ["navigation.prune"], ["navigation.prune"]),
    ],
)
def test_a_navigation_is_pruned_where_there_are_many_terms(
    build, config, monkeypatch, limit, before, after
):
    monkeypatch.setattr(mkdocs, "PRUNE_FROM", limit)
    config.theme["features"] = before
    assert build.begin(config).theme["features"] == after


def test_run_is_added_once(build, config, parts):
    build.add_run(config)
    build.add_run(config)
    assert (config.extra_css, build.parts, parts) == ([RUN_STYLE], PARTS, [PARTS])
    (script,) = config.extra_javascript
    assert (script.path, script.defer) == (f"{mkdocs.pyodide.RUN}controls.js", True)


def test_without_pyodide_there_is_no_run_and_a_false_one_stops_the_build(
    build, config, monkeypatch, caplog
):
    def fails(error: Exception):
        def get() -> Path:
            raise error

        monkeypatch.setattr(mkdocs.pyodide, "get", get)

    fails(mkdocs.pyodide.NotToBeHad("no network"))
    with caplog.at_level(logging.INFO):
        build.add_run(config)
    assert "Scripts get no Run: Pyodide is not to be had (no network)" in caplog.text
    assert (config.extra_css, config.extra_javascript) == ([], [])
    fails(ValueError("another file"))
    with pytest.raises(BuildError, match="another file"):
        build.add_run(config)


# Pages


def page_of(uri: str, **more) -> SimpleNamespace:
    return SimpleNamespace(file=SimpleNamespace(src_uri=uri), render="theirs", **more)


def test_links_to_labs_lead_to_the_pages_of_notebooks(build):
    text = (
        "[a](/labs/a-lab.md#x), [b](/labs/index.md), [c](/terms/lora.md) (/labs/d.md)"
    )
    page = page_of("index.md")
    made = build.markdown(text, page)
    assert made == text.replace("/labs/a-lab.md", "/labs/a-lab.ipynb")
    assert page.render == "theirs"


def test_a_lab_is_the_prepared_text_and_rendered_as_a_page(build):
    text = f"{SKIPPED}\n\n# A lab\n\n[x](/labs/b-lab.md)\n"
    build.made = SimpleNamespace(texts={"labs/a-lab.md": text})
    page = page_of("labs/a-lab.ipynb")
    assert build.markdown("theirs", page) == "# A lab\n\n[x](/labs/b-lab.ipynb)\n"
    assert not hasattr(page, "render")


def test_what_a_server_keeps_of_a_build(build, config, monkeypatch):
    monkeypatch.setattr(mkdocs.finish, "article", lambda html, uri, _: f"{uri}: {html}")
    build.made = SimpleNamespace(content=None)
    config.theme = SimpleNamespace(get_env=lambda: "env")
    build.keep(config, "files", "nav")
    assert build.kept is None
    assert build.article("text", "labs/a.ipynb") == "labs/a.md: text"
    build.serving = True
    build.keep(config, "files", "nav")
    kept = build.kept
    assert (kept.config, kept.files, kept.nav, kept.env) == (
        config,
        "files",
        "nav",
        "env",
    )
    build.article("text", "labs/a.ipynb")
    assert kept.raw == {"labs/a.md": "text"}
    assert kept.done == {"labs/a.md": "labs/a.md: text"}


def test_what_is_wrong_with_an_article_stops_a_build_or_stands_above_it(
    build, monkeypatch, caplog
):
    def fails(*_) -> str:
        raise ProblemsFound([Problem(WIDGET, 7, "one"), Problem(WIDGET, 8, "two")])

    monkeypatch.setattr(mkdocs.finish, "article", fails)
    build.made = SimpleNamespace(content=None)
    with pytest.raises(BuildError, match=f"{WIDGET}:7: one"):
        build.article("<p>text</p>", "terms/widget.md")
    build.serving = True
    with caplog.at_level(logging.WARNING):
        said = build.article("<p>text</p>", "terms/widget.md")
    assert f"{WIDGET}:8: two" in caplog.text
    assert said.index("one") < said.index("two") < said.index("<p>text</p>")


def test_the_search_reads_a_part_of_a_page_which_is_then_whole_again(build):
    text = '<p>a</p><figure class="diagram" data-search-exclude>x</figure>'
    page = page_of("index.md", content=text)
    build.shorten(page)
    assert page.content == "<p>a</p>"
    build.restore(page)
    assert page.content == text
    page.content = None
    build.shorten(page)
    assert page.content == ""


def test_only_pages_are_finished(build, monkeypatch):
    monkeypatch.setattr(mkdocs.finish, "whole_page", lambda text: f"whole {text}")
    assert build.template("x") == build.template("x", "404.html") == "whole x"
    assert build.template("x", "sitemap.xml") == "x"


def test_a_served_page_has_its_policy(build):
    html = f"<html><head>{policy.CHARSET}<title>x</title></head><body></body></html>"
    assert build.with_policy(html) == policy.with_policy(html, policy.while_serving())


# The end


@pytest.fixture
def counts():
    """MkDocs' own count of warnings, of a strict build."""
    handler, logger = CountHandler(), logging.getLogger("mkdocs")
    handler.setLevel(logging.WARNING)
    logger.addHandler(handler)
    yield logger
    logger.removeHandler(handler)


def test_whether_a_strict_build_has_warned(counts):
    assert not has_warned()
    counts.warning("a page is not in the nav")
    assert has_warned()


@pytest.mark.parametrize(
    ("strict", "warns", "there"),
    [
        (True, False, True),
        (True, True, False),
        (False, True, True),
        (False, False, True),
    ],
)
def test_a_site_takes_its_place_unless_it_is_refused(
    build, config, monkeypatch, counts, strict, warns, there
):
    seen = []
    monkeypatch.setattr(
        mkdocs.finish, "after", lambda *all_, made: seen.extend((*all_, made))
    )
    site = Path(config.site_dir)
    build.begin(config)
    folder = Path(config.site_dir)
    folder.mkdir()
    config.strict = strict
    if warns:
        counts.warning("it warns")
    build.end(config)
    assert seen[:4] == [folder, build.root / "docs", PARTS, False]
    assert seen[-1] is build.made
    assert site.is_dir() is there
    build.close()
    assert build.aside is None
    assert not folder.exists()
    build.close()  # again is no matter


def test_a_served_site_is_finished_where_it_is(build, config, monkeypatch):
    seen = []
    monkeypatch.setattr(
        mkdocs.finish, "after", lambda *all_, made: seen.extend((*all_, made))
    )
    build.serving = True
    build.begin(config)
    build.end(config)
    assert (seen[0], seen[3]) == (Path(config.site_dir), True)


def test_what_is_wrong_at_the_end_stops_the_build(build, config, monkeypatch):
    def fails(*_, made) -> None:
        raise ValueError("a script that nobody knows")

    build.made = None

    monkeypatch.setattr(mkdocs.finish, "after", fails)
    with pytest.raises(BuildError, match="a script that nobody knows"):
        build.end(config)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("one", None, "other"), "other: full: make room, then run the same"),
        (("one",), "one: full: make room, then run the same command again"),
        ((), "the site: full: make room"),
    ],
)
def test_a_full_disk_is_told_with_the_file(build, names, told):
    build.site = "the site"
    with pytest.raises(Abort, match=told):
        build.failed(OSError(errno.ENOSPC, "full", *names))


def test_a_disk_that_is_full_before_the_build_begins_is_told_too():
    with pytest.raises(Abort, match="full: make room"):
        Build().failed(OSError(errno.ENOSPC, "full"))


def test_another_error_is_left_to_mkdocs(build):
    build.failed(OSError(errno.EPIPE, "pipe"))
    build.failed(ValueError("no"))


@pytest.mark.parametrize(
    "folders", [["docs", "snippets"], ["docs", "snippets", "models"]]
)
def test_a_server_watches_what_pages_are_made_of(build, config, project, folders):
    calls = []
    server = SimpleNamespace(
        unwatch=lambda path: calls.append(("off", path)),
        watch=lambda path: calls.append(("on", path)),
        builder="theirs",
    )
    for folder in folders:
        (project.root / folder).mkdir(exist_ok=True)
    build.begin(config)
    build.serve(server, config)
    settings = config.config_file_path
    assert calls == [
        ("off", config.docs_dir),
        ("off", settings),
        ("on", settings),
        *(("on", str(project.root / folder)) for folder in folders),
    ]
    assert isinstance(server.observer, PollingObserverVFS)
    assert server.observer.timeout == LOOK_EVERY == 0.2
    assert isinstance(server.builder, Rebuild)
    assert (server.builder.build, server.builder.whole) == (build, "theirs")
