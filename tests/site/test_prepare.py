"""The prepared tree: plain Markdown, which any builder and pytest-codeblocks read alike."""

import os
import re
import shutil

import pytest
from pytest_codeblocks.main import extract_from_file

from glossary import ROOT
from glossary.content.pages import LANGUAGES, find_fences
from glossary.proof.blocks import MANY, blocks_of
from glossary.site.page import LINK
from glossary.site.prepare import (
    PREPARED,
    before,
    lab_links,
    navigation,
    static_files,
)
from glossary.site.settings import repository_of
from tests.support.notebook import notebook
from tests.support.project import CODE, OUTPUT, SCRIPT, SHOWN, TOKEN, WIDGET
from tests.support.render import prepare, render


@pytest.fixture(scope="module")
def made(site):
    """The site's own tree; the site was built of the same."""
    return before(ROOT)


PREPARED_WIDGET = """\
---
description: "A thing that stands in for a term while the tests break it."
tags: ["Widget", "Wholly Imagined Device", "gizmo"]
---

# Widget

Wholly Imagined Device
{: .term-expansion }

A thing that stands in for a term while the tests break it.
{: .term-lead }

Also called gizmo · Learning · beginner
{: .term-meta }


## In code

<!-- snippets/widget/two_and_two_are_four.py -->

```python
\"\"\"Two and two are four.\"\"\"

print("sum:", 2 + 2)
```

<!--pytest-codeblocks:expected-output-->

```text
sum: 4
```

## Questions people ask

### Does a widget learn?

No.


## Sources

<div class="sources" markdown="1">

- [A paper on widgets](https://arxiv.org/abs/2106.09685), Doe and Roe, 2021. \
Supports: section 1: what a widget is

</div>

## Related terms

<div class="related" markdown="1">

- [Token](/terms/token.md): Another stand-in, so that the first one has something to be \
related to.

</div>"""


def test_a_term_is_written_out(project):
    made = project.before()
    assert made.texts["terms/widget.md"] == PREPARED_WIDGET
    assert (made.folder / "terms/widget.md").read_text("utf-8") == PREPARED_WIDGET


def test_only_plain_fences_are_in_the_tree(made):
    """Python and outputs at the margin or in a tab; commands; nothing with options."""
    infos, indents = set(), set()
    for uri, text in made.texts.items():
        for fence in find_fences(tuple(text.split("\n"))):
            assert fence.closed, (uri, fence)
            infos.add(fence.info)
            indents.add(fence.indent)
    assert {"python", "text"} < infos <= {"python", "text", *LANGUAGES}
    assert indents == {"", "    "}


def test_no_include_and_no_directive_is_left(made):
    for uri, text in made.texts.items():
        assert "8<--" not in text, uri
        assert not re.search(r"<!-- (?:script|picture):", text), uri
        assert "{repository" not in text, uri


def test_all_links_inside_the_site_are_absolute(made):
    seen = 0
    for uri, text in made.texts.items():
        lines = text.split("\n")
        code = {
            number
            for fence in find_fences(tuple(lines))
            for number in range(fence.start, fence.end + 1)
        }
        prose = [line for n, line in enumerate(lines, start=1) if n not in code]
        for line in prose:
            for match in LINK.finditer(re.sub(r"`[^`]*`", "", line)):
                target = match["target"] or match["address"]
                if re.match(r"https?:|mailto:|#", target):
                    continue
                seen += 1
                assert target.startswith("/"), (uri, target)
                path = target[1:].partition("#")[0].partition("?")[0]
                assert path in made.texts or (made.folder / path).is_file(), (
                    uri,
                    target,
                )
    assert seen > 1000


def test_the_own_collector_of_pytest_codeblocks_finds_exactly_the_claims(made):
    """As its authors meant it: each script and its output, on each page, each program, no more."""
    content = made.content
    for uri, page in content.pages.items():
        wanted = [
            (script.read_text("utf-8"), claim.output.read_text("utf-8"))
            for _, name in page.named("script")
            for claim in [content.claims[name]]
            for script in claim.scripts.values()
        ]
        ours = blocks_of(made.folder / uri, ROOT, made.folder)
        theirs = extract_from_file(made.folder / uri, max_num_lines=MANY)
        python = [block for block in theirs if block.syntax == "python"]
        programs = [
            (ROOT / f"{name}.py").read_text("utf-8")
            for _, name in page.named("program")
        ]
        assert [b.code for b in python] == [*(code for code, _ in wanted), *programs], (
            uri
        )
        assert [(b.code, b.output.rstrip("\n")) for b in ours] == [
            (code, output.rstrip("\n")) for code, output in wanted
        ], uri
        assert not any(b.marks or b.importorskip for b in theirs), uri
        # By itself it gives the output under tabs to the last of them.
        own = [b.expected_output for b in python if b.expected_output is not None]
        assert len(own) == len(page.named("script")), uri


