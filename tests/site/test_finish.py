"""What the site adds to the HTML: names of files, outputs, tables, formulas, Run, minifying."""

import re
import shutil
import subprocess

import pytest
import tree_sitter
import tree_sitter_javascript
from material.plugins.search.plugin import Parser
from rjsmin import jsmin
from selectolax.lexbor import LexborHTMLParser

from glossary import ROOT
from glossary.content.claims import COMPARED
from glossary.content.problems import ProblemsFound
from glossary.site.finish import after, article, minify, searched, whole_page
from tests.support.project import SCRIPT, SHOWN
from tests.support.render import html_of, render


def test_a_script_shows_its_file_name(project):
    tree = render(project, f"# Other\n\n{SHOWN}\n")
    block = tree.css_first(".language-python.highlight")
    assert block.css_first(".filename").text() == "two_and_two_are_four.py"
    assert "snippets/" not in tree.html


def test_a_script_with_knobs_says_how_many_it_has(project):
    """The style sheet keeps as many lines free for them."""
    assert not render(project, f"# Other\n\n{SHOWN}\n").css("[class*=knobs]")
    project.edit(
        SCRIPT, "\nprint", "\nn = 1  # knob: 1 to 3\nm = 2  # of n; knob: 1, 2\nprint"
    )
    (block,) = render(project, f"# Other\n\n{SHOWN}\n").css("[class*=knobs]")
    assert block.attributes["class"] == "language-python highlight knobs-2"


def test_a_pair_shows_both_names_in_tabs_and_one_output(project):
    code = project.read(SCRIPT)
    (project.root / SCRIPT).unlink()
    for name in ("numpy", "torch"):
        project.write(SCRIPT.replace(".py", f"_{name}.py"), code)
    tree = render(project, f"# Other\n\n{SHOWN}\n")
    names = [one.text() for one in tree.css(".filename")]
    pair = [f"two_and_two_are_four_{name}.py" for name in ("numpy", "torch")]
    assert names == [*pair, "Output"]
    assert [one.text() for one in tree.css(".tabbed-labels label")] == [
        "NumPy",
        "PyTorch",
    ]
    assert not tree.css(".tabbed-set .output")


def test_a_script_and_its_output_are_shown_to_the_letter(project):
    lines = [
        '"""Signs <b> & \\"quotes\\"."""',
        "",
        "",
        'print("a  <b> & c")',
        "",
        "print()",
    ]
    project.write(SCRIPT, "\n".join(lines) + "\n")
    project.write(SCRIPT.replace(".py", ".out"), "a  <b> & c\n\n")
    tree = render(project, f"# Other\n\n{SHOWN}\n")
    code, output = (pre.text() for pre in tree.css("pre"))
    assert code.strip("\n").split("\n") == lines
    assert output.strip("\n") == "a  <b> & c"


def test_outputs_are_marked_and_the_comment_is_gone(project):
    tree = render(project, f"# Other\n\n{SHOWN}\n")
    (output,) = tree.css(".output pre")
    assert output.text().strip() == "sum: 4"
    assert tree.css_first(".output .filename").text() == "Output"
    assert "pytest" not in tree.html
    assert "<!--" not in tree.html


def test_an_authors_comments_are_not_published(project):
    tree = render(project, "# Other\n\n<!-- To be said better: see 4. -->\n\nText.\n")
    assert "<!--" not in tree.html


ASKED = (
    f"<!-- predict: How *much* are `2` & two tokens? -->\n{SHOWN}\n\nFour.\n\nMore.\n"
)


def test_an_output_to_predict_is_folded_under_its_question_with_what_it_means(project):
    """What stands below the fold would give the answer away."""
    html = html_of(project, f"# Other\n\n{ASKED}\n{SHOWN}\n")
    (fold,) = (tree := LexborHTMLParser(html)).css("details")
    assert fold.attributes == {"class": "predict"}
    question, output, means = fold.iter()
    # No link, which would open its page in place of the fold: it stands at the next mention.
    assert question.inner_html == (
        "<strong>Predict, then open:</strong> How *much* are <code>2</code> &amp; two tokens?"
    )
    assert output.css_first("pre").text() == "sum: 4\n"
    assert means.html == "<p>Four.</p>"
    # The script stays in sight, above; another output stays as it was.
    assert 'class="language-python' in html[: html.index("<details")]
    assert len(tree.css(".output")) == 2
    assert "Predict:" not in html


