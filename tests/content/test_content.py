"""All content in one load: what is wrong is told whole, each thing once and with its line."""

from itertools import count

from glossary import ROOT
from glossary.content.drawings import SVG, check_picture
from tests.support.notebook import notebook
from tests.support.project import TOKEN, WIDGET

SCRIPT = '"""Two."""\n\nprint(2)\n'
LINES = """
```js
```
<!-- picture: none -->
<!-- glossary: none -->
<!-- calculator: none -->
<!-- tokens: none -->
<!-- models: broken | parameters -->
<!-- models: gpt3 | parameters -->
<!-- script: home/none -->
<!-- script: home/silent -->

In [a lab](labs/a-lab.ipynb) it was 0.999.
"""


def told(project) -> list[str]:
    """The beginnings of all problems of a project."""
    return [str(problem)[:60] for problem in project.load().problems]


def test_all_that_is_wrong_is_told_in_one_load(project):
    picture = '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
    project.write("docs/notes.txt", "notes\n")
    project.write("docs/assets/runs.svg", picture)
    project.write("docs/assets/diagrams/image.svg", "").write_bytes(b"\n\xff")
    project.write("docs/labs/a-lab.ipynb", notebook())
    project.write("docs/labs/broken.ipynb", "{}")
    project.write("models/broken.json", "{}")
    project.write("models/gpt2.json", (ROOT / "models/gpt2.json").read_text("utf-8"))
    project.write("docs/models/gpt2.md", "# Mine\n")
    project.write("snippets/home/silent.py", SCRIPT)
    project.write("snippets/home/unseen.py", SCRIPT)
    project.write("snippets/home/unseen.out", "2\n")
    project.write("snippets/home/left.out", "2\n")
    project.edit(TOKEN, "level: beginner", "level: easy")
    at = project.add("docs/index.md", LINES)
    assert told(project) == [
        begun[:60]
        for begun in (
            "docs/assets/diagrams/image.svg:2: is not UTF-8: save it as UTF-8",
            "docs/assets/runs.svg:1: '<script>': a picture holds no scripts",
            "docs/notes.txt:1: only .md, .ipynb, .yml, .svg, .css, .js, .h",
            f"docs/index.md:{at + 1}: a block of 'js': code and outputs come from s",
            "docs/terms/token.md:4: level: 'easy' is not one of 'beginner'",
            "docs/labs/broken.ipynb:1: is no notebook: 'cells'",
            "models/broken.json:1: name is missing: mend it as glossary/mode",
            "docs/models/gpt2.md:1: the page of models/gpt2.json stands ther",
            f"docs/index.md:{at + 8}: there is no models/gpt3.json: add it, or name",
            "snippets/home/silent.py:1: has no silent.out: run `make output",
            "snippets/home/left.out:1: has no script: add left.py beside it",
            f"docs/index.md:{at + 3}: there is no docs/assets/diagrams/none.svg: wr",
            f"docs/index.md:{at + 4}: there is no list 'none': write one of a-z, gr",
            f"docs/index.md:{at + 5}: there is no calculator 'none': write one of a",
            f"docs/index.md:{at + 6}: there is no tokenizer 'none': write one of gpt2",
            f"docs/index.md:{at + 9}: there is no script 'home/none': make snippets",
            "snippets/home/unseen.py:1: is shown on no page: write <!-- scri",
            f"docs/index.md:{at + 12}: says '0.999', which is in no output of a-lab.",
        )
    ]


XHTML = 'xmlns:a-b="http://www.w3.org/1999/xhtml"'
RUNS = {
    "<script/>": "<script>",
    f'<a-b:script xmlns:a-b="{SVG}">1</a-b:script>': "<a-b:script>",
    f"<a-b:iframe {XHTML} srcdoc='&lt;script>1&lt;/script>'/>": "<a-b:iframe>",
    "<a><set attributeName='href' to='java&#115;cript:alert(1)'/></a>": "<a>",
    "<set attributeName='&#111;nclick' to='alert(1)'/>": "<set>",
    "<rect onload='alert(1)'/>": "onload=alert(1)",
    "<rect style='fill: red'/>": "style=fill: red",
    "<rect fill='url(https://example.org/x)'/>": "fill=url(https://example.org/x)",
    "<g xmlns='http://www.w3.org/1999/xhtml'/>": "xmlns=http://www.w3.org/1999/xhtml",
    f"<g {XHTML}/>": "xmlns:a-b=http://www.w3.org/1999/xhtml",
    "<foreignObject/>": "<foreignObject>",
    "<use href='#a'/>": "<use>",
    "<image href='data:,x'/>": "<image>",
    "<text font-family='monospace'>print(2 + 2)</text>": "font-family=monospace",
    "<!-- <script> -->": "<!-- <script> ",
    "<?xml-stylesheet href='x'?>": "<?xml-stylesheet",
}
BROKEN = {
    "<rect>": "is not SVG: mismatched tag",
    "<text>&x;</text>": "is not SVG: undefined entity",
    "<rect\n/onload='alert(1)'/>": "is not SVG: not well-formed",
}


def test_a_picture_holds_what_is_listed_and_nothing_else(tmp_path):
    numbers = count()

    def problem(text: str) -> str:
        path = tmp_path / f"of/{next(numbers)}.svg"  # a file is read once
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        said = "; ".join(map(str, check_picture(path, tmp_path)))
        return said.replace(f"of/{path.name}", "x.svg")

    for inside, told in RUNS.items():
        said = problem(f'<svg xmlns="{SVG}">\n{inside}\n</svg>')
        assert said.startswith(f"x.svg:2: {told!r}: a picture holds no"), (inside, said)
    for inside, told in BROKEN.items():
        said = problem(f'<svg xmlns="{SVG}">\n{inside}\n</svg>')
        assert told in said, (inside, said)
    entity = f'<!DOCTYPE svg [<!ENTITY x "<rect/>">]><svg xmlns="{SVG}">&x;</svg>'
    assert problem(entity).startswith("x.svg:1: '<!DOCTYPE svg': a picture")
    assert problem("").startswith("x.svg:1: is not SVG: no element found")
    assert not problem(f'<svg xmlns="{SVG}"><text x="1">2 &lt; 3</text></svg>')


def test_between_pages_that_are_right_too(project):
    project.edit(WIDGET, "stands in for a term", "stands in for a token")
    project.edit(TOKEN, "the first one", "the first widget")
    project.edit(TOKEN, "poe2020tokens", "poe2020toys")
    assert told(project) == [
        "docs/terms/token.md:7: sources: docs/sources.yml has no 'poe"[:60],
        "docs/terms/token.md:1: summary: these explain each other in a"[:60],
    ]


def test_terms_are_in_the_order_of_their_names(project):
    """Which is not that of their files: `-` comes before `.`."""
    text = (
        project.read(TOKEN).replace("Token", "token budget").replace("token may", "may")
    )
    project.write("docs/terms/token-budget.md", text)
    loaded = project.load()
    assert not loaded.problems
    assert [term.term for term in loaded.terms] == ["Token", "token budget", "Widget"]