def test_labs_are_pages_that_nothing_runs_again(made):
    for name in made.content.labs:
        path = made.folder / "labs" / name.replace(".ipynb", ".md")
        assert path.is_file()
        assert extract_from_file(path, max_num_lines=MANY) == []


def test_what_did_not_change_is_not_written_again(project):
    pages = {"index.md", "terms/token.md", "terms/widget.md"}
    assert project.before().changed == pages
    again = project.before()
    assert again.changed == again.gone == set()
    project.edit(SCRIPT, "2 + 2", "1 + 3")
    assert project.before().changed == {"terms/widget.md"}
    project.write("docs/assets/new.svg", "<svg></svg>\n")
    assert project.before().changed == {"assets/new.svg"}
    (project.root / "docs/assets/new.svg").unlink()
    assert project.before().gone == {"assets/new.svg"}
    assert not (project.root / PREPARED / "assets/new.svg").exists()


def test_a_page_that_is_now_a_folder_and_back(project):
    project.before()
    (project.root / PREPARED / "index.md").unlink()
    (project.root / PREPARED / "index.md").mkdir()
    made = project.before()
    assert (made.folder / "index.md").is_file()


def test_a_killed_build_leaves_no_half_page(project, monkeypatch):
    """A file is put in its place whole."""
    made = project.before()
    project.edit(WIDGET, "No.", "Yes.")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OSError, match="No space"):
        project.before()
    assert (made.folder / "terms/widget.md").read_text("utf-8") == PREPARED_WIDGET


def test_two_at_once_do_not_take_each_others_unfinished_files(project):
    made = project.before()
    other = made.folder / ".index.md.123"
    other.write_text("being written", "utf-8")
    assert project.before().gone == set()
    assert other.exists()


def test_the_tree_holds_pages_models_labs_calculators_and_all_other_files(project):
    for folder in ("docs/assets/javascripts", "docs/assets/stylesheets"):
        shutil.copytree(ROOT / folder, project.root / folder)
    project.write("models/gpt2.json", (ROOT / "models/gpt2.json").read_text("utf-8"))
    project.write("docs/labs/a-lab.ipynb", notebook())
    project.write("docs/assets/x.svg", "<svg></svg>\n")
    project.write("docs/assets/sources.yml", "not: ours\n")
    made = project.before()
    pages = {"index.md", "terms/token.md", "terms/widget.md"}
    assert set(made.texts) == {*pages, "models/gpt2.md", "labs/a-lab.md"}
    assert made.generated == {}
    own = ("assets/javascripts/", "assets/stylesheets/")
    others = {uri for uri in made.files if not uri.startswith(own)}
    assert others == {"assets/sources.yml", "assets/x.svg", "labs/a-lab.ipynb"}
    assert made.files == sorted(static_files(project.root))
    assert "github.com/owner/name" in made.texts["models/gpt2.md"]
    assert "{repository}" not in made.texts["models/gpt2.md"]
    assert made.changed == {*made.texts, *made.files}
    there = {
        p.relative_to(made.folder).as_posix()
        for p in made.folder.rglob("*")
        if p.is_file()
    }
    assert there == made.changed
    project.write("docs/calculator.md", "# How much\n\n<!-- calculator: all -->\n")
    made = project.before()
    assert made.generated
    linked = "models/gpt2.md"  # a model's page now leads to the calculator
    assert made.changed == {"calculator.md", linked, *made.generated}
    assert set(made.generated) <= set(made.files)
    assert made.files == sorted(made.files)
    for uri, text in made.generated.items():
        assert (made.folder / uri).read_text("utf-8") == text


def test_a_file_is_copied_where_its_time_or_its_size_differs(project):
    path = project.write("docs/assets/x.svg", "<svg></svg>\n")
    made = project.before()
    copy = made.folder / "assets/x.svg"
    assert copy.stat().st_mtime_ns == path.stat().st_mtime_ns
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    path.write_text("<svg><g/></svg>\n", "utf-8")
    os.utime(path, ns=times)
    assert project.before().changed == {"assets/x.svg"}
    os.utime(path, ns=(times[0], times[1] + 1))
    assert project.before().changed == {"assets/x.svg"}
    assert project.before().changed == set()
    assert copy.read_text("utf-8") == "<svg><g/></svg>\n"


def test_a_file_that_was_a_page_and_a_folder_that_was_a_file(project):
    project.write("docs/x.svg", "<svg></svg>\n")
    made = project.before()
    (made.folder / "x.svg").unlink()
    (made.folder / "x.svg").mkdir()
    (made.folder / "x.svg/in").touch()
    assert project.before().changed == {"x.svg"}
    assert (made.folder / "x.svg").read_text("utf-8") == "<svg></svg>\n"


