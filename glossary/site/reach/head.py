"""What stands at the head of a page for readers who take it with them."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from glossary.content.content import Content
from glossary.content.pages import way_of
from glossary.content.terms import Term
from glossary.site.reach import data
from glossary.site.reach.pieces import file_of
from glossary.site.settings import address_of, settings_of

GITHUB = re.compile(r"https://github\.com/([\w-]+/[\w.-]+?)(?:\.git)?/?$")


def tools(uri: str, content: Content) -> str:
    """The row above a page's heading: a button that copies it, and links to it in other forms.

    Args:
        uri: its source in docs/.
        content: the terms: they have a notebook and a zip of scripts besides.
    """
    up = "../" * way_of(uri).count("/")
    return (
        '<div class="page-tools" data-search-exclude role="group" '
        'aria-label="Take this page with you">'
        '<button type="button" class="copy-page">Copy page as Markdown</button> '
        f'<a href="{up}{file_of(uri, ".md")}" type="text/markdown">Markdown</a> '
        f"{notebook_links(uri, up, content)}"
        '<span class="copy-page-status" role="status"></span></div>\n'
    )


def notebook_links(uri: str, up: str, content: Content) -> str:
    """Links to what a term's page has besides; to Colab where it can find the notebook."""
    if not term_on(uri, content):
        return ""
    links = [
        f'<a href="{up}{file_of(uri, ".ipynb")}" download>Notebook</a> ',
        f'<a href="{up}{file_of(uri, ".zip")}" download>Scripts</a> ',
    ]
    if colab := colab_of(content.root):
        links.append(f'<a href="{colab}{file_of(uri, ".ipynb")}">Open in Colab</a> ')
    return "".join(links)


def colab_of(root: Path) -> str:
    """The address below which Colab opens the site's notebooks; empty where it cannot.

    Colab opens what stands in a branch on GitHub: the one to which `mkdocs gh-deploy` writes the
    site. So mkdocs.yml sets `repo_url` where the site is published in that way. The form is told in
    https://github.com/googlecolab/colabtools/blob/main/notebooks/colab-github-demo.ipynb.
    """
    settings = settings_of(root)
    repository = GITHUB.match(settings.get("repo_url", ""))
    if not repository:
        return ""
    branch = settings.get("remote_branch", "gh-pages")
    return f"https://colab.research.google.com/github/{repository[1]}/blob/{branch}/"


def term_on(uri: str, content: Content) -> Term | None:
    """The term whose page this is."""
    term = content.by_slug.get(PurePosixPath(uri).stem)
    return term if term and term.uri == uri else None


def linked_data(uri: str, content: Content) -> str:
    """What a page says in JSON-LD: a term's, its meaning; the list of all terms, the set."""
    address = address_of(content.root)
    if term := term_on(uri, content):
        return data.script(data.term_ld(term, address))
    page = content.pages.get(uri)
    if page and "a-z" in [name for _, name in page.named("glossary")]:
        name = settings_of(content.root).get("site_name", "Glossary")
        return data.script(data.set_ld(content, address, name))
    return ""
