"""A page as Markdown that can be pasted anywhere: for readers, and for what reads for them.

The form of llms.txt is that of https://llmstxt.org.
"""

from __future__ import annotations

from functools import lru_cache

from glossary.content.content import Content
from glossary.content.models import by_name
from glossary.content.order import in_group
from glossary.content.pages import MANY, way_of
from glossary.content.terms import GROUPS
from glossary.site.reach.pieces import Piece, fenced, file_of, pieces_of

LICENSE = (
    "Text: [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). "
    "Code: [MIT](https://opensource.org/license/mit)."
)


def written(piece: Piece) -> str:
    """A piece as Markdown."""
    if piece.kind == "prose":
        return piece.text
    if piece.kind == "commands":
        return fenced(piece.text, piece.name)
    if piece.kind == "output":
        return f"Output:\n\n{fenced(piece.text, 'text')}"
    return "\n\n".join([*name_of(piece), fenced(piece.text, "python")])


def name_of(script: Piece) -> list[str]:
    """A line that says which script follows; none for a cell of a lab."""
    if not script.name:
        return []
    file = f"`{script.name.rpartition('/')[2]}`"
    return [f"{script.label}, {file}:" if script.label else f"{file}:"]


@lru_cache(MANY)
def page(text: str, uri: str, address: str, site_name: str) -> str:
    """A prepared page as plain Markdown, with where it is from at its end.

    Args:
        text: the page.
        uri: its path in docs/.
        address: of the published site.
        site_name: what the site is called.
    """
    parts = [written(piece) for piece in pieces_of(text, uri, address)]
    here = address + way_of(uri)
    return "\n\n".join([*parts, "---", f"From [{site_name}]({here}). {LICENSE}"]) + "\n"


def llms_txt(
    content: Content, texts: dict[str, str], address: str, name: str, description: str
) -> str:
    """llms.txt: what there is, each with a link to its Markdown and a sentence."""

    def entry(uri: str, title: str, about: str = "") -> str:
        said = f": {about}" if about else ""
        return f"- [{title}]({address}{file_of(uri, '.md')}){said}"

    lines = [
        f"# {name}",
        "",
        f"> {' '.join(description.split())}",
        "",
        "Each page below is Markdown with its scripts, what they print, and its sources. All of "
        f"them in one file: {address}llms-full.txt. As data: {address}glossary.json. "
        f"One term as JSON: {address}define/<slug>.json.",
    ]
    for group, about in GROUPS.items():
        if members := in_group(content.terms, group, content.pages):
            lines += ["", f"## {group}", "", about, ""]
            lines += [entry(term.uri, term.term, term.summary) for term in members]
    if labs := sorted(uri for uri in texts if uri.startswith("labs/") and uri != "labs/index.md"):
        lines += ["", "## Labs", ""]
        lines += [entry(uri, title_of(texts[uri])) for uri in labs]
    lines += ["", "## Optional", ""]
    listed = {term.uri for term in content.terms} | set(labs)
    made = [model.uri for model in by_name(content.models)]
    others = sorted(set(texts) - listed - set(made))
    lines += [entry(uri, title_of(texts[uri])) for uri in [*others, *made]]
    return "\n".join(lines) + "\n"


def title_of(text: str) -> str:
    """The first heading of a page."""
    found = (line[2:].strip() for line in text.split("\n") if line.startswith("# "))
    return next(found, "Untitled")


def llms_full(pages: dict[str, str], content: Content) -> str:
    """llms-full.txt: the Markdown of all pages, the terms first and in the order to read them."""
    order = [term.uri for group in GROUPS for term in in_group(content.terms, group, content.pages)]
    first = [uri for uri in order if uri in pages]
    return "\n\n".join(pages[uri] for uri in [*first, *sorted(set(pages) - set(first))])
