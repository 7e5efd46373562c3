"""Scripts, outputs, and the lines that name them: each slip is refused with file, line and mend."""

import os
import re
from pathlib import Path
from unicodedata import category

import material
import pytest

from glossary import ROOT
from glossary.content.claims import (
    LONGER_SCRIPTS,
    claim_of,
    load_claims,
    output_of,
    script_paths,
    scripts_named,
    show,
    unsafe_loads,
)
from glossary.content.files import UNSEEN
from glossary.content.pages import refused
from glossary.site.page import check_links
from glossary.site.prepare import static_files
from tests.support.notebook import edited, notebook
from tests.support.project import CODE, OUTPUT, SCRIPT, SHOWN, WIDGET


def test_this_project_has_no_problem(content):
    assert "\n".join(map(str, content.problems)) == ""
    assert check_links(content, static_files(ROOT)) == []


def test_a_sound_project_has_no_problem(project):
    assert project.problems() == []


# Scripts and outputs


def test_a_script_on_no_page(project):
    project.write("snippets/widget/extra.py", '"""An extra."""\n\nprint(1)\n')
    project.write("snippets/widget/extra.out", "1\n")
    (problem,) = project.problems()
    assert problem.startswith("snippets/widget/extra.py:1: is shown on no page: write ")
    assert "<!-- script: widget/extra -->" in problem


def test_an_output_without_a_script(project):
    project.write("snippets/widget/lost.out", "1\n")
    (problem,) = project.problems()
    assert problem.startswith("snippets/widget/lost.out:1: has no script: add lost.py")


def test_a_script_without_an_output(project):
    (project.root / OUTPUT).unlink()
    (problem,) = project.problems()
    assert problem.startswith(
        f"{SCRIPT}:1: has no two_and_two_are_four.out: run `make outputs PAGE=widget`"
    )


def test_a_script_that_prints_nothing(project):
    project.write(OUTPUT, "\n")
    assert project.problems() == [f"{OUTPUT}:1: is empty: print the fact that it shows"]


def test_a_script_that_is_too_long(project):
    project.edit(SCRIPT, "\n\nprint", "\n" * 40 + "print")
    (problem,) = project.problems()
    assert problem.startswith(f"{SCRIPT}:31: 41 lines: shorten it to 30")


def test_a_script_that_is_too_wide(project):
    project.edit(SCRIPT, "2 + 2", "2 + 2" + " + 0" * 20)
    assert project.problems() == [f"{SCRIPT}:3: 100 columns: break the line at 88"]


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        (2, "assert 1 == 1", "a bare assert tells a reader nothing"),
        (3, "import torch\ntorch.manual_seed(0)", "torch.manual_seed changes all"),
        (
            3,
            "import torch\ntorch.set_default_dtype(x)",
            "torch.set_default_dtype changes",
        ),
        (
            3,
            "import torch\ntorch.set_printoptions(2)",
            "torch.set_printoptions changes",
        ),
        (3, "import torch\ntorch.set_num_threads(2)", "torch.set_num_threads changes"),
        (3, "import numpy as np\nnp.random.seed(0)", "np.random.seed changes all"),
        (
            3,
            "import numpy as np\nnp.set_printoptions(2)",
            "np.set_printoptions changes",
        ),
        (3, "import random\nrandom.seed(0)", "random.seed changes all"),
        (
            3,
            "import torch\ntorch.load('x')",
            "torch.load can run code: pass weights_only",
        ),
        (
            3,
            "import torch\n(torch.\n load)('x')",
            "torch.load can run code: pass weights_only",
        ),
        (2, "import os", "imports 'os': a script prints the same wherever it runs"),
        (2, "if __name__ == '__main__': print(1)", "no `if __name__`: a script runs"),
        (3, "print(1)\nprint(", "is not Python: '(' was never closed"),
        (
            1,
            "print('\x00')",
            "is not Python: source code string cannot contain null bytes",
        ),
        (2, "print('\u202e')", "holds a character that nobody sees: remove it"),
        (
            3,
            "print(1)\nprint('a\u200bb')",
            "holds a character that nobody sees: remove it",
        ),
    ],
)
def test_a_script_that_breaks_a_rule(project, line, code, message):
    project.write(SCRIPT, f'"""A claim."""\n{code}\n')
    assert any(
        problem.startswith(f"{SCRIPT}:{line}: {message}")
        for problem in project.problems()
    ), project.problems()


