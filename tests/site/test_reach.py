"""What readers take with them: pages as Markdown, llms.txt, and where they are said to be from."""

from __future__ import annotations

import re

import pytest

from glossary import ROOT
from glossary.content.problems import ProblemsFound
from glossary.site import finish
from glossary.site.reach import head, markdown
from glossary.site.reach.files import files_of, write
from glossary.site.reach.pieces import file_of, pieces_of, way_of
from glossary.site.settings import address_of
from tests.support.project import CODE, SHOWN, WIDGET
from tests.support.render import prepare
from tests.support.weight import PAGE_LIMIT, SCRIPT_LIMIT

HERE = "https://owner.github.io/name/"

PAGE = """\
---
description: "x"
---

# Widget

A lead.
{: .term-lead }

See [a token](/terms/token.md#in-code), [below](#in-code), [home](/index.md),
[data](/labs/study.csv), [model](/calculator.md?model=gpt2), [paper](https://arxiv.org/abs/1)
and `[code](/terms/token.md)`; $p_i$ and \\(x\\).

<div class="sources" markdown="1">

<figure class="diagram"><svg role="img">
<title id="w-title">A *widget*</title>
<desc id="w-desc">It has
d_out &lt; 3 rows.</desc>
<text>drawn</text>
</svg></figure>

</div>

<form class="tokens" data-x="1">
</form>

<form class="calculator" data-x="1">
<p>off</p>
</form>
<script defer src="../x.js"></script>

## In code {: #code }

=== "NumPy"

    <!-- snippets/widget/a_numpy.py -->
    |
    ```python
    print("{: x }")

    ```
    |
=== "PyTorch"

    <!-- snippets/widget/a_torch.py -->
    |
    ```python
    print(2)
    ```
    |
<!--pytest-codeblocks:expected-output-->

```text
2
```

```console
pip install x
```

[Rank](/terms/rank.md)
:   How many rows.

$$h = W_0\\,x$$
""".replace("|\n", "\n")  # a tab's blank lines are indented


def test_the_question_stands_before_the_output_it_asks_for(project):
    text = prepare(
        project, f"# Other\n\n<!-- predict: How much? -->\n{SHOWN}\n\nFour.\n"
    )
    made = markdown.page(text, "other.md", HERE, "Words")
    parts = [
        "**Predict:** How much?\n\n`two_and",
        "```python",
        "Output:",
        "sum: 4",
        "Four.",
    ]
    places = [made.index(part) for part in parts]
    assert places == sorted(places)
    assert "{:" not in made


def test_a_page_in_pieces():
    made = pieces_of(PAGE, "terms/widget.md", HERE)
    kinds = [(piece.kind, piece.name, piece.label) for piece in made]
    assert kinds == [
        ("prose", "", ""),
        ("script", "snippets/widget/a_numpy.py", "NumPy"),
        ("script", "snippets/widget/a_torch.py", "PyTorch"),
        ("output", "text", ""),
        ("commands", "console", ""),
        ("prose", "", ""),
    ]
    assert [piece.text for piece in made[1:5]] == [
        'print("{: x }")\n',
        "print(2)",
        "2",
        "pip install x",
    ]
    assert made[0].text.split("\n\n") == [
        "# Widget",
        "A lead.",
        f"See [a token]({HERE}terms/token/#in-code), "
        f"[below]({HERE}terms/widget/#in-code), [home]({HERE}),\n"
        f"[data]({HERE}labs/study.csv), [model]({HERE}calculator/?model=gpt2), "
        "[paper](https://arxiv.org/abs/1)\n"
        "and `[code](/terms/token.md)`; $p_i$ and \\(x\\).",
        r"> *Picture: A \*widget\*.* It has d\_out \< 3 rows.",
        f"> *A field for your own text stands here. It works at <{HERE}terms/widget/>.*",
        f"> *A calculator stands here. It works at <{HERE}terms/widget/>.*",
        "## In code",
    ]
    assert made[5].text == (
        f"- [Rank]({HERE}terms/rank/)\n  How many rows.\n\n$$h = W_0\\,x$$"
    )


