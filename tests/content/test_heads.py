"""Bad front matter stops the build with one line: file, line, key, mend."""

import pytest

from glossary.checks import check_sources
from glossary.problems import ProblemsFound
from glossary.terms import load_terms

WIDGET = "docs/terms/widget.md"

BREAKS = {
    "unknown key": (
        "level: beginner",
        "levle: beginner",
        f"{WIDGET}:6: levle: unknown key: remove it or use one of term, expansion",
    ),
    "missing key": ("level: beginner\n", "", f"{WIDGET}:2: level: missing: add"),
    "group that is not on the list": (
        "group: Learning",
        "group: Lerning",
        f"{WIDGET}:5: group: 'Lerning' is not one of 'Learning', 'Text in, text out'",
    ),
    "summary too long": (
        "A thing that",
        "A thing that " + "very " * 50,
        f"{WIDGET}:7: summary: 310 characters: shorten it to 200",
    ),
    "summary of two sentences": (
        "while the tests break it.",
        "for now. It breaks.",
        f"{WIDGET}:7: summary: must be one sentence",
    ),
    "dangling related slug": (
        "related: [token]",
        "related: [tokn]",
        f"{WIDGET}:8: related: 'tokn': there is no docs/terms/tokn.md: name one of "
        "token",
    ),
    "related to itself": (
        "related: [token]",
        "related: [widget]",
        f"{WIDGET}:8: related: 'widget': a term is not related to itself",
    ),
    "alias that is another term's name": (
        "aliases: [gizmo]",
        "aliases: [Token]",
        "aliases: 'Token' is already a name in",
    ),
    "alias twice": (
        "aliases: [gizmo]",
        "aliases: [gizmo, Gizmo]",
        "aliases: 'gizmo' is already a name in docs/terms/widget.md",
    ),
    "source without what it supports": (
        '    supports: "section 1: what a widget is"\n',
        "",
        f"{WIDGET}:10: sources.1.supports: missing: add `supports: ...`",
    ),
    "source that is no address": (
        "url: https://arxiv.org/abs/2106.09685",
        "url: arxiv 2106.09685",
        f"{WIDGET}:13: sources.1.url: input should be a valid URL",
    ),
    "no source": (
        "sources:\n",
        "sources: []\nunused:\n",
        f"{WIDGET}:9: sources: list should have at least 1 item",
    ),
    "not YAML": (
        "expansion: Wholly Imagined Device",
        "expansion: Wholly: Imagined: Device",
        f"{WIDGET}:3: front matter is not YAML",
    ),
    "heading that is not the term": (
        "# Widget",
        "# Widgets",
        f"{WIDGET}:17: first heading must be the term itself: `# Widget`",
    ),
    "no front matter": ("---\nterm", "term", f"{WIDGET}:1: has no front matter"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_bad_front_matter_is_refused(project, name):
    old, new, message = BREAKS[name]
    project.edit(WIDGET, old, new)
    with pytest.raises(ProblemsFound) as found:
        load_terms(project.root)
    assert message in str(found.value)


def test_all_problems_are_shown_at_once(project):
    project.edit(WIDGET, "level: beginner", "level: easy")
    project.edit("docs/terms/token.md", "level: beginner", "level: hard")
    project.write("snippets/widget/lost.out", "1\n")
    with pytest.raises(ProblemsFound) as found:
        check_sources(project.root)
    assert [problem.path for problem in found.value.problems] == [
        "docs/terms/token.md",
        "docs/terms/widget.md",
        "snippets/widget/lost.out",
    ]


def test_the_file_name_is_the_slug(project):
    (project.root / WIDGET).rename(project.root / "docs/terms/The_Widget.md")
    with pytest.raises(ProblemsFound, match="file name must be in kebab case"):
        load_terms(project.root)


def test_the_build_stops(project):
    project.edit(WIDGET, "level: beginner", "levle: beginner")
    done = project.build()
    assert done.returncode != 0
    assert f"{WIDGET}:6: levle: unknown key" in done.stdout + done.stderr
