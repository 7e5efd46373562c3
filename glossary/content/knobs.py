"""Knobs: constants of a script that a reader can turn on its page, by a comment on their line.

    rank = 4  # knob: 1 to 16
    temperature = 0.7  # knob: 0.1 to 2.0 by 0.1
    bits = 4  # of a weight; knob: 2, 3, 4, 8

A range becomes a slider, a list a choice. docs/assets/javascripts/run/controls.js reads the same
comments from the page; a browser test holds the two against each other.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from glossary.content.pages import MANY
from glossary.content.problems import quote

LINE = re.compile(
    r'(?P<name>[A-Za-z_]\w*) = (?P<value>"[^"]*"|\S+) +#(?:.*;)? knob: (?P<values>.+)', re.ASCII
)
"""A line with a knob, whole; the page's script knows only such letters."""

RANGE = re.compile(
    r"(?P<first>-?\d+(?:\.\d+)?) to (?P<last>-?\d+(?:\.\d+)?)(?: by (?P<step>\d+(?:\.\d+)?))?"
)
CHOICE = re.compile(r'-?\d[\d_]*(?:\.\d+)?(?:e-?\d+)?|True|False|"[^"\\,;#]*"')
TORCH = re.compile(r"^\s*(?:import|from)\s+torch\b", re.MULTILINE)

MOST = 3
"""Knobs of one script: the page keeps room for them."""
MOST_VALUES = 101

FORM = (
    "a knob is a line `rank = 4  # knob: 1 to 16`, `lr = 0.1  # knob: 0.1 to 2.0 by 0.1` or "
    "`bits = 4  # knob: 2, 4, 8`: one name, one constant, outside of all blocks"
)


@dataclass(frozen=True)
class Knob:
    """A constant that a reader can turn.

    Attributes:
        line: its line in the script, from 1.
        name: the name that the script gives it.
        value: its value as the script spells it.
        values: all that it can have, as they are written into the script.
    """

    line: int
    name: str
    value: str
    values: tuple[str, ...]

    def some(self, count: int = 5) -> tuple[str, ...]:
        """Its two ends and values between, evenly; all where it has no more than `count`."""
        if len(self.values) <= count:
            return self.values
        last = len(self.values) - 1
        return tuple(self.values[round(at * last / (count - 1))] for at in range(count))


def turned(text: str, knob: Knob, value: str) -> str:
    """A script with another value of one knob."""
    lines = text.split("\n")
    start = f"{knob.name} = "
    rest = lines[knob.line - 1].removeprefix(start + knob.value)
    lines[knob.line - 1] = start + value + rest
    return "\n".join(lines)


def knobs_of(text: str) -> list[Knob]:
    """The knobs of a script without problems."""
    return [found for _, found in read(text) if isinstance(found, Knob)]


def knob_problems(text: str) -> Iterator[tuple[int, str]]:
    """Line and message of each knob that a page could not show."""
    for line, found in read(text):
        if isinstance(found, str):
            yield line, found


@lru_cache(MANY)
def read(text: str) -> tuple[tuple[int, Knob | str], ...]:
    """The line of each comment that speaks of a knob, and the knob or what is wrong with it."""
    if "knob" not in text.lower():
        return ()
    found: list[tuple[int, Knob | str]] = []
    names: set[str] = set()
    lines = text.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type != tokenize.COMMENT or "knob" not in token.string.lower():
            continue
        number = token.start[0]
        one = knob_on(number, lines[number - 1])
        if isinstance(one, Knob):
            if TORCH.search(text):
                one = "a script with torch does not run in a page, so nobody can turn it: no knob"
            elif one.name in names:
                one = f"{one.name} has a knob already: give each name one"
            elif len(names) == MOST:
                one = f"a script has at most {MOST} knobs: keep those that teach"
            else:
                names.add(one.name)
        found.append((number, one))
    for number, line in enumerate(lines, start=1):
        if LINE.fullmatch(line) and number not in dict(found):
            found.append((number, "a page would take this line of a text for a knob: reword it"))
    return tuple(sorted(found, key=lambda one: one[0]))


def knob_on(number: int, line: str) -> Knob | str:
    """The knob on a line, or what is wrong with it."""
    match = LINE.fullmatch(line)
    if not match:
        return FORM
    values = values_of(match["values"])
    if isinstance(values, str):
        return values
    value = match["value"]
    if value not in values:
        shown = ", ".join(values[:3]) + (", …" if len(values) > 3 else "")
        return f"{match['name']} = {quote(value)[1:-1]} is none of its knob's values: {shown}"
    return Knob(number, match["name"], value, values)


def values_of(said: str) -> tuple[str, ...] | str:
    """All values of a knob as a script spells them, or what is wrong with what its comment says."""
    if match := RANGE.fullmatch(said):
        return values_between(match["first"], match["last"], match["step"] or "1")
    values = tuple(said.split(", "))
    if not all(CHOICE.fullmatch(one) for one in values):
        return FORM
    held = [ast.literal_eval(one) for one in values]
    if len({*held}) < len(held) or len(held) < 2:
        return "a knob has two values or more, each once"
    if len({str if isinstance(one, str) else float for one in held}) > 1:
        return "a knob's values are all numbers or all texts"
    return values


def values_between(first: str, last: str, step: str) -> tuple[str, ...] | str:
    """The values of a range, with as many decimals as its ends and its step have at most."""
    low, high, by = Decimal(first), Decimal(last), Decimal(step)
    if high <= low or not by or (high - low) % by:
        return f"from {first} no steps of {step} lead to {last}: smaller end first, then the larger"
    count = int((high - low) / by) + 1
    if count > MOST_VALUES:
        return f"{count} values are too many for a slider: take larger steps, or a list"
    digits = max(len(text.partition(".")[2]) for text in (first, last, step))
    return tuple(f"{low + at * by:.{digits}f}" for at in range(count))