def test_a_script_may_have_thirty_lines_of_88_columns(project):
    lines = ['"""A claim."""', "print(4)".ljust(88), *["print()"] * 28]
    project.write(SCRIPT, "\n".join(lines) + "\n")
    project.write(OUTPUT, "4\n")
    assert project.problems() == []
    project.write(SCRIPT, "\n".join([*lines, "print()"]) + "\n")
    assert [p[: len(SCRIPT) + 13] for p in project.problems()] == [
        f"{SCRIPT}:31: 31 lines"
    ]


@pytest.mark.parametrize(
    "claim", ["", '"A claim."', "'''A claim.'''", 'r"""A claim."""', '"""A claim"""']
)
def test_a_script_without_a_claim(project, claim):
    """One in other quotes was read as what the next text in three quotes says."""
    project.write(SCRIPT, f'{claim}\nx = """not me."""\nprint("sum:", 2 + 2)\n')
    (problem,) = project.problems()
    assert problem.startswith(f"{SCRIPT}:1: must begin with its claim")


@pytest.mark.parametrize(
    "text",
    [
        "sum: 5\x084\n",
        "\x1b[1msum: 4\x1b[0m\n",
        "4\u202e\n",
        "\x9b1m4\n",
        "4\x85\n",
        "4\u2028\n",
        "4\u2060\n",
        "4\xad\n",
        "4\u3164\n",
        "4\U000e0034\n",
        "4\ufe0f\n",
        "4\ufeff\n",
    ],
)
def test_an_output_that_a_page_and_a_terminal_show_differently(project, text):
    project.write(OUTPUT, f"sum:\n{text}")
    assert project.problems() == [
        f"{OUTPUT}:2: holds a control character: print what all can see"
    ]


def test_each_character_that_unicode_calls_invisible_is_seen():
    kinds = ("Cc", "Cf", "Zl", "Zp")
    unseen = [chr(at) for at in range(0x110000) if category(chr(at)) in kinds]
    passed = [sign for sign in unseen if not UNSEEN.match(sign) and sign not in "\t\n"]
    # Numerals' and hieroglyphs' own formatting, which has a shape.
    assert [
        sign
        for sign in passed
        if not 0x600 <= ord(sign) <= 0x8E2 and ord(sign) < 0x11000
    ] == []
    assert [sign for sign in "a é − … 𝑥 あ 漢 ✓" if UNSEEN.match(sign)] == []


@pytest.mark.parametrize("sign", ["\u202e", "\xad", "\u200b", "\U000e0041", "\x1b"])
def test_no_page_head_or_source_holds_a_character_that_nobody_sees(project, sign):
    at = project.add(WIDGET, f"\nA wid{sign}get.\n") + 1
    said = f'"giz\\U{ord(sign):08X}mo"'
    project.edit(WIDGET, "aliases: [gizmo]", f"aliases: [{said}]")
    project.edit("docs/sources.yml", "authors: Doe and Roe", f"authors: {said}")
    problems = project.problems()
    for told in (
        f"{WIDGET}:{at}: holds a character that nobody sees",
        f"{WIDGET}:4: aliases.1: ",
        "docs/sources.yml:3: doe2021widgets: authors: ",
    ):
        assert any(one.startswith(told) for one in problems), (told, problems)


def test_a_comment_that_is_not_closed_is_told(project):
    at = (
        project.add(
            WIDGET, "\n<!-- a\nnote -->\n\nText <!-- and `-->` more.\n\nHidden.\n"
        )
        + 4
    )
    told = f"{WIDGET}:{at}: a comment that is not closed hides what follows: end it with -->"
    assert project.problems() == [told]
    # The end of a line that names a picture or a list is not its end.
    project.add(WIDGET, "\n<!-- glossary: a-z -->\n")
    assert told in project.problems()


