"""Bad heads stop the build with one line: file, line, key, mend."""

import os

import pytest

from glossary.content.content import load
from tests.support.project import TOKEN, WIDGET

SOURCES = "docs/sources.yml"

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
    "related twice": (
        "related: [token]",
        "related:\n  - token\n  - token",
        f"{WIDGET}:10: related: 'token': stands here twice",
    ),
    "alias that is another term's name": (
        "aliases: [gizmo]",
        "aliases: [Token]",
        "aliases: 'Token' is already a name in",
    ),
    "alias that is another term's plural": (
        "aliases: [gizmo]",
        "aliases: [tokens]",
        "aliases: 'tokens' is already a name in docs/terms/token.md",
    ),
    "alias that differs by an accent and a hyphen": (
        "aliases: [gizmo]",
        "aliases: [tök-en]",
        f"{WIDGET}:4: aliases: 'tök-en' is already a name in docs/terms/token.md",
    ),
    "alias twice": (
        "aliases: [gizmo]",
        "aliases: [gizmo, Gizmo]",
        f"{WIDGET}:4: aliases: 'gizmo' is already a name in docs/terms/widget.md",
    ),
    "source without what it supports": (
        'doe2021widgets: "section 1: what a widget is"',
        'doe2021widgets: ""',
        f"{WIDGET}:10: sources.doe2021widgets: string should have at least 1",
    ),
    "source that is not in docs/sources.yml": (
        "doe2021widgets",
        "doe2021wodgets",
        f"{WIDGET}:10: sources: docs/sources.yml has no 'doe2021wodgets': add it there",
    ),
    "source written out": (
        'doe2021widgets: "section 1: what a widget is"',
        "- title: A paper",
        f"{WIDGET}:9: sources: input should be a valid dictionary",
    ),
    "source whose key is a number": (
        "doe2021widgets",
        "2021",
        f"{WIDGET}:10: sources.2021: input should be a valid string, found 2021",
    ),
    "no source": (
        '  doe2021widgets: "section 1: what a widget is"\n',
        "",
        f"{WIDGET}:9: sources: input should be a valid dictionary",
    ),
    "an empty list of sources": (
        'sources:\n  doe2021widgets: "section 1: what a widget is"\n',
        "sources: {}\n",
        f"{WIDGET}:9: sources: dictionary should have at least 1 item",
    ),
    "not YAML": (
        "expansion: Wholly Imagined Device",
        "expansion: Wholly: Imagined: Device",
        f"{WIDGET}:3: is not YAML",
    ),
    "not a mapping": (
        "---\nterm: Widget",
        "---\n- term\n---\n---\nterm: Widget",
        f"{WIDGET}:2: must be `key: value` lines",
    ),
    "key that stands twice": (
        "level: beginner",
        "level: beginner\nlevel: advanced",
        f"{WIDGET}:7: 'level' stands here twice: keep one",
    ),
    "source that stands twice": (
        "sources:",
        "sources:\n  doe2021widgets: another thing",
        f"{WIDGET}:11: 'doe2021widgets' stands here twice: keep one",
    ),
    "anchor": (
        "level: beginner",
        "level: &level beginner",
        f"{WIDGET}:6: anchors and aliases (& and *) are not read here",
    ),
    "summary of two lines": (
        "summary: A thing that",
        'summary: "A thing\\nthat',
        "is not YAML",
    ),
    "alias with a line end": (
        "aliases: [gizmo]",
        'aliases: ["giz\\nmo"]',
        f"{WIDGET}:4: aliases.1: 'giz\\nmo': write it on one line",
    ),
    "expansion in a block": (
        "expansion: Wholly Imagined Device",
        "expansion: |\n  Wholly\n\n  # Imagined",
        f"{WIDGET}:3: expansion: 'Wholly\\n\\n# Imagined\\n': write it on one line",
    ),
    "alias with the sign of a line's end": (
        "aliases: [gizmo]",
        'aliases: ["giz\\u2028mo"]',
        f"{WIDGET}:4: aliases.1: 'giz\\u2028mo': write it on one line",
    ),
    "alias that begins with a point": (
        "aliases: [gizmo]",
        "aliases: [.gizmo]",
        f"{WIDGET}:4: aliases: '.gizmo' must begin and end with a letter or digit",
    ),
    "expansion in brackets": (
        "expansion: Wholly Imagined Device",
        "expansion: (Device)",
        f"{WIDGET}:3: expansion: '(Device)' must begin and end with a letter or digit",
    ),
    "term that ends with a sign": (
        "term: Widget",
        "term: Widget++",
        f"{WIDGET}:2: term: 'Widget++' must begin and end with a letter or digit",
    ),
    "alias that is a number": (
        "aliases: [gizmo]",
        "aliases: [16]",
        f"{WIDGET}:4: aliases.1: input should be a valid string, found 16",
    ),
    "heading that is not the term": (
        "# Widget",
        "# Widgets",
        f"{WIDGET}:13: the first line must be the term itself: `# Widget`",
    ),
    "heading after a block of code": (
        "# Widget",
        "```console\n# Widget\n```\n\n# Widget",
        f"{WIDGET}:13: the first line must be the term itself: `# Widget`",
    ),
    "heading after text": (
        "# Widget",
        "Text.\n\n# Widget",
        f"{WIDGET}:13: the first line must be the term itself: `# Widget`",
    ),
    "no front matter": ("---\nterm", "term", f"{WIDGET}:1: has no front matter"),
    "front matter that does not end": (
        "---\n\n# Widget",
        "\n# Widget",
        f"{WIDGET}:1: has no front matter",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_bad_head_is_refused(project, name):
    old, new, message = BREAKS[name]
    project.edit(WIDGET, old, new)
    assert any(message in problem for problem in project.problems()), project.problems()


SUMMARY = "A thing that stands in for a term while the tests break it."


@pytest.mark.parametrize(
    ("length", "refused"), [(19, True), (20, False), (200, False), (201, True)]
)
def test_a_summary_or_meaning_has_20_to_200_characters(project, length, refused):
    text = f"A{'x' * (length - 2)}."
    project.edit(WIDGET, SUMMARY, text)
    problems = project.problems()
    assert [p.partition("summary: ")[0] for p in problems] == [
        f"{WIDGET}:7: "
    ] * refused
    project.edit(WIDGET, text, SUMMARY)
    covers = f"covers:\n  Sprocket:\n    heading: in-code\n    means: {text}\n"
    project.edit(WIDGET, "level: beginner\n", f"{covers}level: beginner\n")
    place = f"{WIDGET}:9: covers.Sprocket."
    assert [p.partition("means: ")[0] for p in project.problems()] == [place] * refused


def test_a_covered_name_must_begin_and_end_with_a_letter_too(project):
    covers = "covers:\n  (Sprocket):\n    heading: in-code\n    means: A thing inside of it.\n"
    project.edit(WIDGET, "level: beginner\n", f"{covers}level: beginner\n")
    (problem,) = project.problems()
    assert problem == (
        f"{WIDGET}:7: covers: '(Sprocket)' must begin and end with a letter or digit"
    )


@pytest.mark.parametrize(
    ("year", "refused"), [(1799, True), (1800, False), (2100, False), (2101, True)]
)
def test_a_work_has_a_year(project, year, refused):
    project.edit(SOURCES, "year: 2021", f"year: {year}")
    problems = project.problems()
    assert [p.partition("year: ")[0] for p in problems] == [
        f"{SOURCES}:4: doe2021widgets: "
    ] * refused


WRONG_SOURCES = {
    "no address": (
        "url: https://arxiv.org/abs/2106.09685",
        "url: arxiv 2106.09685",
        f"{SOURCES}:5: doe2021widgets: url: input should be a valid URL",
    ),
    "an address that runs": (
        "url: https://arxiv.org/abs/2106.09685",
        "url: javascript:alert(1)",
        f"{SOURCES}:5: doe2021widgets: url: URL scheme should be 'http' or 'https'",
    ),
    "no title": (
        "  title: A paper on widgets\n",
        "",
        f"{SOURCES}:1: doe2021widgets: title: missing",
    ),
    "unknown key": (
        "  title: A paper on widgets\n",
        "  title: A paper on widgets\n  supports: all\n",
        f"{SOURCES}:3: doe2021widgets: supports: unknown key",
    ),
    "two names for a work": (
        "url: https://arxiv.org/abs/2005.14165",
        "url: https://arxiv.org/abs/2106.09685/",
        f"{SOURCES}:7: poe2020tokens: has the address of 'doe2021widgets': keep one",
    ),
    "the same key": (
        "poe2020tokens:",
        "doe2021widgets:",
        f"{SOURCES}:7: 'doe2021widgets' stands here twice",
    ),
    "a key in a work twice": (
        "  year: 2021\n",
        "  year: 2021\n  year: 2022\n",
        f"{SOURCES}:5: 'year' stands here twice",
    ),
    "a year with a zero, which YAML takes for octal": (
        "year: 2021",
        "year: 03745",
        f"{SOURCES}:4: doe2021widgets: year: ",
    ),
    "a year that YAML takes for minutes": (
        "year: 2021",
        "year: 33:41",
        f"{SOURCES}:4: doe2021widgets: year: ",
    ),
    "a year in words": (
        "year: 2021",
        "year: '2021'",
        f"{SOURCES}:4: doe2021widgets: year: input should be a valid integer",
    ),
    "a title of two lines": (
        "title: A paper on widgets",
        "title: |\n    A paper\n\n    # on widgets",
        f"{SOURCES}:2: doe2021widgets: title: 'A paper\\n\\n# on widgets\\n': write it",
    ),
    "a work that is no mapping": (
        "poe2020tokens:\n",
        "poe2020tokens: 1\nother:\n",
        f"{SOURCES}:7: poe2020tokens: must be `key: value` lines, found 1",
    ),
    "a number as a key": (
        "poe2020tokens:\n  title",
        "2020:\n  title",
        f"{SOURCES}:7: 2020: ",
    ),
    "an alias": (
        "poe2020tokens:\n",
        "poe2020tokens: &this\n",
        f"{SOURCES}:7: anchors and aliases",
    ),
}


@pytest.mark.parametrize("name", WRONG_SOURCES)
def test_a_work_that_is_described_wrongly_is_refused(project, name):
    old, new, message = WRONG_SOURCES[name]
    project.edit(SOURCES, old, new)
    assert any(message in problem for problem in project.problems()), project.problems()


def test_an_address_is_written_so_that_any_markdown_can_hold_it(project):
    """pydantic writes all but the first two otherwise, which nobody would see in the file."""
    said = (
        f"{SOURCES}:5: doe2021widgets: url: write ( ) < > and letters beyond ASCII as"
    )
    text = project.read(SOURCES)
    for letter in "()<>é":
        project.write(SOURCES, text.replace("abs/2106", f"wiki/Widget_{letter}a/2106"))
        told = [problem.partition(" %28")[0] for problem in project.problems()]
        assert told == [said], letter


def test_all_problems_are_shown_at_once(project):
    project.edit(WIDGET, "level: beginner", "level: easy")
    project.edit(TOKEN, "level: beginner", "level: hard")
    project.write("snippets/widget/lost.out", "1\n")
    found = [problem.partition(":")[0] for problem in project.problems()]
    assert found == [TOKEN, WIDGET, "snippets/widget/lost.out"]


def test_one_slip_hides_no_other_term(project):
    project.edit(WIDGET, "level: beginner", "level: easy")
    found = load(project.root)
    assert list(found.by_slug) == ["token"]
    assert len(found.problems) == 1


def test_the_file_name_is_the_slug(project):
    (project.root / WIDGET).rename(project.root / "docs/terms/The_Widget.md")
    (problem, *_) = project.problems()
    assert problem.startswith(
        "docs/terms/The_Widget.md:1: file name must be in kebab case"
    )


@pytest.mark.slow
def test_the_build_stops(project):
    project.edit(WIDGET, "level: beginner", "levle: beginner")
    done = project.build()
    assert done.returncode != 0
    assert f"{WIDGET}:6: levle: unknown key" in done.stdout + done.stderr


@pytest.mark.parametrize("depth", [3, 9, 30])
def test_yaml_that_grows_without_end_is_refused_in_one_line(project, depth):
    """Each alias doubles what the one before stands for: at 30 it would be a billion."""
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{f'*a{n - 1}, ' * 8}]" for n in range(1, depth)]
    project.edit(WIDGET, "level: beginner", "\n".join(rows))
    (problem, *_) = project.problems()
    assert problem.startswith(f"{WIDGET}:6: anchors and aliases")
    assert len(problem) < 300