@pytest.mark.parametrize(
    ("uri", "way", "file"),
    [
        ("index.md", "", "index.md"),
        ("a-z.md", "a-z/", "a-z.md"),
        ("terms/lora.md", "terms/lora/", "terms/lora.md"),
        ("groups/index.md", "groups/", "groups.md"),
        ("models/gpt-oss-20b.md", "models/gpt-oss-20b/", "models/gpt-oss-20b.md"),
    ],
)
def test_a_page_has_its_markdown_at_its_address(content, uri, way, file):
    assert (way_of(uri), file_of(uri, ".md")) == (way, file)
    up = re.search(r'href="([^"]*)" type="text/markdown"', head.tools(uri, content))[1]
    assert up == "../" * way.count("/") + file


def test_each_page_is_a_file_and_stands_in_llms_txt(project):
    made = project.before()
    texts = (".md", ".txt")
    files = {
        p: data.decode() for p, data in files_of(made).items() if p.endswith(texts)
    }
    for uri in made.texts:
        text = files[file_of(uri, ".md")]
        assert text.endswith("(https://opensource.org/license/mit).\n")
        assert f"({HERE}{way_of(uri)})" in text.split("\n---\n")[-1]
        assert text in files["llms-full.txt"]
        assert files["llms.txt"].count(f"]({HERE}{file_of(uri, '.md')})") == 1
    assert (
        f"```python\n{CODE}```\n\nOutput:\n\n```text\nsum: 4\n```"
        in files["terms/widget.md"]
    )
    about = "A thing that stands in for a term while the tests break it."
    assert f"- [Widget]({HERE}terms/widget.md): {about}" in files["llms.txt"]


def test_llms_txt_has_the_form_of_its_specification(project):
    """A heading, a quoted summary, text without headings, then headings with lists of links."""
    text = files_of(project.before())["llms.txt"].decode()
    first, *sections = text.split("\n## ")
    name, summary, *rest = first.split("\n\n")
    assert re.fullmatch("# .+", name)
    assert re.fullmatch("> .+", summary)
    assert not [part for part in rest if part.startswith("#")]
    assert sections[-1].startswith("Optional\n")
    link = re.compile(r"- \[[^]]+\]\(https://[^)]+\.md\)(: .+)?")
    for section in sections:
        rows = [row for row in section.split("\n") if row.startswith("- ")]
        assert rows
        assert all(link.fullmatch(row) for row in rows)


def test_only_what_has_changed_is_written(project, tmp_path):
    site = tmp_path / "site"
    made = project.before()
    write(site, made)
    before = {p: p.stat().st_mtime_ns for p in sorted(site.rglob("*")) if p.is_file()}
    assert {p.relative_to(site).as_posix() for p in before} == set(files_of(made))
    project.edit("docs/terms/token.md", "A token may be", "A token can be")
    write(site, project.before())
    changed = {
        p.relative_to(site).as_posix()
        for p, at in before.items()
        if p.stat().st_mtime_ns != at
    }
    assert "terms/token.md" in changed
    assert "llms-full.txt" in changed
    assert "terms/widget.md" not in changed
    assert "llms.txt" not in changed


def test_the_row_above_a_heading_is_not_searched(project):
    html = finish.article("<h1>Widget</h1>", "terms/widget.md", project.load())
    assert html.startswith('<div class="page-tools" ')
    assert finish.searched(html).strip() == "<h1>Widget</h1>"


def test_a_site_of_its_own_address_is_where_links_lead(project):
    project.set(site_url="https://words.example/llm")
    assert address_of(project.root) == "https://words.example/llm/"
    text = files_of(project.before())[WIDGET.removeprefix("docs/")].decode()
    assert "(https://words.example/llm/terms/widget/)" in text


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"extra": {"repository": ""}},
            "says no repository: write `repository: owner/name`",
        ),
        (
            {"extra": {"repository": "mine"}},
            "'mine' is no repository: write `repository: ",
        ),
        (
            {"site_url": "words.example"},
            "site_url: 'words.example' is no address: write http",
        ),
    ],
)
def test_an_address_that_is_not_known_is_said_in_one_line(
    project, monkeypatch, settings, said
):
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    project.set(INHERIT="base.yml", **settings)
    project.write("base.yml", "site_name: Words\n")
    with pytest.raises(ProblemsFound) as found:
        address_of(project.root)
    (problem,) = map(str, found.value.problems)
    assert re.match(rf"mkdocs\.yml:\d+: {re.escape(said)}", problem)


def test_use_it_says_what_a_page_may_weigh():
    page, scripts = PAGE_LIMIT // 1000, SCRIPT_LIMIT // 1000
    said = f"at most {page} kB compressed, {scripts} kB of it scripts"
    assert said in (ROOT / "docs/use.md").read_text("utf-8")