def test_a_labs_text_is_held_to_the_same(project):
    for text, told in {
        "A wid\u202eget": "holds a control character",
        "A <!-- note": "its text holds a comment that is not closed",
    }.items():
        change = edited(lambda cells, t=text: cells[0].update(source=f"# A lab\n\n{t}"))
        project.write("docs/labs/a-lab.ipynb", notebook(change))
        problems = [one for one in project.problems() if "a-lab.ipynb:1: " in one]
        assert any(told in one for one in problems), text


@pytest.mark.parametrize("name", [SCRIPT, OUTPUT])
def test_a_file_that_is_not_utf_8(project, name):
    (project.root / name).write_bytes(b"# one\n# caf\xe9\n")
    assert f"{name}:2: is not UTF-8: save it as UTF-8" in project.problems()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("name", [SCRIPT, OUTPUT, "snippets/widget/extra.txt"])
def test_a_link_is_no_script(project, name):
    other = project.root / "outside"
    other.write_text(CODE if name == SCRIPT else "sum: 4\n")
    (project.root / name).unlink(missing_ok=True)
    (project.root / name).symlink_to(other)
    problem = f"{name}:1: only .py and .out files belong in snippets/, and no links"
    assert problem in project.problems()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("snippets/loose.py", "a script stands in a folder of its page"),
        ("snippets/widget/notes.txt", "only .py and .out files belong in snippets/"),
        ("snippets/widget/deep/x.py", "only .py and .out files belong in snippets/"),
        ("snippets/widget/UPPER.PY", "only .py and .out files belong in snippets/"),
    ],
)
def test_what_does_not_belong_into_snippets(project, name, message):
    project.write(name, CODE)
    (problem,) = project.problems()
    assert problem.startswith(
        f"{name if name.count('/') < 3 else name.rpartition('/')[0]}:1: {message}"
    )


def test_what_python_keeps_beside_a_script_is_no_matter(project):
    project.write("snippets/widget/__pycache__/x.pyc", "")
    assert project.problems() == []


def test_a_script_beside_a_pair_of_its_name(project):
    project.write(SCRIPT.replace(".py", "_torch.py"), CODE)
    (problem,) = project.problems()
    assert "stands beside widget/two_and_two_are_four_numpy.py or _torch.py" in problem


def test_the_list_of_longer_scripts_holds_no_stranger():
    known = {p.relative_to(ROOT / "snippets").as_posix() for p in script_paths(ROOT)}
    assert set(LONGER_SCRIPTS) <= known


# Names of claims


def test_a_pair_is_one_claim_with_one_output(project):
    code = project.read(SCRIPT)
    (project.root / SCRIPT).unlink()
    pair = [SCRIPT.replace(".py", f"_{name}.py") for name in ("numpy", "torch")]
    for name in pair:
        project.write(name, code)
        assert claim_of(project.root / name, project.root) == SHOWN[13:-4]
        assert output_of(project.root / name) == project.root / OUTPUT
    claim = load_claims(project.root)[SHOWN[13:-4]]
    assert {k: v.name for k, v in claim.scripts.items()} == {
        "NumPy": "two_and_two_are_four_numpy.py",
        "PyTorch": "two_and_two_are_four_torch.py",
    }
    assert project.problems() == []
    shown = show(claim, project.root)
    assert shown.count("```python") == 0
    assert shown.count("    ```python") == 2
    assert [line for line in shown if line.startswith("===")] == [
        '=== "NumPy"',
        '=== "PyTorch"',
    ]


def test_a_name_that_fits_no_script_is_told(project):
    with pytest.raises(SystemExit, match="no script or folder 'wodget'"):
        scripts_named(["wodget"], project.root)
    for name in ("widget", "snippets/widget/", SCRIPT, SHOWN[13:-4]):
        (only,) = scripts_named([name], project.root)
        assert only == project.root / SCRIPT
    assert len(scripts_named([], project.root)) == 2


# Lines of a page


