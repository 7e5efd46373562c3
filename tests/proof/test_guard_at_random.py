"""Pages at random, of Markdown in Markdown in raw HTML: what a browser would show as code that
nobody ran, the guard refuses; and a page on which all ran, however it is nested, it lets pass.

Each page has one true script with its output, and, somewhere, FALSE: two lines that nobody ran.
"""

import functools
import re
from pathlib import Path

import markdown
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from glossary.content.claims import COMPARED
from glossary.content.content import Content
from glossary.proof import guard
from glossary.proof.blocks import Ran
from glossary.site.finish import article
from tests.support.render import extensions
from tests.support.samples import EVERY

FALSE = "secret = 40 + 2\nprint(secret)"
TRUE = Ran("index.md", 'print("sum:", 2 + 2)', "sum: 4")
PAIR = f"```python\n{TRUE.code}\n```\n\n{COMPARED}\n\n```text\n{TRUE.output}\n```"


FEW = settings(max_examples=100, deadline=None, database=None, derandomize=True)
MANY = settings(max_examples=3000, deadline=None, database=None)
SOME = MANY if EVERY else FEW
"""The same few in each run; `make test-every` makes many others."""


# Pages


def words(*lines: str) -> list[str]:
    return " ".join(lines).split()


def indented(text: str, by: str) -> str:
    return "\n".join(
        f"{by}{line}" if line or by.strip() else line for line in text.split("\n")
    )


def within(container: str, text: str) -> str:
    """Markdown in a list, a quotation, a box, a tab, an element."""
    if container == "quotation":
        return indented(text, "> ")
    if container.startswith("<"):
        return f'<{container[1:-1]} markdown="1">\n\n{text}\n\n</{container[1:-1].split()[0]}>'
    begin = {"list": "- An item.", "numbers": "1. An item.", "box": '!!! note "A note"'}
    begin |= {
        "details": '??? note "More"',
        "tab": '=== "A tab"',
        "definition": "Word\n:   Text.",
    }
    return f"{begin[container]}\n\n{indented(text, '    ')}"


CONTAINERS = st.sampled_from(
    [
        "list",
        "numbers",
        "box",
        "details",
        "tab",
        "definition",
        "quotation",
        "<div>",
        "<aside>",
    ]
)
HARMLESS = st.sampled_from(
    [
        "Text with `a = 1` and **bold** and $x^2$.",
        "| a | b |\n|---|---|\n| `1` | 2 |",
        "```console\nmake test\n```",
        "Press <kbd>Ctrl</kbd> + <kbd>Enter</kbd>.",
        '<figure class="diagram"><svg role="img"><title>T</title><text>2 + 2</text></svg></figure>',
        "## A heading",
        "> A quotation.",
        "- an item\n- another",
    ]
)


