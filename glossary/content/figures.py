"""Figures in prose, compared as numbers with those that code printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

NUMBER = re.compile(  # llama.cpp#15077 is a name
    r"(?<![^\W_])(?<!\.)(?<!\w#)(?P<sign>(?<![^\s(|*])[-−–‑+])?"
    r"(?P<digits>\d(?:[\d,]|[\u2009\u202f](?=\d{3}(?!\d)))*(?:\.\d+)?|\.\d+)"
    r"(?P<power>[eE][-+−]?\d+)?"
    r"(?:(?P<percent>[\s\u2009\u202f]?(?:%|per[ -]?cent(?:age points?)?\b|pp\b))"
    r"|(?P<suffix>[\s\u2009\u202f]?(?:thousand|million|billion|trillion)\b|[KkMBT](?![^\W_]))"
    r"|[A-Za-zµ]{1,3}(?![^\W_]))?"  # a unit: 12.5x, 350MB
    r"(?![^\W_])"
)
TIMES = {"k": 3, "t": 12, "m": 6, "b": 9, "thousand": 3, "trillion": 12}
TIMES |= {"million": 6, "billion": 9}
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
    """

    text: str
    value: Decimal
    percent: bool
    step: Decimal

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
        power = (match["power"] or "").replace("−", "-")
        value, step = Decimal(digits + power), Decimal(0)
        if suffix := (match["suffix"] or "").strip().casefold():
            places = len(digits.partition(".")[2])
            value = value.scaleb(TIMES[suffix])
            step = Decimal(1).scaleb(TIMES[suffix] - places)
        if match["sign"] in ("-", "−", "–", "‑"):
            value = -value
        if match["percent"]:
            value /= 100
        yield Figure(match[0].strip(), value, bool(match["percent"]), step)


def quoted(markdown: str) -> list[Figure]:
    """The figures in Markdown that need support.

    What is in code (unless it is nothing but a number), in formulas and in links does not count.
    """
    text = re.sub(
        r"```.*?```|\$\$.*?\$\$|(?<!\\)\$(?!\s)(?:\\.|[^\\$])+?(?<!\s)\$", " ", markdown, flags=re.S
    )
    text = re.sub(r"`([^`]*)`", lambda m: number_alone(m[1]), text)
    text = re.sub(r"\]\([^)]*\)|<[/!a-zA-Z][^>]*>|\bhttps?://\S+", " ", text)
    text = re.sub(r"\bminus (?=[\d.])", "-", re.sub(r"\*\*|__", "", text), flags=re.I)
    return [
        figure
        for figure in figures(text)
        if figure.percent
        or figure.step
        or figure.value != figure.value.to_integral_value()
        or abs(figure.value) >= SMALL
    ]


def number_alone(code: str) -> str:
    """The code, if it is a number and no more; else nothing."""
    return code if NUMBER.fullmatch(code.strip()) else " "


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
