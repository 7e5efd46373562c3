"""The guard refuses a site that shows what did not run, however it is written."""

import os
from pathlib import Path

import pytest
import yaml
from pytest_codeblocks.main import extract_from_file

from glossary import ROOT
from glossary.content.claims import COMPARED
from glossary.proof import guard
from glossary.proof.blocks import Ran, typed
from tests.support.project import our_settings, without_notebooks

SCRIPT = '```python\nprint("sum:", 2 + 2)\n```\n'
PRINTED = f"{COMPARED}\n\n```text\nsum: 4\n```\n"
RUN = f"# Page\n\n{SCRIPT}\n{PRINTED}"
CODE, OUTPUT = 'print("sum:", 2 + 2)', "sum: 4"
HIDDEN = f'# Page\n\n<div {{}} markdown="1">\n{SCRIPT}\n{PRINTED}\n</div>\n'
OTHER = RUN.removeprefix("# Page\n").replace("2 + 2", "3 + 3").replace("4", "6")
PAIR = f"""\
# Page

=== "NumPy"

    ```python
    {CODE}
    ```

=== "PyTorch"

    ```python
    print("sum:", 1 + 3)
    ```

{COMPARED}

```text
{OUTPUT}
```
"""

BLOCK = 'print("sum:", 1 + 1)'

OPTIONS = [
    'python title="x.py"',
    'python hl_lines="1"',
    "{ .python .annotate }",
    " python",
    "py",
    "pyi",
    "PY",
    "Python3",
    "python3",
    "python2",
    "ipython",
    "ipython3",
    "sage",
    "bazel",
    "starlark",
]
OTHERS = [
    "numpy",
    "cython",
    "pytb",
    "py3tb",
    "py2tb",
    "ipythonconsole",
    "mojo",
    "gdscript",
    "pycon",
    "json",
    'json title="Output"',
    "yaml",
    "toml",
    "xml",
    "html",
    "markdown",
    "md",
    "rst",
    "tex",
    "diff",
    "julia",
    "nix",
    "jinja",
    "html+django",
    "doscon",
    "mermaid",
    "nosuchlanguage",
    "text",
    "output",
    "{ .text .output }",
    "{ .json .output }",
    "",
]
AROUND = {
    "plain": "",
    "list": "- in a list\n\n",
    "admonition": "!!! note\n\n",
    "tab": '=== "Tab"\n\n',
    "quotation": "> in a quotation\n\n",
}


def fenced(info: str, around: str = "", marks: str = "```") -> str:
    block = f"{marks}{info}\n{BLOCK}\n{marks}"
    before = "> " if around.startswith(">") else "    "
    return around + before + block.replace("\n", f"\n{before}") if around else block