def nested(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.recursive(
        inside, lambda one: st.builds(within, CONTAINERS, one), max_leaves=3
    )


def nested_right(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """As Markdown can have it: a definition is no part of another thing, and no fold holds code."""
    others = CONTAINERS.filter(lambda one: one not in ("definition", "details"))
    deep = st.recursive(
        inside, lambda one: st.builds(within, others, one), max_leaves=3
    )
    return deep | deep.map(lambda one: within("definition", one))


SOUND = st.lists(HARMLESS, max_size=3).flatmap(
    lambda around: nested_right(st.just(PAIR)).map(
        lambda pair: "\n\nText.\n\n".join([*around[:1], pair, *around[1:]])
    )
)

INFOS = st.sampled_from(
    [
        *words(
            "python py python3 pycon ipython numpy cython pytb text output json yaml toml xml",
            "html md diff julia console2 bash nosuch .python Python python\u200b",
        ),
        *("", "{ .python }", "{ .text .output }", 'json title="Output"'),
        *("python hl_lines=1", " python", "{.python #x}"),
    ]
)
NAMES = st.sampled_from(
    words(
        "a abbr address area article aside audio b base bdi bdo big blink blockquote body br",
        "button canvas caption center cite code col data datalist dd del details dfn dialog dir",
        "div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 head",
        "header hr html i iframe image img input ins kbd keygen label legend li link listing main",
        "map mark marquee menu meta meter nav nobr noembed noframes noscript object ol optgroup",
        "option output p param picture plaintext pre progress q rb rp rt ruby s samp script search",
        "section select slot small source span strike strong style sub summary sup svg table tbody",
        "td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp x-code",
        "math mtext foreignObject desc",
    )
)
CLASSES = words(
    "highlight output md-code__content term filename arithmatex language-text,highlight",
    "language-console,highlight language-python,highlight language-text,output,highlight",
)
ATTRIBUTES = st.lists(
    st.sampled_from(
        [f'class="{one.replace(",", " ")}"' for one in CLASSES]
        + [
            "hidden",
            'aria-hidden="true"',
            "open",
            'id="x"',
            'title="x"',
            'face="monospace"',
        ]
        + [
            'style="white-space: pre"',
            'style="font-family: monospace"',
            "contenteditable",
        ]
    ),
    max_size=2,
    unique=True,
).map(lambda found: "".join(f" {one}" for one in found))
WRITTEN = st.sampled_from(
    [
        FALSE,
        FALSE.replace("\n", "<br>"),
        FALSE.replace("\n", "<br>\n"),
        FALSE.replace("(", "&#40;"),
        "".join(f"<span>{line}</span>\n" for line in FALSE.split("\n")),
        "".join(f"<code>{line}</code>\n" for line in FALSE.split("\n")),
        "".join(f"<div>{line}</div>" for line in FALSE.split("\n")),
        FALSE * 5,
    ]
)


@st.composite
def raw(draw: st.DrawFn) -> str:
    """Code in elements in elements, some never closed."""
    text = draw(WRITTEN)
    for name in draw(st.lists(NAMES, min_size=1, max_size=3)):
        end = draw(st.sampled_from([f"</{name}>"] * 5 + ["", f"</{name.upper()} >"]))
        text = f"<{name}{draw(ATTRIBUTES)}>{text}{end}"
    return draw(st.sampled_from(["{}", "<div>\n{}\n</div>", "Text {} text."])).format(
        text
    )


@st.composite
def written(draw: st.DrawFn) -> str:
    """Code in a fence, in backticks, indented, or in raw HTML."""
    kind = draw(
        st.sampled_from(["fence", "fence", "indent", "backticks", "raw", "raw", "raw"])
    )
    if kind == "fence":
        mark = draw(st.sampled_from(["```", "~~~", "`````", "``"]))
        return f"{mark}{draw(INFOS)}\n{FALSE}\n{mark}"
    if kind == "indent":
        return indented(FALSE, draw(st.sampled_from(["    ", "\t", "   "])))
    if kind == "backticks":
        marks = draw(st.sampled_from(["`", "``"]))
        return f"Text {marks}{FALSE}{marks} text."
    return draw(raw())


@st.composite
def with_false(draw: st.DrawFn) -> str:
    """A page with a true script, and code that nobody ran before or behind it, or around."""
    false = draw(nested(written()))
    parts = [PAIR, false] if draw(st.booleans()) else [false, PAIR]
    between = draw(
        st.sampled_from(["\n\n", "\n\nText.\n\n", f"\n\n{COMPARED}\n\n", "\n"])
    )
    return between.join(parts)


@functools.cache
def site_markdown() -> markdown.Markdown:
    names, configs = extensions()
    return markdown.Markdown(extensions=names, extension_configs=configs)


def html_of(text: str) -> str:
    """The article of a page, as it is built and finished here, without the checks of its text."""
    return article(
        site_markdown().reset().convert(f"# Page\n\n{text}\n"), "index.md", EMPTY
    )


EMPTY = Content(Path())


def complaints(html: str, *ran: Ran) -> list[str]:
    page = f"<!doctype html><html><head></head><body><article>{html}</article></body></html>"
    verdict = guard.Verdict(1, 0, 0, list(guard.not_allowed("index.md", page)))
    guard.compare_page(guard.shown_blocks("index.md", page), list(ran), verdict)
    return verdict.complaints


# What is shown, by the tree that a browser makes


CODE = "pre, code, kbd, samp, tt, textarea, xmp, listing, plaintext"
"""Elements whose text looks like code."""


def shows_false_code(html: str) -> bool:
    """Whether FALSE stands there as a block of code, or as several lines of it."""
    tree = LexborHTMLParser(f"<article>{html}</article>")
    for node in tree.css(CODE):
        text = node.text()
        if "secret" in text and (
            "\n" in text.strip()
            or node.css("br, div")
            or node.tag in ("pre", "textarea", "xmp", "listing", "plaintext")
        ):
            return True
    return False


@SOME
@given(with_false())
def test_code_that_nobody_ran_is_refused(text):
    html = html_of(text)
    if shows_false_code(html):
        assert complaints(html, TRUE), html


@SOME
@given(SOUND)
def test_a_page_on_which_all_ran_passes_however_it_is_nested(text):
    html = html_of(text)
    assert complaints(html, TRUE) == [], html


# Scripts and outputs in any order


OTHER = Ran("index.md", 'print("sum:", 3 + 3)', "sum: 6")
BLOCKS = {"s": (TRUE.code, "python"), "S": (OTHER.code, "python")}
BLOCKS |= {"o": (TRUE.output, "text output"), "O": (OTHER.output, "text output")}


@SOME
@given(st.text("sSoO", min_size=1, max_size=8))
def test_outputs_stand_once_and_below_their_scripts(order):
    html = "".join(
        f'<div class="language-{kind} highlight"><pre><code>{text}</code></pre></div>'
        for text, kind in (BLOCKS[one] for one in order)
    )
    ran = [{"s": TRUE, "S": OTHER}[one] for one in order if one in "sS"]
    # Two scripts that print the same may be the tabs of one claim, with one output below.
    right = re.fullmatch(r"(?:s+o|S+O)*", order)
    assert (complaints(html, *ran) == []) == bool(right), order
    if ran:
        assert complaints(html, *ran[1:])
        assert complaints(html, *ran, ran[0])
