"""All that is written beside the pages of a built site."""

from __future__ import annotations

from pathlib import Path

from glossary.site.prepare import Prepared, put
from glossary.site.reach import data, feed, markdown, notebook
from glossary.site.reach.pieces import file_of
from glossary.site.settings import address_of, settings_of


def files_of(made: Prepared) -> dict[str, bytes]:
    """Path in the site and content of each file: the same bytes for the same tree."""
    root, content = made.content.root, made.content
    settings, address = settings_of(root), address_of(root)
    name, about = settings.get("site_name", "Glossary"), settings.get("site_description", "")
    pages = {
        uri: markdown.page(text, uri, address, name) for uri, text in sorted(made.texts.items())
    }
    texts = {file_of(uri, ".md"): text for uri, text in pages.items()}
    texts["llms.txt"] = markdown.llms_txt(content, made.texts, address, name, about)
    texts["llms-full.txt"] = markdown.llms_full(pages, content)
    texts[feed.FILE] = feed.atom(content, address, name)
    texts |= data.files(content, address, name)
    files = {path: text.encode() for path, text in texts.items()}
    for term in content.terms:
        page = made.texts[term.uri], term.uri, address, name
        files[file_of(term.uri, ".ipynb")] = notebook.notebook(*page).encode()
        files[file_of(term.uri, ".zip")] = notebook.scripts(*page)
    return files


def write(site: Path, made: Prepared) -> None:
    """Write what differs into a built site."""
    for path, text in files_of(made).items():
        file = site / path
        if not file.is_file() or file.read_bytes() != text:
            put(file, text)