@pytest.mark.parametrize(
    "below", ["## Heading", "- item", "| a |\n|---|\n| 1 |", SHOWN]
)
def test_nothing_but_a_paragraph_is_folded_with_an_output(project, below):
    text = f"# Other\n\n<!-- predict: How much? -->\n{SHOWN}\n\n{below}\n\nText.\n"
    (fold,) = render(project, text).css("details")
    assert [one.tag for one in fold.iter()] == ["summary", "div"]


def test_a_pair_has_one_fold_below_its_tabs(project):
    code = project.read(SCRIPT)
    (project.root / SCRIPT).unlink()
    for name in ("numpy", "torch"):
        project.write(SCRIPT.replace(".py", f"_{name}.py"), code)
    (fold,) = render(project, f"# Other\n\n{ASKED}").css(
        "article > details, body > details"
    )
    assert len(fold.css("pre")) == 1


def test_the_search_finds_the_question_and_not_the_output(project):
    text = searched(html_of(project, f"# Other\n\n{ASKED}"))
    assert "two tokens?" in text
    assert "Four." in text
    assert "sum: 4" not in text


def test_only_what_is_compared_is_marked_as_an_output(project):
    content = project.load()
    plain = '<div class="language-text highlight"><pre>4</pre></div>'
    assert "output" not in article(plain, "other.md", content)
    assert "output" in article(f"{COMPARED}\n{plain}", "other.md", content)


def test_code_and_pictures_stay_out_of_the_search(project):
    text = f'# Other\n\n{SHOWN}\n\n<figure class="diagram"><svg></svg></figure>\n'
    tree = render(project, text)
    assert len(tree.css("[data-search-exclude]")) == 4  # that of reach too
    assert all(
        "data-search-exclude" in one.attributes for one in tree.css(".highlight")
    )
    assert "data-search-exclude" in tree.css_first("figure.diagram").attributes