def test_a_long_input_is_quoted_in_a_short_line(project):
    project.edit(WIDGET, "level: beginner", f"level: {'x' * 100_000}")
    assert all(len(problem) < 400 for problem in project.problems())


def test_a_deep_nest_is_refused(project):
    project.edit(WIDGET, "level: beginner", f"level: {'[' * 5000}{']' * 5000}")
    assert any(problem.startswith(f"{WIDGET}:") for problem in project.problems())


# Files that cannot be read as pages


@pytest.mark.parametrize(
    ("name", "line"),
    [(WIDGET, 3), (SOURCES, 3), ("docs/index.md", 3)],
)
def test_a_file_that_is_not_utf_8_is_named_with_its_line(project, name, line):
    data = (project.root / name).read_bytes().split(b"\n")
    data[line - 1] += b" caf\xe9"
    (project.root / name).write_bytes(b"\n".join(data))
    assert f"{name}:{line}: is not UTF-8: save it as UTF-8" in project.problems()


def test_a_folder_with_the_name_of_a_page_is_named(project):
    (project.root / "docs/terms/folder.md").mkdir()
    assert any(
        p.startswith("docs/terms/folder.md:1: cannot be read")
        for p in project.problems()
    )


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_nothing_is_named(project):
    (project.root / "docs/terms/lost.md").symlink_to("nowhere.md")
    assert any(
        p.startswith("docs/terms/lost.md:1: cannot be read") for p in project.problems()
    )


