"""Finishing the HTML that a builder made of the prepared Markdown: the same for every builder."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

from glossary.content.claims import COMPARED
from glossary.content.content import Content
from glossary.content.problems import Problem, ProblemsFound
from glossary.site import policy, search, slim
from glossary.site.formulas import NoFormula, with_mathml
from glossary.site.mentions import link_mentions
from glossary.site.prepare import Prepared
from glossary.site.reach import files as reach
from glossary.site.reach import head
from glossary.site.run import pyodide
from glossary.site.tokens import gpt2

OUTPUT_CLASS = "output"
"""The class of a compared output, and of nothing else."""

LISTED = re.compile(r"<!-- glossary: [\w-]+ -->\s*")
SCRIPT = re.compile(
    r"<!-- snippets/[\w./-]*?(?P<name>[\w-]+\.py) -->\s*"
    r'(?P<box><div class="language-python highlight">)'
)
OUTPUT = re.compile(rf'{re.escape(COMPARED)}\s*<div class="language-text highlight">')
PREDICTED = re.compile(
    r'<p class="predict"><strong>Predict:</strong> (?P<question>.*?)</p>(?P<script>.*?)'
    rf'(?P<answer><div class="language-text {OUTPUT_CLASS} .*?</pre>\s*</div>(?:\s*<p>.*?</p>)?)',
    re.DOTALL,
)
"""A question, the scripts below it, the output that answers it, and what it means: a paragraph."""

FOLD = (
    r'\g<script><details class="predict"><summary><strong>Predict, then open:</strong> '
    r"\g<question></summary>\g<answer></details>"
)
KNOB = re.compile(r'<span class="c1">#[^<]*\bknob: ')
PALETTE = re.compile(r'<link rel="stylesheet" href="[^"]*/stylesheets/[\w/]*palette\.[^"]*">')
UNWANTED = re.compile(r'<(?:link rel="(?:prev|next)"|meta name="generator" content="mkdocs-)[^>]*>')
"""Of the head."""

BUNDLE = re.compile(
    r'<script src="(?P<up>[^"]*)(?P<name>assets/javascripts/bundle\.[^"]*)"></script>'
)
MADE = re.compile(r'(/edit/\w+/)docs/(models/[\w.-]+)\.md"')
"""Where a reader would edit the page of a model, which has no file in docs/."""

LINKED_DATA = re.compile(r'<script type="application/ld\+json">.*?</script>', re.DOTALL)
UNSEARCHED = re.compile(
    r'<div data-search-exclude class="language-[^>]*>.*?</pre>\s*</div>'
    rf"|{LINKED_DATA.pattern}"
    r'|<div class="page-tools" data-search-exclude .*?</div>'
    r'|<figure class="diagram" data-search-exclude[^>]*>.*?</figure>'
    r"|<h2 data-search-exclude .*?(?=<h2|\Z)",
    re.DOTALL,
)
"""Scripts, pictures, data, sections of a page, that the search is told to leave out."""

ASSETS = "assets/"
NAMED = re.compile(
    r'<(?:script|link|img)\b[^>]*?\s(?:src|href)="(?P<address>[^"]*)"'
    r'|<script id="late" type="text/plain">(?P<late>[^<]*)'
)
"""What a page loads, at once and late."""

MISSING = (
    "which is not there: bring it back into docs/ (git status names what is gone), or remove what "
    "names it"
)
EARLY = "assets/javascripts/before-material.js"
UNTIL = "assets/javascripts/until-material.js"
SEARCH = "assets/javascripts/search.js"
NOT_FOUND = "<h1>404 - Not found</h1>"
"""How both themes head the page for addresses that are not there."""

NEAREST = """\
<h1>No page is at this address</h1>
<nav id="nearest" aria-labelledby="nearest-heading" hidden>
<h2 id="nearest-heading">Nearest to it</h2>
<ul></ul>
</nav>
<p>All entries stand in the <a href="{up}a-z/">A–Z</a>, and the search above knows them by all of
their names.</p>
"""
SUGGESTING = ("assets/javascripts/search/engine.js", "assets/javascripts/search/not-found.js")
COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
TOKEN = re.compile(r'<span class="(?:n|o|p|w)">([^<]*)</span>')
BLOCK = re.compile(r'<div class="(language-\w+ (?:output )?(?:no-copy )?highlight)')
ALIGNED = re.compile(r'(<t[hd]) style="text-align: (\w+);"')
"""How Python-Markdown aligns the cells of a column, which the policy refuses."""

FRAME = '<div aria-label="Table" class="table" role="group" tabindex="0"><table>'


def article(html: str, uri: str, content: Content) -> str:
    """The text of a page, as the builder made it, finished.

    Scripts get the names of their files, outputs their class, formulas MathML, tables a frame that
    scrolls by keyboard too, and first mentions of terms a link. An output that a reader is asked to
    predict is folded under the question, with the paragraph below it. Code and pictures stay out of
    the search: it finds the headings and sentences around a script; its lines would only hide them.
    Above the heading stands what a reader can take along, at the end what is said in JSON-LD.

    Args:
        html: the article.
        uri: its source in docs/.
        content: the terms.

    Raises:
        ProblemsFound: for a formula that cannot be read, with its line.
    """
    lists_terms = bool(LISTED.search(html))
    html = SCRIPT.sub(with_name, html)
    shown = f'<div class="language-text {OUTPUT_CLASS} no-copy highlight">'
    html = OUTPUT.sub(f'{shown}<span class="filename">Output</span>', html)
    html = PREDICTED.sub(FOLD, html)
    html = COMMENT.sub("", html)
    # Names, operators, punctuation and spaces are most of a script's tokens and have no color of
    # their own; without a <span> for each, a page has half the elements.
    html = TOKEN.sub(r"\1", html)
    html = BLOCK.sub(r'<div data-search-exclude class="\1', html)
    html = html.replace('<figure class="diagram"', '<figure class="diagram" data-search-exclude')
    try:
        html = with_mathml(html)
    except NoFormula as error:
        raise ProblemsFound([place_of(error, uri, content)]) from None
    html = ALIGNED.sub(r'\1 class="\2"', html)
    html = html.replace("<table>", FRAME).replace("</table>", "</table></div>")
    html = html if lists_terms else link_mentions(html, uri, content)
    return head.tools(uri, content) + html + head.linked_data(uri, content)


def with_name(match: re.Match[str]) -> str:
    """The beginning of a script's block: the name of its file, and how many knobs it has.

    The style sheet keeps as many lines free under it, so that nothing moves when they come.
    """
    end = match.string.find("</pre>", match.end())
    knobs = len(KNOB.findall(match.string, match.end(), end))
    box = match["box"].replace("highlight", f"highlight knobs-{knobs}") if knobs else match["box"]
    return f'{box}<span class="filename">{match["name"]}</span>'


def searched(html: str) -> str:
    """What the search reads of an article: the theme's parser is slow, and most of a page is code
    that it would take apart only to leave it out."""
    return UNSEARCHED.sub("", html)


def place_of(error: NoFormula, uri: str, content: Content) -> Problem:
    """The line of a formula."""
    message, latex = error.args
    first = latex.split("\n")[0].strip()
    page = content.pages.get(uri)
    lines = enumerate(page.lines if page else (), start=1)
    line = next((number for number, text in lines if first in text), 1)
    return Problem(f"docs/{uri}", line, message)


def whole_page(html: str) -> str:
    """A page without the blank lines and indents of templates, and with late scripts.

    The white space is a twentieth of it. The theme's palettes are left out: this site's own style
    sheet names every color. The theme's script is only named, with the one that comes before it:
    two small ones of ours stand in its place, one of them in the head, and load it when it is
    needed. The head names the feed. The search dialog gets the accessible name that the theme has
    none for.
    Links in the head to the pages before and after go: Firefox fetches the next page as soon as it
    sees one, the policy refuses that, and every page would complain (a Theme's mends have their
    keys). So do the versions of the generator: 45 bytes of a page's 60,000 that no reader sees. The
    page of a model is edited in the model's file. The page for addresses that are not there offers
    what is near.
    """
    html = html.replace(
        'data-md-component="search" role="dialog">',
        'data-md-component="search" role="dialog" aria-label="Search">',
    )
    html = UNWANTED.sub("", PALETTE.sub("", html))
    html = MADE.sub(r'\1\2.json"', html)
    # In the article the theme would run it when a link is followed: it takes all scripts for code.
    if data := LINKED_DATA.search(html):
        html = html.replace(data[0], "", 1).replace("</head>", f"{data[0]}\n</head>", 1)
    if bundle := BUNDLE.search(html):
        first = f'<script src="{bundle["up"]}{EARLY}"></script>'
        changes = (
            f'<link rel="alternate" type="application/atom+xml" href="{bundle["up"]}feed.xml">'
        )
        html = html.replace("</head>", f"{changes}\n{first}\n</head>", 1)
        up = bundle["up"]
        late = f'<script id="late" type="text/plain">{up}{SEARCH} {up}{bundle["name"]}</script>'
        until = f'<script defer src="{up}{UNTIL}"></script>'
        if NOT_FOUND in html:
            html = html.replace(NOT_FOUND, NEAREST.format(up=up))
            until += "".join(f'<script defer src="{up}{own}"></script>' for own in SUGGESTING)
        html = html.replace(bundle[0], late + until, 1)
    parts = re.split(r"(<pre.*?</pre>)", html, flags=re.DOTALL)
    parts[::2] = [re.sub(r"\n\s+", "\n", part) for part in parts[::2]]
    return "".join(parts)


@dataclass(frozen=True)
class Theme:
    """What a builder's theme needs so that it suits this site."""

    mends: dict[str, str]
    """What is replaced in its script, and by what."""
    styles: Callable[[Path], list[str]] = lambda site: []
    """Style sheets that its script puts into a page: the policy lets them in by hash."""


