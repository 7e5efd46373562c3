"""What stands at the head of a page for readers who take it with them."""

from __future__ import annotations

from glossary.site.reach.pieces import file_of, way_of


def tools(uri: str) -> str:
    """The row above a page's heading: a button that copies it, and links to it in other forms.

    Args:
        uri: its source in docs/.
    """
    up = "../" * way_of(uri).count("/")
    return (
        '<div class="page-tools" data-search-exclude role="group" '
        'aria-label="Take this page with you">'
        '<button type="button" class="copy-page">Copy page as Markdown</button> '
        f'<a href="{up}{file_of(uri, ".md")}" type="text/markdown">Markdown</a> '
        '<span class="copy-page-status" role="status"></span></div>\n'
    )