def test_a_claim_that_is_not_there(project):
    project.edit(WIDGET, "are_four -->", "are_five -->")
    page, script = project.problems()
    assert page == (
        f"{WIDGET}:17: there is no script 'widget/two_and_two_are_five': make "
        "snippets/widget/two_and_two_are_five.py or mend the name"
    )
    assert script.startswith(f"{SCRIPT}:1: is shown on no page")


def test_a_picture_and_a_list_that_are_not_there(project):
    at = project.add(WIDGET, "\n<!-- picture: nothing -->\n\n<!-- glossary: none -->\n")
    picture, listed = project.problems()
    assert picture.startswith(
        f"{WIDGET}:{at + 1}: there is no docs/assets/diagrams/noth"
    )
    assert listed.startswith(
        f"{WIDGET}:{at + 3}: there is no list 'none': write one of a-z"
    )


@pytest.mark.parametrize(
    "line",
    [
        f"    {SHOWN}",
        f"  {SHOWN}",
        f"\t{SHOWN}",
        f"- {SHOWN}",
        f"> {SHOWN}",
        f"See {SHOWN}",
        f"{SHOWN} here",
        f"{SHOWN}{SHOWN}",
        SHOWN.replace("<!-- ", "<!--"),
        SHOWN.replace("script: ", "script:"),
        SHOWN.replace("script: ", "script : "),
        SHOWN.replace(" -->", ".py -->"),
        SHOWN.replace(" -->", ""),
        SHOWN.replace("script", "Script"),
        SHOWN.replace("script", "scripts"),
        SHOWN.replace("script", "skript"),
        SHOWN.replace("script: ", "script  "),
        "<!-- claim: widget/two_and_two_are_four -->",
        "<!-- picture:widget -->",
        "<!-- glossary a-z -->",
        "<!-- Picture widget -->",
        '--8<-- "widget/two_and_two_are_four.py"',
        '-8<- "widget/two_and_two_are_four.py"',
        '---8<--- "widget/two_and_two_are_four.py"',
        '    --8<-- "widget/two_and_two_are_four.py"',
    ],
)
def test_a_line_that_almost_names_a_claim(project, line):
    at = project.add(WIDGET, f"\n{line}\n")
    (problem,) = project.problems()
    assert problem.startswith(
        f"{WIDGET}:{at + 1}: write it alone on its line, as <!-- scr"
    )


@pytest.mark.parametrize(
    "line", ["<!-- A comment. -->", f"`{SHOWN}`", "<!-- The script: see above. -->x"]
)
def test_other_comments_and_code_are_no_matter(project, line):
    project.add(WIDGET, f"\n{line}\n")
    assert project.problems() == []


INFOS = [
    "python",
    " python",
    "python title='x.py'",
    "{ .python }",
    "{.python .annotate}",
    "py",
    "pycon",
    "text",
    "",
    "numpy",
    "pytb",
    "json",
    "yaml",
    "sh",
    "bash",
    "diff",
    "markdown",
    "mermaid",
    'console title="Output"',
    "console hl_lines='1'",
]


@pytest.mark.parametrize("info", INFOS)
@pytest.mark.parametrize("around", ["```", "~~~", "    ```", "> ```", "````"])
def test_code_written_in_a_page(project, info, around):
    before = around.rstrip("`~")
    at = project.add(WIDGET, f"\n{around}{info}\n{before}print(4)\n{around}\n")
    (problem,) = project.problems()
    assert problem.startswith(
        f"{WIDGET}:{at + 1}: a block of {info.strip()!r}: code and"
    )


def test_a_fence_behind_a_tab_is_told(project):
    """pytest-codeblocks and Markdown do not agree on it (B-18)."""
    at = project.add(WIDGET, "\n\t```python\n\tprint(4)\n\t```\n")
    (problem,) = project.problems()
    assert problem.startswith(f"{WIDGET}:{at + 1}: a block of 'python': code and")