MATERIAL = Theme(
    {
        # A table has its frame; put into another while it is read, it would lose the focus.
        '"table:not([class])"': '"table[data-unframed]"',
        # The keys for the page before and after take the links at the page's end.
        '"link[rel=prev]"': '".md-footer__link--prev"',
        '"link[rel=next]"': '".md-footer__link--next"',
    }
)


def after(
    site: Path,
    docs: Path,
    parts: Path | None,
    serving: bool,
    say: Callable[[str], None],
    theme: Theme = MATERIAL,
    made: Prepared | None = None,
) -> None:
    """Finish a built site: Run, its own scripts and styles, the policy in every page.

    Args:
        site: folder of the built site.
        docs: folder of the sources.
        parts: folder of Pyodide's files; without it the site has no Run.
        serving: whether a server puts a script of its own into each page.
        say: told what is worth a line.
        theme: what the builder's theme needs.
        made: the prepared tree, of which readers can take each page with them; without it there
            is nothing to take.

    Raises:
        ValueError: in one line, for a part that is not as it should be, or not there.
    """
    own = [*(docs / "assets/javascripts").rglob("*.js")]
    own += (docs / "assets/stylesheets").glob("*.css")
    own = [path for source in own if (path := site / source.relative_to(docs)).exists()]
    for path in own:
        minify(path)
    # Then, since it puts some of them into its frame.
    if parts:
        if why_not := pyodide.publish(parts, site):
            say(f"Run starts slower: Python is not compiled ({why_not})")
    else:
        pyodide.leave_out(site)
    if why_not := gpt2.publish(site):
        say(f"The reader's own text has no GPT-2: its merges are not to be had ({why_not})")
    mend_bundle(site, theme.mends, say)
    slim.write(site, filter(Path.exists, own), thin=not serving)
    if made:
        search.write(site, made)
        reach.write(site, made)
    if not serving:
        see_all_named(site)
    policy.write(site, serving, theme.styles(site))


