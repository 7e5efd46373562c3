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

NAMED = re.compile(r":\s|(?<=[\w\s)}\]])=|\s{2,}")
"""Between the name of a number and the number."""

IN_TEX = (
    (r".*\d[a-zA-Z]+\s*$", ""),  # 0.5x is a product, not a unit
    (r"\\[,;:! ]|\\q?quad\b|~", "\u2009"),
    (r"\s*\\(?:text|math|bold)\w*\s*\{\s*([^{}]*)\}", r" \1"),
    (r"\{([,.])\}", r"\1"),
    (r"\s*\\%", "%"),
    (r"\s*\\(?:times|cdot)(?![a-zA-Z])\s*", "×"),
    (r"\\pm(?![a-zA-Z])", "±"),
    (r".*(?:\\(?:approx|sim(?:eq)?)(?![a-zA-Z])|≈)", ""),
)
"""How a formula sets a number, and the same in plain text."""

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

STARTS = re.compile(r"\s*(?:[|#]|(?:[-*+]|\d+[.)])\s)")
"""A line of a table, a heading, an item of a list."""

CLOSING = r"(?:[)\]*_”\"’'»]|</?[a-zA-Z][^>]*>|(?<=\.)\]\([^)\s]*\))*"
ENDS = re.compile(
    r"(?:(?<!\bp)(?<!\b(?:al|ca|cf|eq|pp|vs))(?<!\b(?:e\.g|fig|i\.e|sec))(?<!\bapprox)(?<!\.\.)"
    rf"|(?=\.{CLOSING}\s+[^a-z\d]))"
    rf"(?P<end>[.?!]{CLOSING})\s+(?![^][]*\]\()"
)
"""Where a sentence ends, whatever the next one begins with. After what is shortened (e.g. this) one
goes on, unless a capital or a mark follows; so it does in the words of a link."""


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

    What is in links does not count, nor what is in code and in formulas, unless it is nothing but
    a number, or a line that gives one.
    """
    text = html.unescape(markdown)
    text = IN_WORDS.sub(in_digits, text)
    text = re.sub(r"<sup>\s*([-+−]?\d+)\s*</sup>", r"^\1", text, flags=re.I)
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
    """The number of a formula that gives one and no more, however it is set; else nothing."""
    text = formula[0].strip("$") if formula[0][0] == "$" else ""
    for pattern, plain in IN_TEX:
        text = re.sub(pattern, plain, text, flags=re.S)
    return number_alone(text)


def in_digits(words: re.Match[str]) -> str:
    """Ninety-five as 95."""
    ones = ONES.index(words["ones"].casefold()) + 1 if words["ones"] else 0
    return str(10 * (TENS.index(words["tens"].casefold()) + 1) + ones)


def number_alone(code: str) -> str:
    """The number of code that is one and no more, or a line as it was printed: `loss: 2.31`,
    `loss = 2.31`, `loss  2.31 ± 0.02`."""
    number = NAMED.split(code.strip())[-1].lstrip("±<>~ ")
    parts = number.split("±")
    return number if all(NUMBER.fullmatch(part.strip()) for part in parts) else " "


def paragraphs(lines: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Paragraphs, headings, lines of tables and items of lists, each with the number of its first
    line."""
    found: list[tuple[int, str]] = []
    before = -1
    for number, line in lines:
        if not line.strip():
            continue
        if number != before + 1 or STARTS.match(line):
            found.append((number, line))
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{line}")
        before = -1 if line.startswith("#") else number
    return found


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph; what stands in the words of a link ends none."""
    return ENDS.sub(lambda match: match["end"] + "\n\n", paragraph).split("\n\n")
