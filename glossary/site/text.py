"""Text from heads as Markdown and HTML: the one place where it is escaped."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from glossary.content.pages import MANY


@lru_cache(16 * MANY)
def escape(text: str) -> str:
    """Text as Markdown that shows it as it is: no markup, no HTML, no list, no heading."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_$\[\]{}])", r"\\\1", text)
    # What would begin a heading, a list, a definition, a fence, a numbered list.
    text = re.sub(r"^[-+:=~#|]", lambda match: f"&#{ord(match[0])};", text)
    return re.sub(r"^(\d+)([.)])", lambda m: f"{m[1]}&#{ord(m[2])};", text)


def with_code(text: str) -> str:
    """Like `escape`, but what stands between two backticks is shown as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0 or not all(part.strip() for part in parts[1::2]):
        return escape(text)
    return "".join(f"`{part}`" if at % 2 else escape(part) for at, part in enumerate(parts))


def attribute(text: str) -> str:
    """Text as the value of an HTML attribute in double quotes."""
    return html.escape(text, quote=False).replace('"', "&quot;")
