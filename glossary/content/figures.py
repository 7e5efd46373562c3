"""Figures in prose, compared as numbers with those that code printed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

NUMBER = re.compile(  # llama.cpp#15077 is a name
    r"(?<![^\W_])(?<!\.)(?<!\w#)(?P<sign>(?<![\w)\]%])[-−–‑+])?"
    r"(?P<digits>\d{1,3}(?:(?:,|[\u00a0\u2009\u202f](?!\d{3}\.))\d{3}(?!\d))+(?:\.\d+)?"
    r"|\d+(?:\.\d+)?|\.\d+)"
    r"(?P<power>[eE][-+−]?\d+|[\s\u2009\u202f]?[×x*·][\s\u2009\u202f]?10(?:\^\{?[-+−]?\d+\}?|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?"
    r"(?P<raised>\^\{?[-+−]?\d+\}?|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
    r"(?:(?P<percent>[\s\u2009\u202f]?(?:[%％]|per[ -]?cent(?:age points?)?\b|pct\b|pp\b))"
    r"|(?P<suffix>[\s\u2009\u202f]?(?:thousand|million|billion|trillion|bn|mio)\b"
    r"|[KkMBT](?![^\W_]))"
    r"|(?P<unit>[\s\u00a0\u2009\u202f]?(?:[kMGT]i?B|[mµn]s|x|×)(?![^\W_]))"
    r"|[A-Za-zµ]{1,3}(?![^\W_]))?"  # another unit, or what is counted: 12.5s, 2nd
    r"(?![^\W_])"
)
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-", "^{}")
TIMES = {"k": 3, "t": 12, "m": 6, "b": 9, "thousand": 3, "trillion": 12}
TIMES |= {"million": 6, "mio": 6, "billion": 9, "bn": 9}
TENS = ["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
IN_WORDS = re.compile(
    rf"\b(?P<tens>{'|'.join(TENS)})(?:[- ](?P<ones>{'|'.join(ONES)}))?(?=[\s-]per[ -]?cent)", re.I
)
"""A share in words: ninety-five percent."""

MOST = 60
"""Larger powers are no figures."""

SMALL = 100
"""Whole numbers below are ranks, seeds, counts of things in the text: no figures."""


@dataclass(frozen=True)
class Figure:
    """A number as written.

    Attributes:
        text: how.
        value: what it is, a percentage as its hundredth part.
        percent: whether it is written as one.
        step: the place of its last digit where it is given in thousands or more; else 0.
        unit: whether it is measured, as 24 GB and 98x are.
    """

    text: str
    value: Decimal
    percent: bool
    step: Decimal
    unit: bool = False

    def is_in(self, printed: Iterable[Figure]) -> bool:
        """Whether one of the printed numbers is this one."""
        if self.step:
            return any(abs(p.value - self.value) * 2 <= self.step for p in printed)
        # Who prints 81.2 under the heading % prints the same number.
        forms = {self.value, self.value * 100} if self.percent else {self.value}
        return any(p.value in forms for p in printed)


def figures(text: str) -> Iterator[Figure]:
    """Every number in a text."""
    for match in NUMBER.finditer(text):
        digits = re.sub(r"\D(?<!\.)", "", match["digits"])
        power = (match["power"] or "").translate(RAISED)
        power = re.sub(r"\s?[×x*·]\s?10", "e", power)
        value, step = Decimal(digits + power), Decimal(0)
        if match["raised"]:
            power = match["raised"].translate(RAISED)
            value = value ** int(power) if abs(int(power)) <= MOST and value else value
        if suffix := (match["suffix"] or "").strip().casefold():
            places = len(digits.partition(".")[2])
            value = value.scaleb(TIMES[suffix])
            step = Decimal(1).scaleb(TIMES[suffix] - places)
        if match["sign"] in ("-", "−", "–", "‑"):
            value = -value
        if match["percent"]:
            value /= 100
        yield Figure(match[0].strip(), value, bool(match["percent"]), step, bool(match["unit"]))


def quoted(markdown: str) -> list[Figure]:
    """The figures in Markdown that need support.

    What is in code and in formulas (unless it is nothing but a number) and in links does not count.
    """
    text = html.unescape(markdown)
    text = IN_WORDS.sub(in_digits, text)
    text = re.sub(
        r"```.*?```|\$\$.*?\$\$|(?<!\\)\$(?!\s)(?:\\.|[^\\$])+?(?<!\s)\$",
        number_in,
        text,
        flags=re.S,
    )
    text = re.sub(r"`([^`]*)`", lambda m: number_alone(m[1]), text)
    text = re.sub(r"\]\([^)]*\)|<[/!a-zA-Z][^>]*>|\bhttps?://\S+", " ", text)
    text = re.sub(r"\bminus (?=[\d.])", "-", re.sub(r"\*\*|__", "", text), flags=re.I)
    return [
        figure
        for figure in figures(text)
        if figure.percent
        or figure.step
        or figure.unit
        or figure.value != figure.value.to_integral_value()
        or abs(figure.value) >= SMALL
    ]


def number_in(formula: re.Match[str]) -> str:
    """A formula, if it is a number and no more; else nothing."""
    return number_alone(formula[0].strip("$")) if formula[0][0] == "$" else " "


def in_digits(words: re.Match[str]) -> str:
    """Ninety-five as 95."""
    ones = ONES.index(words["ones"].casefold()) + 1 if words["ones"] else 0
    return str(10 * (TENS.index(words["tens"].casefold()) + 1) + ones)


def number_alone(code: str) -> str:
    """The number of code that is one and no more, or a line as it was printed: `loss: 2.31`."""
    number = code.strip().rpartition(": ")[2].strip()
    return number if NUMBER.fullmatch(number) else " "


def paragraphs(lines: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Paragraphs, headings, lines of tables and items of lists, each with the number of its first
    line."""
    found: list[tuple[int, str]] = []
    before = -1
    for number, line in lines:
        if not line.strip():
            continue
        starts = number != before + 1 or line.lstrip().startswith(("|", "- ", "#"))
        if starts:
            found.append((number, line))
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{line}")
        before = -1 if line.startswith("#") else number
    return found


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph; what stands in the words of a link ends none."""
    return re.split(r"(?<=[.?!])\s+(?=[A-Z[*_(\"])(?![^][]*\]\()", paragraph)