def test_tables_scroll_in_a_frame_of_their_own(project):
    tree = render(project, "# Other\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    frame = tree.css_first("table").parent
    assert frame.attributes == {
        "aria-label": "Table",
        "class": "table",
        "role": "group",
        "tabindex": "0",
    }


def test_diagrams_are_left_as_drawn(project):
    svg = '<svg viewBox="0 0 1 1">\n<title>A_b_c widget</title>\n</svg>\n'
    project.write("docs/assets/diagrams/drawn.svg", svg)
    tree = render(project, "# Other\n\n<!-- picture: drawn -->\n\nText.\n")
    assert tree.css_first("figure.diagram > svg > title").text() == "A_b_c widget"
    assert len(tree.css("svg")) == 1
    assert not tree.css("figure a")


def test_a_picture_of_one_line_is_shown_once(project):
    project.write("docs/assets/diagrams/drawn.svg", "<svg><title>One</title></svg>")
    tree = render(project, "# Other\n\n<!-- picture: drawn -->\n")
    assert len(tree.css("figure.diagram > svg > title")) == 1


# Formulas


def test_formulas_are_mathml(project):
    tree = render(project, "# Other\n\nInline $x^2$ and\n\n$$y = \\frac{1}{2}$$\n")
    inline, block = tree.css("math")
    assert inline.attributes["display"] == "inline"
    assert block.attributes["display"] == "block"
    assert block.attributes["alttext"] == "y = \\frac{1}{2}"
    assert block.parent.attributes == {
        "aria-label": "formula",
        "class": "arithmatex",
        "role": "group",
        "tabindex": "0",
    }
    assert inline.parent.attributes == {"class": "arithmatex"}


@pytest.mark.parametrize(
    "latex",
    [
        "a < b",
        "a > b",
        "\\begin{matrix} a & b \\\\ c & d \\end{matrix}",
        'x = "y"',
        "a_{i} \\& b",
        "\\{ a",
    ],
)
def test_formulas_with_signs_of_html(project, latex):
    (formula,) = render(project, f"# Other\n\n$${latex}$$\n").css("math")
    assert formula.attributes["alttext"] == latex
    assert "\\" not in formula.text()
    assert "amp;" not in formula.text()


def test_a_formula_of_many_lines(project):
    tree = render(project, "# Other\n\n$$\na =\nb\n$$\n")
    assert tree.css_first("math").attributes["alttext"] == "a = b"


def test_money_is_no_formula(project):
    assert not render(project, "# Other\n\nIt costs \\$5 or \\$6.\n").css("math")


@pytest.mark.parametrize("latex", ["x^", "\\frac{1", "}x", "\\nosuch x", "\\left( x"])
def test_formulas_that_cannot_be_read_are_refused_with_their_line(project, latex):
    text = f"# Other\n\nText.\n\nAnd ${latex}$ here.\n"
    with pytest.raises(Exception, match=r"docs/other\.md:5: formula cannot be read"):
        html_of(project, text)


@pytest.mark.slow
def test_a_formula_that_cannot_be_read_stops_the_build(project):
    at = project.add("docs/terms/widget.md", "\n$\\frac{1$\n")
    done = project.build()
    assert done.returncode != 0
    place = f"docs/terms/widget.md:{at + 1}: formula cannot be read"
    assert place in done.stdout + done.stderr


# Whole pages


def test_white_space_of_templates_goes_and_that_of_code_stays():
    page = "<body>\n\n   <p>a</p>\n   <pre>x\n\n    y</pre>\n\n</body>"
    assert whole_page(page) == "<body>\n<p>a</p>\n<pre>x\n\n    y</pre>\n</body>"


BUNDLE = '<script src="../assets/javascripts/bundle.123.min.js"></script>'
FEED = '<link rel="alternate" type="application/atom+xml" href="../feed.xml">'
EARLY = '<script src="../assets/javascripts/before-material.js"></script>'


def test_the_themes_script_is_named_only_and_ours_stands_in_its_place():
    page = f"<head><title>a</title>\n</head><body><pre></head>\n  x</pre>{BUNDLE}{BUNDLE}</body>"
    made = whole_page(page)
    assert made.startswith(
        f"<head><title>a</title>\n{FEED}\n{EARLY}\n</head><body><pre></head>\n  x<"
    )
    names = "../assets/javascripts/search.js ../assets/javascripts/bundle.123.min.js"
    late = f'<script id="late" type="text/plain">{names}</script>'
    until = '<script defer src="../assets/javascripts/until-material.js"></script>'
    assert made.partition("</pre>")[2] == f"{late}{until}{BUNDLE}</body>"


def test_a_page_without_the_themes_script_gets_none_of_ours():
    assert whole_page("<head></head><script src='x.js'></script>").count("<script") == 1


def test_the_head_loses_what_every_page_would_complain_of():
    kept = '<link rel="stylesheet" href="../assets/stylesheets/main.1.min.css">'
    gone = (
        '<link rel="stylesheet" href="../assets/stylesheets/palette.1.min.css">'
        '<link rel="prev" href="../a/"><link rel="next" href="../b/">'
        '<meta name="generator" content="mkdocs-1.6.1, mkdocs-material-9.8.1">'
    )
    assert whole_page(f"<head>{gone}{kept}</head>") == f"<head>{kept}</head>"


def test_the_search_dialog_has_a_name():
    page = '<div data-md-component="search" role="dialog"></div>'
    assert whole_page(page) == page.replace(
        ' role="dialog"', ' role="dialog" aria-label="Search"'
    )


def test_tokens_without_a_color_are_plain_text(project):
    content = project.load()
    html = '<span class="n">a</span><span class="o">=</span><span class="mi">1</span>'
    made = article(html, "other.md", content)
    assert made.endswith('</div>\na=<span class="mi">1</span>')


def test_a_formula_that_the_page_does_not_hold_is_told_at_its_first_line(project):
    """A lab's, or one that a list has made."""
    html = '<span class="arithmatex">\\(\\frac{1\\)</span>'
    with pytest.raises(
        ProblemsFound, match=r"docs/other\.md:1: formula cannot be read"
    ):
        article(html, "other.md", project.load())
    project.write("docs/other.md", "# Other\n\nText.\n")
    with pytest.raises(
        ProblemsFound, match=r"docs/other\.md:1: formula cannot be read"
    ):
        article(html, "other.md", project.load())


# Style sheets and scripts


def test_a_site_without_pyodide_has_its_own_files_small_its_policy_and_no_run(tmp_path):
    docs, site = tmp_path / "docs", tmp_path / "site"
    for folder in (docs, site):
        for name, text in {
            "javascripts/own.js": "const a = 1; // why\n",
            "javascripts/run/controls.js": "run(); // why\n",
            "stylesheets/own.css": "a { color: red; /* why */ }\n",
            "stylesheets/run.css": "b { color: red; }\n",
        }.items():
            path = folder / "assets" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    (docs / "assets/javascripts/not-published.js").touch()
    (site / "assets/javascripts/theirs.js").write_text("x(); // theirs\n", "utf-8")
    head = '<meta charset="utf-8">'
    (site / "index.html").write_text(
        f"<!doctype html><html><head>{head}</head>", "utf-8"
    )
    after(site, docs, None, False, lambda _: None)
    assert "why" not in (site / "assets/javascripts/own.js").read_text("utf-8")
    assert "why" not in (site / "assets/stylesheets/own.css").read_text("utf-8")
    assert "theirs" in (site / "assets/javascripts/theirs.js").read_text("utf-8")
    assert not (site / "assets/javascripts/run").exists()
    assert not (site / "assets/stylesheets/run.css").exists()
    policy = f'{head}<meta http-equiv="Content-Security-Policy" content="default-src \'none\''
    assert policy in (site / "index.html").read_text("utf-8")
    assert "unsafe-inline" not in (site / "index.html").read_text("utf-8")


def test_what_a_page_loads_is_there(tmp_path):
    """A browser passes over what is not: the page would only lack what it does."""
    names = ["a.js", "b.css", "c.svg", "d.js", "e.js"]
    page = (
        '<!doctype html><html><head><meta charset="utf-8"></head>'
        '<script defer src="../../{}a.js">'
        '</script><link rel="stylesheet" href="../../{}b.css?1"><img alt="" src="/name/{}c.svg">'
        '<script id="late" type="text/plain">../../{}d.js ../../{}e.js</script>'
        '<link rel="canonical" href="https://a.b/assets/x.js"><a href="x/assets/y.js">y</a>'
        "&lt;script src=&quot;assets/z.js&quot;>"
    )
    (tmp_path / "docs").mkdir()
    site = tmp_path / "site"
    (site / "assets").mkdir(parents=True)
    for name in names:
        (site / "assets" / name).write_text("x();", "utf-8")
    (site / "terms").mkdir()
    (site / "terms/index.html").write_text(page.format(*["assets/"] * 5), "utf-8")
    for name in names:
        (site / "assets" / name).unlink()
        said = (
            f"terms/index.html: names assets/{name}, which is not there: bring it back"
        )
        with pytest.raises(ValueError, match=said):
            after(site, tmp_path / "docs", None, False, lambda _: None)
        after(site, tmp_path / "docs", None, True, lambda _: None)  # an edit comes
        (site / "terms/index.html").write_text(page.format(*["assets/"] * 5), "utf-8")
        (site / "assets" / name).write_text("x();", "utf-8")
    after(site, tmp_path / "docs", None, False, lambda _: None)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('const a = "image/*"; /* b */ const c = 1; /* d */\n', ['"image/*"', "c=1"]),
        ("const a = '// no comment'; // one\n", ["'// no comment'"]),
        ("const a = `\n    two  lines\n`;\n", ["`\n    two  lines\n`"]),
        ("const a = /[/*]/; b(); /* c */\n", ["/[/*]/", "b()"]),
        ("const a = b\n/c/.exec(d)\n", ["/c/"]),
        ("return\n1\n", ["return\n1"]),
    ],
)
def test_scripts_are_minified_by_one_who_knows_the_language(tmp_path, text, kept):
    path = tmp_path / "a.js"
    path.write_text(text, "utf-8")
    minify(path)
    made = path.read_text("utf-8")
    assert all(one in made for one in kept), made
    assert "/* " not in made
    assert len(made) <= len(text)