UNSEEN = (
    {
        "raw HTML": f'<pre><code class="language-python">{BLOCK}</code></pre>',
        "in a div": f'<div class="language-py highlight"><pre>{BLOCK}</pre></div>',
        "capitals": f'<PRE><CODE CLASS="LANGUAGE-PYTHON">{BLOCK}</CODE></PRE>',
        "as data": f'<pre class="language-json">{BLOCK}</pre>',
        "as plain": f'<pre class="language-plain"><code>{BLOCK}</code></pre>',
        "as an output": f'<pre class="output">{BLOCK}</pre>',
        "as the builder's": f'<div class="language-text output highlight"><pre><span></span><code>'
        f"{BLOCK}</code></pre></div>",
        "in foreignObject": f"<svg><foreignObject><pre>{BLOCK}</pre></foreignObject></svg>",
        "without scripts": f"<noscript><pre>{BLOCK}</pre></noscript>",
        "a text field": f"<textarea>{BLOCK}</textarea>",
        "a sample": f"<samp>{BLOCK}</samp>",
        "a listing": f"<listing>{BLOCK}</listing>",
        "plain text": f"<xmp>{BLOCK}</xmp>",
        "code of lines": f"<code>{BLOCK}<br>{BLOCK}</code>",
        "keys of lines": f"<kbd>{BLOCK}<br>{BLOCK}</kbd>",
        "long keys": f"<kbd>{BLOCK * 8}</kbd>",
        "an output that is no block": f'<div class="output">{BLOCK}</div>',
        "a frame": f'<iframe srcdoc="<pre>{BLOCK}</pre>"></iframe>',
        "an object": '<object data="x.html"></object>',
        "a script": '<script>document.write("<pre>")</script>',
        "a style": '<style>p::after { content: "4" }</style>',
        "a style attribute": '<p style="display: none">x</p>',
        "a session as a picture": '<figure class="diagram"><svg><text font-family="monospace">'
        "2 + 2</text></svg></figure>",
        "a picture of nobody's": "<p><svg><text>2 + 2</text></svg></p>",
        "an image": "![Output](data:image/gif;base64,R0lGODlhAQABAAAAACw=)",
        "lines of a formula": r"$$\begin{array}{l}\texttt{print(2 + 2)}\\ \texttt{5}\end{array}$$",
        "letters of code by MathML": '<math><mtext mathvariant="monospace">5</mtext></math>',
        "an order of reading": "Text &#8238;4 :mus&#8236; text.",
        "a hidden sign": "su&shy;m",
        "a list of code": "- `x = 2 + 2`\n- `print(x)`\n- `5`",
        "a list of keys": "- <kbd>print(2 + 2)</kbd>\n- <kbd>5</kbd>",
        "a row of code": "| In | Out |\n|---|---|\n| `print(2 + 2)` | `5` |",
        "a definition that is code": "`print(2 + 2)`\n:   `5`",
        "lines with labels": "In: `2 + 2`  \nOut [1]: `5`",
        "code alone in a div": "<div><code>print(2 + 2)</code></div>",
        "indented": f"Text.\n\n    {BLOCK}",
        "long code in a sentence": f"Text `{BLOCK * 8}` text.",
        "code with a hidden sign": f"Text.\n\n```python\u200b\n{BLOCK}\n{BLOCK}\n```",
        "commands in HTML": '<div class="language-console highlight"><pre><code>python x.py'
        "\n5</code></pre></div>",
        "tildes": fenced("python", marks="~~~"),
        "more backticks": fenced("python", marks="`````"),
        "a fence in a fence": f"````markdown\n{fenced('python')}\n````",
    }
    | {
        f"{info} in {name}": fenced(info, around)
        for info in ("python", *OPTIONS)
        for name, around in AROUND.items()
    }
    | {f"as {info or 'nothing'}": fenced(info) for info in OTHERS}
)
"""What shows code that nobody ran: each is to be told."""

PAGES = {
    "sound": RUN,
    "pair": PAIR,
    "two": RUN + OTHER,
    "twice": RUN + RUN.removeprefix("# Page\n"),
    "commands": f"{RUN}\n```console\nmake test\n```\n\n```powershell\ndir\n```\n",
    "code in text": f"{RUN}\nText `x = 1` and **bold** and $x^2$ and [a link](#page).\n",
    "a table": f"{RUN}\n| a | b |\n|---|---|\n| `1` | 2 |\n| `load_in_4bit` | `True` |\n",
    "code that is explained": f"{RUN}\n- `x`: a value\n- `rank`\n- [`Error: x`](#page)\n\n"
    "`rank`\n:   a width\n\n"
    "1. `x = load()`\n2. `x.train()`\n",
    "a diagram": f'{RUN}\n<figure class="diagram"><svg role="img"><title>T</title>'
    '<path d="M0 0"/><text>2 + 2</text></svg></figure>\n',
    "no output": f"# Page\n\n{SCRIPT}",
    "other output": RUN.replace("sum: 4", "sum: 5"),
    "output in other letters": RUN.replace("sum: 4", "sum:  4"),
    "output before": f"# Page\n\n{PRINTED}\n{SCRIPT}",
    "output of the other": RUN + OTHER.replace("sum: 6", "sum: 4"),
    "outputs exchanged": RUN.replace("sum: 4", "sum: 6")
    + OTHER.replace("sum: 6", "sum: 4"),
    "output again": f"{RUN}\nAgain:\n\n{COMPARED}\n\n```text\nsum: 4\n```\n",
    "hidden": f"{RUN}\n<!--\n{OTHER}\n-->\n",
    "hidden by an attribute": HIDDEN.format("hidden"),
    "hidden from readers' ears": HIDDEN.format('aria-hidden="true"'),
    "the true one hidden": f"# Page\n\n{SCRIPT}\n<!-- sum: 4 -->\n\n```yaml\nsum: 5\n```\n",
} | {name: f"{RUN}\n{text}\n" for name, text in UNSEEN.items()}
SOUND = (
    "sound",
    "pair",
    "two",
    "twice",
    "commands",
    "code in text",
    "a table",
    "code that is explained",
    "a diagram",
    "predicted",
)

