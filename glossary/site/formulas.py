"""Formulas as MathML, made at build time: no script, no other host."""

from __future__ import annotations

import html
import re

from latex2mathml.converter import convert

MARKED = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\s*\\(?P<open>[(\[])(?P<latex>.*?)\\[)\]]\s*'
    r"</(?P=tag)>",
    re.DOTALL,
)
"""A formula as pymdownx.arithmatex marks it."""


class NoFormula(ValueError):
    """LaTeX that cannot be read; the second argument is the LaTeX."""


def with_mathml(page: str) -> str:
    """The HTML of a page with its formulas as MathML.

    Raises:
        NoFormula: for one that cannot be read.
    """

    def replace(match: re.Match[str]) -> str:
        block = match["open"] == "["
        mathml = to_mathml(html.unescape(match["latex"]).strip(), block)
        # A long formula scrolls by itself, and by keyboard.
        role = ' role="group" tabindex="0"' if block else ""
        label = 'aria-label="formula" ' if block else ""
        return f'<{match["tag"]} {label}class="arithmatex"{role}>{mathml}</{match["tag"]}>'

    return MARKED.sub(replace, page)


def to_mathml(latex: str, block: bool) -> str:
    """MathML of a formula, with its LaTeX as what copying or an old reader gives.

    Raises:
        NoFormula: if it cannot be read.
    """
    bare = re.sub(r"\\[{}]", "", latex)
    if bare.count("{") != bare.count("}"):
        raise NoFormula(f"formula cannot be read (braces do not match): {latex}", latex)
    try:
        mathml: str = convert(latex, display="block" if block else "inline")
    except Exception as error:
        kind = type(error).__name__
        raise NoFormula(f"formula cannot be read ({kind}): {latex}", latex) from error
    # The converter shows a command that it does not know as a word.
    if unknown := re.search(r">(\\[A-Za-z]+)<", mathml):
        message = f"formula cannot be read (unknown {unknown[1]}): {latex}"
        raise NoFormula(message, latex)
    alt = html.escape(" ".join(latex.split()))
    return mathml.replace("<math ", f'<math alttext="{alt}" ')