def test_a_folder_of_the_site_that_was_a_file(project):
    project.write("docs/x.csv", "a,b\n")
    project.before()
    (project.root / "docs/x.csv").unlink()
    project.write("docs/x.csv/y.csv", "a,b\n")
    made = project.before()
    assert (made.changed, made.gone) == ({"x.csv/y.csv"}, {"x.csv"})


def test_a_file_where_the_tree_belongs_is_named(project):
    """It is nobody's or somebody's: a build that removed it could not know."""
    for where in (".cache", PREPARED):
        path = project.write(where, "x\n")
        assert project.problems() == [
            f"{where}:1: stands where a build needs a folder: remove it, or give it another name"
        ]
        path.unlink()
        path.symlink_to("nowhere")
        assert project.problems()[0].startswith(
            f"{where}:1: stands where a build needs"
        )
        path.unlink()
    assert project.problems() == []


LAB = """\
See [x](../terms/token.md).
```python
[x](../terms/token.md)
```
[x](../terms/token.md)
````text
```
[x](../terms/token.md)
````
``[x](../terms/token.md)
[x](../terms/token.md)"""


def test_links_of_a_lab_are_absolute_and_its_code_is_as_it_was():
    there = "(../terms/token.md)"
    lines = LAB.split("\n")
    code = {2, 7}
    made = lab_links("\n".join(lines), "labs/a-lab.md").split("\n")
    assert len(made) == len(lines)
    for number, (line, was) in enumerate(zip(made, lines, strict=True)):
        linked = was if number in code else was.replace(there, "(/terms/token.md)")
        assert line == linked, number


# What a page is


@pytest.mark.parametrize("uri", ["widget.md", "groups/widget.md", "other.md"])
def test_a_page_with_the_title_of_a_term_elsewhere_is_no_term(project, uri):
    """D6: by its place, not by its title."""
    tree = render(project, "# Widget\n\nText.\n", uri)
    assert not tree.css(".term-lead, .term-meta, .sources, .related")


def test_a_comment_in_a_block_is_no_title(project):
    text = project.read(TOKEN) + "\n```console\n# Widget\n```\n"
    tree = render(project, text, "terms/token.md")
    assert len(tree.css(".term-lead")) == 1
    assert tree.css_first("h1").text().startswith("Token")


def test_lead_names_sources_and_related_come_from_the_head(project):
    tree = render(project, project.read(WIDGET), "terms/widget.md")
    assert tree.css_first(".term-expansion").text() == "Wholly Imagined Device"
    assert tree.css_first(".term-lead").text().startswith("A thing that stands in")
    assert (
        tree.css_first(".term-meta").text() == "Also called gizmo · Learning · beginner"
    )
    source = tree.css_first(".sources a")
    assert source.attributes["href"] == "https://arxiv.org/abs/2106.09685"
    assert "Doe and Roe, 2021. Supports: section 1" in tree.css_first(".sources").text()
    assert tree.css_first(".related a").attributes["href"] == "../token/"


def test_what_a_page_also_covers_is_said_and_linked(project):
    covers = "covers:\n  Sprocket:\n    heading: in-code\n    means: A part of the thing, inside.\n"
    project.edit(WIDGET, "level: beginner\n", f"{covers}level: beginner\n")
    tree = render(project, project.read(WIDGET), "terms/widget.md")
    _, also = tree.css(".term-meta")
    assert also.text() == "Also on this page: Sprocket"
    assert also.css_first("a").attributes["href"] == "#in-code"
    assert '"Sprocket"' in prepare(project, project.read(WIDGET), "terms/widget.md")


def test_the_repository_comes_from_one_place(project):
    tree = render(
        project, "# Other\n\n<https://github.com/{repository}>, {repository-name}\n"
    )
    assert tree.css_first("p a").attributes["href"] == "https://github.com/owner/name"
    assert tree.css_first("p").text().endswith(", name")
    tree = render(project, '# Other\n\n<a href="{address}a.zip">a</a>\n')
    there = "https://owner.github.io/name/a.zip"
    assert tree.css_first("p a").attributes["href"] == there


def test_what_a_script_calls_an_address_is_its_own(project):
    """`{address}` in an f-string became the site's, in what is shown and in what is run."""
    code = CODE.replace('"sum:", 2', 'f"{address} {repository} {repository-name}", 2')
    project.write(SCRIPT, code)
    project.write(OUTPUT, "{address} {gpt2: parameters}\n")
    made = project.before()
    (block,) = blocks_of(made.folder / "terms/widget.md", project.root, made.folder)
    assert (block.code, block.output) == (code, project.read(OUTPUT))
    project.add(
        WIDGET, "\nIt is at {address}.\n\n```console\ncd {repository-name}\n```\n"
    )
    text = project.before().texts["terms/widget.md"]
    assert "It is at https://owner.github.io/name/." in text
    assert "```console\ncd name\n```" in text