FOLDED = f"""\
# Page

**Predict:** How much are `2` and 2?
{{: .predict }}

{SCRIPT}
{PRINTED}
They are four.
"""
PAGES |= {
    "predicted": FOLDED,
    "predicted wrongly": FOLDED.replace("sum: 4", "sum: 5"),
    "predicted without an output": FOLDED.replace(COMPARED, ""),
    "folded by hand": f'# Page\n\n<details markdown="1">\n\n{SCRIPT}\n{PRINTED}\n</details>\n',
    "folded by hand, and as ours": FOLDED.replace(
        PRINTED, f'<details class="predict" markdown="1">\n\n{PRINTED}\n</details>\n'
    ),
    "folded as a note": f'# Page\n\n{SCRIPT}\n??? note "How much?"\n\n    '
    + PRINTED.replace("\n", "\n    "),
    "code folded below an answer": FOLDED.replace("They are", f"They `{BLOCK * 8}`"),
    "nothing asked": FOLDED.replace("?", "."),
    "a link in a question": FOLDED.replace("and 2?", "and [2](#page)?"),
}

HOOK = """\
from pathlib import Path

from glossary.content.content import Content
from glossary.site.finish import article


def on_page_content(html, page, **_):
    return article(html, page.file.src_uri, Content(Path()))
"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory, forks) -> Path:
    """One site for each page above, built and finished as this site is, without its checks.

    MkDocs builds them all in one go; each is then put into a folder of its own.
    """
    root = tmp_path_factory.mktemp("sites")
    (root / "docs").mkdir()
    (root / "hook.py").write_text(HOOK, "utf-8")
    settings = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "use_directory_urls": False,
        "theme": {"custom_dir": str(ROOT / "overrides")},
        "hooks": ["hook.py"],
        "plugins": without_notebooks(),
        "nav": ["0.md"],  # each page would list all
        "not_in_nav": "*.md",
        "watch": [],
        "extra_css": [],
        "extra_javascript": [],
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    for number, text in enumerate(PAGES.values()):
        (root / f"docs/{number}.md").write_text(text, "utf-8")
    done = forks.run(["mkdocs", "build", "--quiet"], root, dict(os.environ))
    assert done.returncode == 0, done.stderr
    for number in range(len(PAGES)):
        (root / f"alone/{number}").mkdir(parents=True)
        built = root / f"site/{number}.html"
        built.rename(root / f"alone/{number}/{number}.html")
    return root


@pytest.fixture(scope="module")
def complaints(sites: Path):
    """What the guard says of a page, if its plain `python` fences with outputs ran."""
    commands = list(typed(sites / "docs"))

    def find(name: str, *ran: Ran) -> list[str]:
        number = list(PAGES).index(name)
        found = [Ran(f"{number}.md", one.code, one.output) for one in ran] or [
            Ran(f"{number}.md", block.code, (block.expected_output or OUTPUT).strip())
            for block in extract_from_file(sites / f"docs/{number}.md")
            if block.syntax == "python" and BLOCK not in block.code
        ]
        own = [one for one in commands if one.page == f"{number}.md"]
        return guard.compare(sites / f"alone/{number}", found, own).complaints

    return find


@pytest.mark.parametrize("name", SOUND)
def test_a_page_that_shows_what_ran_passes(complaints, name):
    assert complaints(name) == []


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_ran_is_refused(complaints, name):
    said = complaints(name)
    assert said, name
    # What ran on that page is there all the same.
    assert not any("was run but is not shown" in one for one in said), said


@pytest.mark.parametrize("name", [f"{info} in plain" for info in ("python", " python")])
def test_python_that_nobody_ran_is_told_as_such(complaints, name):
    (said,) = complaints(name)
    number = list(PAGES).index(name)
    assert said == (
        f"{number}.md: python block that begins 'print(\"sum:\", 1 + 1)' "
        "was not run by any test"
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("predicted wrongly", "is not what the script above it prints"),
        ("predicted without an output", "is not shown"),
        ("folded by hand", "folds code"),
        ("folded by hand, and as ours", "folds code"),
        ("folded as a note", "folds code"),
        ("code folded below an answer", "characters of code in a sentence"),
        ("nothing asked", "folds code"),
        ("a link in a question", "folds code"),
    ],
)
def test_a_fold_holds_what_ran_and_is_made_in_one_way(complaints, name, told):
    said = complaints(name, Ran("", CODE, OUTPUT))
    assert any(told in one for one in said), said


def test_a_script_without_its_output_is_refused(complaints):
    (said,) = complaints("no output")
    assert (
        "output of the block that begins 'print(\"sum:\", 2 + 2)' is not shown" in said
    )


def test_a_block_that_ran_without_an_output_is_refused(complaints):
    said = complaints("no output", Ran("", CODE, None))
    assert any("a block ran without an output" in one for one in said), said


TRUE, SIX = Ran("", CODE, OUTPUT), Ran("", 'print("sum:", 3 + 3)', "sum: 6")


@pytest.mark.parametrize("name", ["other output", "output in other letters"])
def test_an_output_that_nothing_printed_is_refused(complaints, name):
    said = complaints(name, TRUE)
    assert any("is not what the script above it prints" in one for one in said), said


@pytest.mark.parametrize("name", ["output of the other", "outputs exchanged"])
def test_an_output_of_another_script_is_refused(complaints, name):
    said = complaints(name, TRUE, SIX)
    assert any("is not what the script above it prints" in one for one in said), said


@pytest.mark.parametrize("name", ["output before", "output again"])
def test_an_output_stands_once_and_below_its_script(complaints, name):
    said = complaints(name, TRUE)
    assert any("is not what the script above it prints" in one for one in said), said


def test_both_scripts_of_a_pair_must_print_what_stands_below(complaints):
    said = complaints("pair", TRUE, Ran("", 'print("sum:", 1 + 3)', "sum: 5"))
    assert said


def test_a_block_that_ran_but_is_hidden_is_refused(complaints):
    said = complaints("hidden", TRUE, SIX)
    assert any("was run but is not shown" in one for one in said)


@pytest.mark.parametrize(
    "name", ["hidden by an attribute", "hidden from readers' ears"]
)
def test_code_that_readers_do_not_see_is_refused(complaints, name):
    assert any("hides code" in one for one in complaints(name, TRUE))


def test_a_false_output_beside_a_hidden_true_one_is_refused(complaints):
    assert any(
        "comes from no script" in one for one in complaints("the true one hidden")
    )


def test_the_same_block_shown_twice_and_run_once_is_refused(complaints):
    assert any("was not run by any test" in one for one in complaints("twice", TRUE))


def test_a_block_that_was_run_twice_and_shown_once_is_refused(complaints):
    assert any(
        "was run but is not shown" in one for one in complaints("sound", TRUE, TRUE)
    )


# Sites of files


def page(article: str) -> str:
    return f"<html><body><article>{article}</article></body></html>"


SHOWN = (
    f'<div class="language-python highlight"><pre><span></span><code>{CODE}</code></pre></div>'
    f'<div class="language-text output highlight"><pre><code>{OUTPUT}</code></pre></div>'
)


def said_of(folder: Path, files: dict[str, str], *ran: Ran) -> list[str]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return guard.compare(folder, list(ran)).complaints


def test_no_site_is_not_a_pass(tmp_path):
    assert guard.compare(tmp_path, []).complaints


@pytest.mark.parametrize(
    ("built", "source"),
    [
        ("index.html", "index.md"),
        ("use/index.html", "use.md"),
        ("labs/index.html", "labs/index.md"),
        ("terms/lora/index.html", "terms/lora.md"),
        ("terms/lora.html", "terms/lora.md"),
    ],
)
def test_a_page_is_held_to_its_own_source(tmp_path, built, source):
    ran = Ran(source, CODE, OUTPUT)
    assert said_of(tmp_path, {built: page(SHOWN)}, ran) == []
    other = Ran("other.md", CODE, OUTPUT)
    said = said_of(tmp_path, {built: page(SHOWN)}, other)
    assert any("was not run by any test" in one for one in said)
    assert "other.md: 1 blocks were run, and it is not there" in said


@pytest.mark.parametrize("name", ["a.htm", "a.HTML", "a.xhtml", "deep/er/a.html"])
def test_a_page_by_any_name_is_read(tmp_path, name):
    files = {"index.html": page(""), name: page(SHOWN)}
    assert any("was not run" in one for one in said_of(tmp_path, files))


def test_a_block_beside_the_article_is_refused(tmp_path):
    html = page("").replace("<body>", f"<body>{SHOWN}")
    assert "index.md: has a block outside of its article" in said_of(
        tmp_path, {"index.html": html}
    )


@pytest.mark.parametrize("html", ["<html></html>", page("") + page("")])
def test_a_page_with_another_number_of_articles_is_refused(tmp_path, html):
    (said,) = said_of(tmp_path, {"index.html": html})
    assert said.endswith("articles: the guard reads one")


FORM = '<form class="calculator no-term-links">'

REFUSED = {
    "an element that is not listed": (
        "<video>4</video>",
        "has <video>: '4' cannot be read",
    ),
    "one of scripts": (
        "<x-code>4</x-code>",
        "has <x-code>: '4' cannot be read by the guard",
    ),
    "hidden code": ("<p hidden>a <code>4</code></p>", "hides code: 'a 4'"),
    "code hidden from some": (
        '<p aria-hidden="true">a <code>4</code></p>',
        "hides code: 'a 4'",
    ),
    "hidden until it pops up": ("<p popover>a <code>4</code></p>", "hides code: 'a 4'"),
    "from right to left": ('<p dir="rtl">a <code>4</code></p>', "hides code: 'a 4'"),
    "a field": ('<input value="print(4)" readonly>', "has a field"),
    "code that stands like a block": (
        "<p><code>print(4)</code></p>",
        "has code that stands like a block: 'print(4)'",
    ),
    "two lines of code side by side": (
        "<p><code>x = 1</code> <code>print(x)</code>.</p>",
        "has code that stands like a block: 'x = 1 print(x).'",
    ),
    "lines of code by breaks": (
        "<p>As in<br><b><code>x = 1</code></b><br><kbd>print(x)</kbd></p>",
        "has code that stands like a block: 'As inx = 1print(x)'",
    ),
    "lines of code by breaks in an item": (
        "<ul><li><a><code>x = 1</code></a><br><code>print(x)</code></li></ul>",
        "has code that stands like a block: 'x = 1print(x)'",
    ),
    "what looks like a block": (
        '<div class="highlight"><span class="filename">Output</span><p>4</p></div>',
        "has an output that is no block: 'Output4'",
    ),
    "a style": ('<p style="">4</p>', "has a style attribute: '4'"),
    "code with a break": (
        "<code>a<br>b</code>",
        "has code of several lines outside of a block",
    ),
    "code of two lines": (
        "<code>a\nb</code>",
        "has code of several lines outside of a block",
    ),
    "keys of two lines": (
        "<kbd>a\nb</kbd>",
        "has code of several lines outside of a block",
    ),
    "much code": (
        f"<code>{'x' * 121}</code>",
        "has 121 characters of code in a sentence: 'xx",
    ),
    "an output without a block": (
        '<p class="a output">4</p>',
        "has an output that is no block",
    ),
    "a field of another form": (
        "<form><label>a<textarea></textarea></label></form>",
        "has <textarea>",
    ),
    "a text in a calculator's field": (
        f"{FORM}<textarea>print(4)</textarea></form>",
        "has <textarea>: 'print(4)' cannot be read",
    ),
    "a placeholder in it": (
        f'{FORM}<textarea placeholder="print(4)"></textarea></form>',
        "has <textarea>",
    ),
    "much in an option": (
        f"{FORM}<select><option>{'x' * 41}</option></select></form>",
        "has <option>: 'xxx",
    ),
    "much in a field": (
        f'{FORM}<input type="text" value="{"x" * 41}"></form>',
        "has a field, whose text",
    ),
    "a field of another kind": (
        f'{FORM}<input type="button" value="x"></form>',
        "has a field, whose text",
    ),
    "a script of another name": (
        '<script defer src="x.js"></script>',
        "has <script>",
    ),
    "a field of the live GPT": (
        '<form class="live"><select></select></form>',
        "has <select>",
    ),
    "a script with a text": (
        f'<script defer src="{guard.OWN[0]}">4</script>',
        "has <script>: '4' cannot be read",
    ),
}


def test_more_than_options_in_a_choice_of_a_calculator(tmp_path):
    html = f"{FORM}<select><optgroup label=a></optgroup></select></form>"
    said = said_of(tmp_path, {"index.html": page(html)})
    for tag, one in zip(("select", "optgroup"), said, strict=True):
        assert one.startswith(f"index.md: has <{tag}>")


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_not_stand_in_an_article_is_told_once(tmp_path, name):
    html, message = REFUSED[name]
    (said,) = said_of(tmp_path, {"index.html": page(html)})
    assert said.startswith(f"index.md: {message}")


@pytest.mark.parametrize(
    "html",
    [
        f"<p>a <code>{'x' * 120}</code></p>",
        "<p>a <code>\na\n</code></p>",
        "<p>a<br>b <code>c</code></p>",
        "<ul><li><p>a<br>b</p><p>c <code>d</code></p></li><li><code>e</code></li></ul>",
        '<p><input type="radio"></p>',
        "<p hidden>4</p>",
        '<p aria-hidden="false">a <code>4</code></p>',
        "<label hidden><code>4</code></label>",
        '<p class="outputs">4</p>',
        f'{FORM}<label>a<input type="text" name="a" value="{"x" * 40}"></label></form>',
        f'{FORM}<label><input type="checkbox" name="a"> a</label></form>',
        f"{FORM}<select name=a><option value=1 selected>{'x' * 40}</option></select></form>",
        f'{FORM}<textarea name="a" rows="6"></textarea></form>',
        *(f'<script defer src="../{own}"></script>' for own in guard.OWN),
        f'<form class="live"><button>a</button></form><script defer src="{guard.OWN[1]}"></script>',
    ],
)
def test_what_may_stand_there_is_no_matter(tmp_path, html):
    assert said_of(tmp_path, {"index.html": page(html)}) == []


ONE, TWO = Ran("a.md", "print(1)", "1"), Ran("a.md", "print(2)", "2")
SAME = Ran("a.md", "print(0 + 1)", "1")
QUIET, LOUD = Ran("a.md", "x = 1", None, True), Ran("a.md", "print(x)", "1", True)
NOT_SHOWN = "a.md: output of the block that begins 'print(1)' is not shown"
NOT_ITS = "a.md: output block that begins '{}' is not what the script above it prints"
ORDERS = {
    "a pair": ([ONE, SAME, "1"], []),
    "two that print differently": ([ONE, TWO, "2"], [NOT_SHOWN]),
    "the output of the first": ([ONE, TWO, "1"], [NOT_SHOWN, NOT_ITS.format(1)]),
    "one after the other": ([ONE, "1", TWO, "2"], []),
    "something between the two of a pair": ([ONE, None, SAME, "1"], [NOT_SHOWN]),
    "no output at the end": ([ONE], [NOT_SHOWN]),
    "an output twice": ([ONE, "1", "1"], [NOT_ITS.format(1)]),
    "an output before": (["1", ONE, "1"], [NOT_ITS.format(1)]),
    "silent cells": ([QUIET, LOUD, "1"], []),
    "a silent cell's output": ([QUIET, "1"], [NOT_ITS.format(1)]),
    "a cell that printed, and the next": (
        [LOUD, QUIET],
        [NOT_SHOWN.replace("(1)", "(x)")],
    ),
}


@pytest.mark.parametrize("name", ORDERS)
def test_an_output_belongs_to_what_stands_above_it(name):
    order, complaints = ORDERS[name]
    verdict = guard.Verdict(1, 0, 0, [])
    shown = []
    for one in order:
        if isinstance(one, Ran):
            shown.append(guard.Shown("a.md", "python", one.code))
        else:
            kind = "output" if one else "console"
            shown.append(guard.Shown("a.md", kind, one or "make"))
    ran = [one for one in order if isinstance(one, Ran)]
    guard.compare_page(shown, ran, verdict)
    assert verdict.complaints == complaints
    assert (verdict.python, verdict.outputs) == (
        len(ran),
        len([o for o in order if o == "1" or o == "2"]),
    )


def test_an_output_of_another_page_is_refused(tmp_path):
    """Each page shows a script of its own with the output of the other's."""
    other = SHOWN.replace("2 + 2", "3 + 3").replace("sum: 4", "sum: 6")
    ran = [Ran("index.md", CODE, OUTPUT), Ran("use.md", SIX.code, SIX.output)]
    files = {"index.html": page(SHOWN), "use/index.html": page(other)}
    assert said_of(tmp_path, files, *ran) == []
    for name, own, others in (
        ("index.html", OUTPUT, SIX.output),
        ("use/index.html", SIX.output, OUTPUT),
    ):
        wrong = {**files, name: files[name].replace(own, others)}
        (said,) = said_of(tmp_path, wrong, *ran)
        assert said.endswith(
            f"begins {others!r} is not what the script above it prints"
        )


def test_the_counts_are_those_of_the_pages(tmp_path):
    files = {"index.html": page(SHOWN), "use/index.html": page(SHOWN + SHOWN)}
    ran = [Ran("index.md", CODE, OUTPUT), *[Ran("use.md", CODE, OUTPUT)] * 2]
    assert said_of(tmp_path, files, *ran) == []
    assert str(guard.compare(tmp_path, ran)) == (
        "2 pages: 3 Python blocks shown and run, 3 outputs shown and compared"
    )


def test_a_labs_cell_may_be_silent_and_a_script_may_not(tmp_path):
    silent = SHOWN.partition('<div class="language-text')[0]
    files = {"labs/x/index.html": page(silent)}
    assert said_of(tmp_path, files, Ran("labs/x.md", CODE, None, True)) == []
    assert said_of(tmp_path, files, Ran("labs/x.md", CODE, None))


def test_the_site_is_built_with_the_class_that_the_guard_reads():
    (highlight,) = (
        entry["pymdownx.highlight"]
        for entry in our_settings()["markdown_extensions"]
        if "pymdownx.highlight" in entry
    )
    assert highlight["pygments_lang_class"] is True