REFUSED = [
    "<script>alert(1)</script>",
    "Text <SCRIPT src='x.js'></SCRIPT> text.",
    "<script\ntype='module'>",
    "< script>",
    "- <style>p { color: red }</style>",
    '<img src="x" onerror="alert(1)">',
    '<img src="x"\nonerror="alert(1)">',
    "<a OnClick=alert(1)>x</a>",
    '<p style="display: none">x</p>',
    '<iframe srcdoc="x"></iframe>',
    "<textarea>x</textarea>",
    '<pre class="language-json">4</pre>',
    "<samp>4</samp>",
    "a<code>b<br>c</code>",
    "[x](javascript:alert(1))",
    r"\`<input value='print(4)'>\`",  # these signs begin no code
    "[x]( JavaScript:alert(1))",
    "[x]: javascript:alert(1)",
    '<a href="javascript:alert(1)">x</a>',
    "<form action='x'>",
    "<base href='https://example.org'>",
    "<object data='x.html'></object>",
    "<embed src='x.html'>",
    "Text <!x and> text.",
    "Text <?x and text.",
    # What shows an output that nothing compares.
    '<svg viewBox="0 0 9 9"><text font-family="monospace">&gt;&gt;&gt; 2 + 2</text></svg>',
    '<math><mtext mathvariant="monospace">print(2 + 2)</mtext></math>',
    "![Output](https://example.org/5.svg)",
    "![Output: 5](data:image/gif;base64,R0lGODlhAQABAAAAACw=)",
    "Text![Output][out] and more.",
    "![Output](attachment:out.png)",
    "<img src='../assets/out.svg' alt='Output'>",
    r"$$\begin{array}{l}\texttt{print(2 + 2)}\\ \texttt{5}\end{array}$$",
    r"It prints $\mathtt{5}$.",
    r"It prints ${\tt 5}$.",
    r"It prints $\class{output}{5}$.",
    # What the theme hides, and what the site would take for a question or an output.
    '<div class="a md-toggle" markdown="1">\n\nText.\n\n</div>',
    "<div class=output>4</div>",
    "{: .predict }\n**Predict:** Is it?",
    "Text. {: #a .md-skip }",
    "Text. {: class=headerlink }",
    "Text. {: #a class='lead md-skip' }",
]


@pytest.mark.parametrize("text", REFUSED)
def test_html_that_runs_hides_or_shows_code(project, text):
    at = project.add(WIDGET, f"\nBefore.\n\n{text}\n")
    problem, *others = project.problems()
    assert not others or "]:" in text  # an address apart from its link is told too
    assert problem.startswith(f"{WIDGET}:{at + 3}: ")
    assert "a page is Markdown" in problem


ELEMENTS = "script style iframe object embed form input textarea pre code samp xmp listing noscript"
ELEMENTS += " base meta link svg math img"
ATTRIBUTES = (
    "onclick=",
    "style=",
    "srcdoc=",
    'class="headerlink"',
    'class="a tabbed-set"',
)


def test_each_element_and_attribute_that_a_page_must_not_hold():
    tags = [f"<{name}>" for name in ELEMENTS.split()]
    tags += [f"<p {attribute}x>" for attribute in ATTRIBUTES]
    assert [tag for tag in tags if not list(refused([(1, f"Text {tag} text")]))] == []


HIDES = r"(?<![\w-])(?:display: *none|opacity: *0(?![.\d])|visibility: *hidden|color: *transparent)"


def test_no_page_takes_a_class_by_which_a_style_sheet_hides():
    """Neither Material's style sheets nor ours."""
    ours = ROOT / "docs/assets/stylesheets"
    theirs = Path(material.__file__).parent / "templates/assets/stylesheets"
    hiding = set()
    for sheet in [*ours.glob("*.css"), *theirs.glob("*.css")]:
        for selectors, rules in re.findall(
            r"([^{}]+)\{([^{}]*)\}", sheet.read_text("utf-8")
        ):
            if re.search(HIDES, rules):
                for selector in selectors.split(","):
                    last = re.split(r"[\s>+~]+", selector.strip())[-1]
                    hiding |= set(
                        re.findall(r"\.([a-z][\w-]*)", re.sub(r":.*|\[.*", "", last))
                    )
    assert {"headerlink", "md-search__suggest"} <= hiding
    assert [
        one for one in hiding if not list(refused([(1, f'<p class="{one}">')]))
    ] == []