def test_a_fork_on_github_is_known_by_its_own_name(project, monkeypatch):
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    assert repository_of(project.root) == "owner/name"
    monkeypatch.setenv("GITHUB_REPOSITORY", "fork/other")
    assert repository_of(project.root) == "fork/other"


# Problems shown in pages, while they are served


def test_a_problem_is_shown_in_place_of_what_is_broken(project):
    from glossary.site.prepare import SERVED

    project.edit(WIDGET, "are_four -->", "are_five -->")
    made = before(project.root, lenient=True)
    assert made.folder == project.root / SERVED
    text = made.texts["terms/widget.md"]
    assert f"`{WIDGET}:17`: there is no script" in text
    assert "### Does a widget learn?" in text
    # A script that no page shows any more is told on the first page.
    assert f"`{SCRIPT}:1`: is shown on no page" in made.texts["index.md"]


def test_a_problem_of_a_script_is_shown_where_the_script_is(project):
    project.edit(SCRIPT, "print", "assert True\nprint")
    text = before(project.root, lenient=True).texts["terms/widget.md"]
    assert f"`{SCRIPT}:3`: a bare assert" in text
    (project.root / OUTPUT).unlink()
    text = before(project.root, lenient=True).texts["terms/widget.md"]
    assert "has no two\\_and\\_two\\_are\\_four.out" in text


def test_a_slip_in_a_head_is_shown_on_its_page_and_the_rest_is_readable(project):
    project.edit(WIDGET, "level: beginner", "level: easy")
    made = before(project.root, lenient=True)
    assert f"`{WIDGET}:6`: level" in made.texts["terms/widget.md"]
    assert "## In code" in made.texts["terms/widget.md"]
    assert "term-lead" in made.texts["terms/token.md"]


def test_a_broken_lab_is_a_page_with_its_problem(project):
    project.write("docs/labs/a-lab.ipynb", notebook(lambda made: made.pop("metadata")))
    made = before(project.root, lenient=True)
    assert "labs/a-lab.md" in made.texts
    assert "docs/labs/a-lab.ipynb:1" in "".join(made.texts.values())


def test_a_problem_that_no_page_shows_is_on_the_first(project):
    """A page that is broken shows its own; so does the page of a script or an output."""
    project.add("docs/sources.yml", "x: y\n")
    project.edit(OUTPUT, "sum: 4", "sum: \u200b")
    made = before(project.root, lenient=True)
    assert "`docs/sources.yml:" in made.texts["index.md"]
    assert OUTPUT not in made.texts["index.md"]
    assert made.texts["index.md"].startswith("# Home\n\n<!--")
    (project.root / "docs/index.md").unlink()
    made = before(project.root, lenient=True)
    assert made.texts["index.md"].startswith("# Home\n")
    assert "`docs/sources.yml:" in made.texts["index.md"]


def test_a_link_to_nowhere_is_a_problem_and_one_to_a_models_page_is_none(project):
    project.write("models/gpt2.json", (ROOT / "models/gpt2.json").read_text("utf-8"))
    at = project.add(WIDGET, "\n[x](../models/gpt2.md)\n[x](nowhere.md)\n")
    (problem,) = project.problems()
    assert problem.startswith(f"{WIDGET}:{at + 2}: ")
    assert "links to 'nowhere.md'" in problem


# Navigation


def test_terms_are_in_the_navigation_by_group(project):
    nav = [{"Home": "index.md"}, {"Terms": "by group"}, {"Labs": ["labs/a.ipynb"]}]
    assert navigation(nav, project.load()) == [
        {"Home": "index.md"},
        {
            "Terms": [
                {"Learning": ["terms/widget.md"]},
                {"Text in, text out": ["terms/token.md"]},
            ]
        },
        {"Labs": ["labs/a.md"]},
    ]
    assert navigation(nav, project.load(), ".ipynb")[2] == {"Labs": ["labs/a.ipynb"]}


def test_a_claim_shown_twice_is_two_blocks(project):
    at = project.add(TOKEN, f"\n{SHOWN}\n")
    made = project.before()
    blocks = [
        block
        for name in ("widget", "token")
        for block in blocks_of(
            made.folder / f"terms/{name}.md", project.root, made.folder
        )
    ]
    assert [(b.page, b.line, b.script) for b in blocks] == [
        (WIDGET, 17, SCRIPT),
        (TOKEN, at + 1, SCRIPT),
    ]