def test_a_byte_order_mark_is_no_matter(project):
    path = project.root / WIDGET
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert project.problems() == []


def test_line_ends_of_windows_are_no_matter(project):
    path = project.root / WIDGET
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert project.problems() == []


PLACES = {
    "docs/terms/sub/more.md": "a term is a page directly in docs/terms/",
    "docs/terms/gadget.markdown": "files belong in docs/",
    "docs/assets/hidden.md": "docs/assets/ holds no pages",
    "docs/page.html": "pages are Markdown",
    "docs/page.htm": "files belong in docs/",
    "docs/page.HTML": "files belong in docs/",
    "docs/page.xhtml": "files belong in docs/",
    "docs/tool.py": "files belong in docs/",
    "docs/assets/tool.py": "files belong in docs/",
    "docs/notes.txt": "files belong in docs/",
    "docs/other.ipynb": "a notebook is a lab",
    "docs/labs/deep/other.ipynb": "a notebook is a lab",
    "docs/assets/other.html": "pages are Markdown",
}


@pytest.mark.parametrize("name", PLACES)
def test_a_file_in_the_wrong_place_is_named(project, name):
    project.write(name, project.read(TOKEN).replace("Token", "Gadget"))
    found = [
        problem for problem in project.problems() if problem.startswith(f"{name}:1: ")
    ]
    assert any(PLACES[name] in problem for problem in found), project.problems()