def minify(path: Path) -> None:
    """Take comments and white space out of one of the site's own scripts or style sheets.

    Raises:
        ValueError: for one in which nothing stands.
    """
    text = path.read_text("utf-8")
    if not text.strip():
        raise ValueError(f"{path.name} is empty: write it again, or remove it and what names it")
    path.write_text(jsmin(text) if path.suffix == ".js" else cssmin(text), "utf-8")


def see_all_named(site: Path) -> None:
    """See that the scripts, style sheets and pictures are there that pages name.

    Raises:
        ValueError: naming one that is not.
    """
    known: set[str] = set()
    for page in policy.pages_of(site):
        for match in NAMED.finditer(page.read_text("utf-8")):
            for name in (match["address"] or match["late"]).split():
                _, assets, file = re.split(r"[?#]", name)[0].partition(ASSETS)
                if not assets or "//" in name or file in known:
                    continue
                known.add(file)
                if not (site / ASSETS / file).is_file():
                    where = page.relative_to(site).as_posix()
                    raise ValueError(f"{where}: names {ASSETS}{file}, {MISSING}")


def mend_bundle(site: Path, mends: dict[str, str], say: Callable[[str], None]) -> None:
    """Change what does not suit this site in the theme's script; tests judge what it says of it."""
    for bundle in site.glob("assets/javascripts/bundle.*.min.js"):
        text = bundle.read_text("utf-8")
        for before, made in mends.items():
            if before not in text:
                say(f"{bundle.name} has no {before}: see whether it still needs that mend")
            text = text.replace(before, made)
        bundle.write_text(text, "utf-8")