@pytest.mark.parametrize("text", REFUSED)
def test_such_html_in_a_labs_text(project, text):
    change = edited(lambda cells: cells[0].update(source=f"# A lab\n\n{text}"))
    project.write("docs/labs/a-lab.ipynb", notebook(change))
    assert any("text is Markdown" in problem for problem in project.problems())


@pytest.mark.parametrize(
    "text",
    [
        "`<script>` and ``<style> ` x``",
        "In JavaScript: a language; one = 1, x < y.",
        r"Bang! [x](token.md), \\![x](token.md), `![x](y)` and $n!\,[a]$.",
        "H<sub>2</sub>O, <br> a <https://example.org/?style=x>",
        '<div class="hero outputs" markdown="1">\n\nText.\n\n</div>',
        "Text of the class md-toggle.\n{: .lead .unpredict }",
        "Text of a class.\n{: class='lead unpredict' }",
        "```console\necho '<script>'\n```",
    ],
)
def test_other_html_is_no_matter(project, text):
    project.add(WIDGET, f"\n{text}\n")
    assert project.problems() == []


@pytest.mark.parametrize(
    "text", ["A `piece of\ncode` here.", "A ``piece of\ncode`` here.", "An `end"]
)
def test_code_in_a_sentence_that_goes_over_the_end_of_a_line(project, text):
    at = project.add(WIDGET, f"\n{text}\n")
    first, *_ = project.problems()
    assert first == (
        f"{WIDGET}:{at + 1}: code in a sentence goes over the end of this line: "
        "keep it on one"
    )


@pytest.mark.parametrize("info", ["console", "powershell"])
def test_commands_that_a_reader_types_are_no_matter(project, info):
    project.add(WIDGET, f"\n```{info}\nmake test\n```\n")
    assert project.problems() == []


def test_a_block_that_is_never_closed(project):
    at = project.add(WIDGET, "\n```console\nmake\n")
    assert project.problems() == [f"{WIDGET}:{at + 1}: this block is never closed"]


@pytest.mark.parametrize(
    "end", ["````", "``` ", "> ```", "  ```", "~~~", "```text", "```` "]
)
def test_a_block_ends_where_each_reader_ends_it(project, end):
    """Else what a page shows between two ends is held to nothing."""
    between = "$ python softmax.py\n[0.1 0.2 0.9]\n"
    at = project.add(
        WIDGET, f"\n```console\nmake\n{end}\n{between}```console\nmake\n```\n"
    )
    problems = project.problems()
    if end == "``` ":
        assert problems == []
    else:
        assert f"{WIDGET}:{at + 3}: some readers end the block here" in problems[0]


def test_a_directive_in_a_block_is_text(project):
    project.add(WIDGET, "\n```console\n<!-- script: widget/other -->\n```\n")
    assert project.problems() == []


def test_the_numbers_of_lines_count_the_head(project):
    page = project.load().pages["terms/widget.md"]
    assert page.named("script") == [(17, SHOWN[13:-4])]
    assert page.lines[16] == SHOWN
    assert page.questions == [(21, "Does a widget learn?")]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (f"<!-- predict: How much? -->\n{SHOWN}", None),
        (f"<!-- predict: {'word ' * 24}word? -->\n{SHOWN}", None),
        (
            f"<!-- predict: {'word ' * 25}word? -->\n{SHOWN}",
            "a question of 26 words: ask it in 25",
        ),
        (
            f"<!-- predict: How much? -->\n\n{SHOWN}",
            "asks about no output: write it right above",
        ),
        (
            f"{SHOWN}\n<!-- predict: How much? -->",
            "asks about no output: write it right above",
        ),
        (
            f"<!-- predict: It is four. -->\n{SHOWN}",
            "write it alone on its line, as <!-- script:",
        ),
        (
            f"<!--predict: How much? -->\n{SHOWN}",
            "write it alone on its line, as <!-- script:",
        ),
        (
            f"<!-- Predict: How much? -->\n{SHOWN}",
            "write it alone on its line, as <!-- script:",
        ),
        (
            f"  <!-- predict: How much? -->\n{SHOWN}",
            "write it alone on its line, as <!-- script:",
        ),
    ],
)
def test_a_question_stands_right_above_the_script_that_answers_it(
    project, written, told
):
    project.edit(WIDGET, SHOWN, written)
    at = project.read(WIDGET).split("\n")
    said = project.problems()
    if told is None:
        assert said == []
    else:
        line = next(n for n, one in enumerate(at, 1) if "redict:" in one)
        assert [one[: len(f"{WIDGET}:{line}: {told}")] for one in said] == [
            f"{WIDGET}:{line}: {told}"
        ]