def tokens_of(code: str) -> list[str]:
    """What a script says: its tokens without comments, and without the semicolons that may lack."""
    source, found = code.encode(), []
    language = tree_sitter.Language(tree_sitter_javascript.language())

    def read(node: tree_sitter.Node) -> None:
        if node.child_count and node.type != "regex":
            for child in node.children:
                read(child)
        elif node.type not in ("comment", ";"):
            found.append(source[node.start_byte : node.end_byte].decode())

    read(tree_sitter.Parser(language).parse(source).root_node)
    return found


SCRIPTS = sorted([*ROOT.glob("docs/**/*.js"), *ROOT.glob("glossary/**/*.js")])


def test_no_script_says_something_else_when_it_is_minified():
    """rjsmin takes a regular expression behind `=>`, and a template inside of another, for code."""
    for code in ("() => /[ -~]/", "`${a ? `${b} …` : c}`"):
        assert tokens_of(jsmin(code)) != tokens_of(code)
    assert len(SCRIPTS) > 25
    for path in SCRIPTS:
        code = path.read_text("utf-8")
        assert tokens_of(jsmin(code)) == tokens_of(code), path


def test_style_sheets_are_minified_by_one_who_knows_the_language(tmp_path):
    path = tmp_path / "a.css"
    path.write_text(
        'a::after { content: "/* a  b */"; /* c */ width: calc(1px + 2px); }\n', "utf-8"
    )
    minify(path)
    made = path.read_text("utf-8")
    assert '"/* a  b */"' in made
    assert "calc(1px + 2px)" in made
    assert "/* c" not in made


