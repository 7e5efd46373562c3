"""Formulas as MathML, made at build time: no script, no other host."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET

from latex2mathml.converter import convert

MARKED = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\s*\\(?P<open>[(\[])(?P<latex>.*?)\\[)\]]\s*'
    r"</(?P=tag)>",
    re.DOTALL,
)
"""A formula as pymdownx.arithmatex marks it."""


NAMESPACE = "http://www.w3.org/1998/Math/MathML"
ET.register_namespace("", NAMESPACE)
PRIMES = {"\u2032", "\u2033", "\u2034"}
RELATIONS = {"~": "\u223c", "\u27fa": "\u27fa", ":": ":"}
FUNCTIONS = {"log", "ln", "exp", "sin", "cos", "tanh"}
LIMITS = {"min", "max", "lim", "argmin", "argmax"}
CLOSED_BY = {")": "(", "]": "[", "}": "{", "\u2016": "\u2016"}


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
    math = ET.fromstring(mathml)
    mend(math, block)
    # The converter shows a command that it does not know as a word.
    if unknown := re.search(r"\\\S*", "".join(math.itertext())):
        message = f"formula cannot be read (unknown {unknown[0]}): {latex}"
        raise NoFormula(message, latex)
    math.set("alttext", " ".join(latex.split()))
    return ET.tostring(math, "unicode")


def made(name: str, *children: ET.Element, text: str = "", **attributes: str) -> ET.Element:
    """An element of MathML."""
    element = ET.Element(f"{{{NAMESPACE}}}{name}", attributes)
    element.text = text
    element.extend(children)
    return element


def kind(element: ET.Element) -> str:
    """The name of an element, without its namespace."""
    return element.tag.partition("}")[2]


def mend(element: ET.Element, block: bool) -> None:
    """What the converter writes otherwise than MathML Core means it, in place.

    In a block limits stand below their operator, as TeX has them.
    """
    for child in element:
        mend(child, block)
    if element.text:
        element.text = re.sub(r"\\([{}_])", r"\1", element.text)
    text = element.text or ""
    if kind(element) == "mi" and text in RELATIONS:
        element.tag, element.text = f"{{{NAMESPACE}}}mo", RELATIONS[text]
    if kind(element) == "mo" and text == "\u2015":  # a dash, which does not stretch
        element.text = "\u00af"
        element.set("stretchy", "true")
    if kind(element) in ("msup", "msubsup") and element[-1].text in PRIMES:
        # A prime stands high already: raised once more it floats.
        base = made("mrow", element[0], made("mo", text=element[-1].text, lspace="0", rspace="0"))
        if kind(element) == "msup":
            element.tag, element[:] = base.tag, list(base)
        else:
            element.tag, element[:] = f"{{{NAMESPACE}}}msub", [base, element[1]]
    if block and kind(element) == "msub" and element[0].text in LIMITS:
        element.tag = f"{{{NAMESPACE}}}munder"
    bracketed(element)
    spaced(element)


def bracketed(row: ET.Element) -> None:
    """Give what stands at a closing bracket to all that the pair holds: it is as high."""
    for child in list(row):
        if kind(child) not in ("msup", "msub", "msubsup") or kind(child[0]) != "mo":
            continue
        closes = child[0].text or ""
        opens, at, deep = CLOSED_BY.get(closes), list(row).index(child), 1
        for first in reversed(range(at)):
            text = row[first].text
            deep += (text == closes and opens != closes) - (text == opens)
            if not deep:
                child[0] = made("mrow", *row[first:at], child[0])
                row[first:at] = []
                break


def spaced(row: ET.Element) -> None:
    """Set functions apart from what stands beside them, as TeX does."""
    for child in list(row):
        first = child if len(child) == 0 else child[0]
        if kind(row) != "mrow" or first.text not in FUNCTIONS:
            continue
        at = list(row).index(child)
        after = row[at + 1] if at + 1 < len(row) else None
        if after is not None and kind(after) != "mo":
            row.insert(at + 1, made("mspace", width="0.17em"))
        if at and kind(row[at - 1]) != "mo":
            row.insert(at, made("mspace", width="0.17em"))
