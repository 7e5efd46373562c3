"""A page of the small project as the site shows it, without a build: for tests of single things."""

from __future__ import annotations

import functools
import posixpath
import re
from typing import Any

import markdown
from selectolax.lexbor import LexborHTMLParser

from glossary.content.pages import split_head
from glossary.site.finish import article
from glossary.site.page import prepared
from tests.support.pages import address_of
from tests.support.project import Project, our_settings

LINK = re.compile(r'(?<=href=")/(?P<uri>[^"#]+\.md)(?P<anchor>#[^"]*)?(?=")')


@functools.cache
def extensions() -> tuple[list[str], dict[str, Any]]:
    """The site's own, and their settings; Material's previews ask MkDocs for its pages."""
    names: list[str] = []
    configs: dict[str, Any] = {}
    for entry in our_settings()["markdown_extensions"]:
        for name, config in (
            entry.items() if isinstance(entry, dict) else [(entry, None)]
        ):
            if not name.startswith("material."):
                names.append(name)
                configs[name] = config or {}
    return names, configs


def prepare(project: Project, text: str, uri: str = "other.md") -> str:
    """A page as prepared Markdown, whatever is wrong with the project."""
    project.write(f"docs/{uri}", text)
    content = project.load()
    return prepared(content.pages[uri], content, "owner/name")


def html_of(project: Project, text: str, uri: str = "other.md") -> str:
    """A page as a builder makes it of the prepared Markdown, and as it is then finished."""
    _, body = split_head(prepare(project, text, uri))
    names, configs = extensions()
    html = markdown.Markdown(extensions=names, extension_configs=configs).convert(body)
    here = address_of(uri) or "."

    def relative(link: re.Match[str]) -> str:
        way = posixpath.relpath(address_of(link["uri"]) or ".", here)
        return f"{way}/{link['anchor'] or ''}"

    return article(LINK.sub(relative, html), uri, project.load())


def render(project: Project, text: str, uri: str = "other.md") -> LexborHTMLParser:
    """The same, to be asked for its elements."""
    return LexborHTMLParser(html_of(project, text, uri))