def test_no_style_sheet_of_ours_writes_text(site):
    """It would stand beside an output and be no part of it (B-11)."""
    written = [
        text
        for name in ("glossary", "run", "live")
        for text in re.findall(
            r"\bcontent:([^;}]*)",
            (site / f"assets/stylesheets/{name}.css").read_text("utf-8"),
        )
    ]
    assert written
    assert not [text for text in written if re.search(r"\w", text)]


@pytest.mark.slow
def test_the_sites_own_scripts_are_smaller_and_can_be_read(site, prepared):
    """By node, where it is installed; a browser runs them in tests/browser."""
    own = sorted((ROOT / "docs/assets/javascripts").rglob("*.js"))
    assert len(own) >= 5
    for source in own:
        built = site / source.relative_to(ROOT / "docs")
        if not built.exists():  # it stands in the frame of Run
            assert source.name in ("frame.js", "worker.js"), source
            continue
        # Those of the calculator get their arithmetic in the prepared tree.
        whole = prepared / source.relative_to(ROOT / "docs")
        assert built.stat().st_size < whole.stat().st_size, source
        if shutil.which("node"):
            done = subprocess.run(
                ["node", "--check", built], capture_output=True, text=True
            )
            module = "import" in done.stderr or "export" in done.stderr
            assert done.returncode == 0 or module, done.stderr


def test_the_themes_script_is_mended(tmp_path, project):
    """Another text in the theme's bundle is said, and stops nothing: the browser is the judge."""
    said: list[str] = []
    bundle = tmp_path / "site/assets/javascripts/bundle.1.min.js"
    bundle.parent.mkdir(parents=True)
    theirs = 'f("table:not([class])","link[rel=prev]","link[rel=next]")'
    bundle.write_text(theirs, "utf-8")
    after(tmp_path / "site", project.root / "docs", None, False, said.append)
    ours = 'f("table[data-unframed]",".md-footer__link--prev",".md-footer__link--next")'
    assert bundle.read_text("utf-8") == ours
    assert said == []
    bundle.write_text("another bundle", "utf-8")
    after(tmp_path / "site", project.root / "docs", None, False, said.append)
    assert [re.sub(" has .*", "", one) for one in said] == ["bundle.1.min.js"] * 3


def test_the_search_reads_less_and_finds_the_same(site):
    """The theme's parser of whole articles and of what is left of them makes the same sections."""
    read = 0
    for name in ("terms/lora", "terms/kv-cache", "models/gpt-oss-20b", "models", "a-z"):
        html = (site / name / "index.html").read_text("utf-8")
        whole = re.search(r"<article[^>]*>(.*)</article>", html, re.DOTALL)[1]
        less = searched(whole)
        assert [told(one) for one in sections_of(less)] == [
            told(one) for one in sections_of(whole)
        ]
        read += len(whole) - len(less)
    assert read > 50_000


def sections_of(html):
    """Sections of a page that go into the index."""
    parser = Parser()
    parser.feed(html)
    parser.close()
    return [section for section in parser.data if not section.is_excluded()]


def told(section):
    return section.id, "".join(section.title), "".join(section.text).strip()


def test_what_the_search_does_not_read_stays_in_the_page(site):
    html = (site / "models/gpt-oss-20b/index.html").read_text("utf-8")
    assert "<h2 data-search-exclude" in html
    assert "13.76 GB (12.82 GiB)" in html
    index = (site / "search/search_index.json").read_text("utf-8")
    assert "gpt-oss 20B" in index
    assert "13.76 GB (12.82 GiB)" not in index