def test_questions_in_blocks_are_no_questions(project):
    project.add(
        WIDGET, "\n```console\n### Is this one?\n```\n\n## More\n\n### Not here?\n"
    )
    page = project.load().pages["terms/widget.md"]
    assert [text for _, text in page.questions] == ["Does a widget learn?"]


def test_a_section_is_its_prose_down_to_the_next(project):
    project.add(
        WIDGET,
        "\n## More\n\n### Deeper\n\nText.\n\n```console\nmake\n```\n\n## Last\n\nEnd.",
    )
    page = project.load().pages["terms/widget.md"]
    at = page.lines.index("## More") + 1
    more = [(number - at, line) for number, line in page.section("More") if line]
    assert more == [(2, "### Deeper"), (4, "Text.")]
    assert [line for _, line in page.section("Last") if line] == ["End."]
    assert [line for _, line in page.section("In code") if line] == [SHOWN]
    assert page.section("Deeper") == page.section("Nowhere") == []


# Loading without running code


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("import torch\ntorch.load('x')", [2]),
        ("from torch import load as read\nread('x', weights_only=False)", [2]),
        ("import torch as t\nt.load('x')", [2]),
        ("import torch\ntorch.load('x', weights_only=True)", []),
        ("import json\njson.load(f)", []),
    ],
)
def test_an_unsafe_load_is_seen(code, lines):
    import ast

    assert unsafe_loads(ast.parse(code)) == lines


@pytest.mark.parametrize("name", ["random", "token", "numpy"])
def test_a_copy_may_not_hide_a_module(project, name):
    """Saved under its name, `import numpy` finds the script itself, or its `random`."""
    project.write(f"snippets/widget/{name}.py", CODE)
    project.write(f"snippets/widget/{name}.out", "sum: 4\n")
    project.add(WIDGET, f"\n<!-- script: widget/{name} -->\n")
    message = (
        f"snippets/widget/{name}.py:1: a copy by this name hides Python's own {name}"
    )
    assert any(said.startswith(message) for said in project.problems())


def test_an_output_does_not_end_its_block(project):
    """What follows would be a sentence of the page that nobody printed or checked."""
    project.write(
        OUTPUT, "sum: 4\n```\n\n**Three and three are seven.**\n\n```console\nls\n"
    )
    said = project.problems()
    assert [one.partition(": ")[0] for one in said] == [f"{OUTPUT}:2", f"{OUTPUT}:6"]


@pytest.mark.parametrize("line", ["```", "    ```", "> ```", "\t>\t```python"])
def test_no_line_of_an_output_or_a_script_ends_its_block(project, line):
    """Behind `>` it ended that of the Markdown copy and of the notebook, and not of the page."""
    project.write(OUTPUT, f"sum:\n{line}\n4\n")
    project.write(SCRIPT, f'"""A claim."""\n\nprint("""sum:\n{line}\n4""")\n')
    message = "holds ```, which would end its block"
    assert [one.partition(", which")[0] for one in project.problems()] == [
        f"{OUTPUT}:2: {message[:9]}",
        f"{SCRIPT}:4: {message[:9]}",
    ]


def test_what_a_merge_has_left(project):
    at = project.add(WIDGET, "\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> other\n") + 1
    message = "a merge stopped here: choose, and remove the marks"
    assert project.problems() == [f"{WIDGET}:{at + n}: {message}" for n in (0, 4)]
