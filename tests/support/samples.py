"""Which of many pages or scripts the tests take where all of them would take too long.

`make test` and CI take the fixed ones and a part that is another one each day; `make test-every`
(and the workflow on GitHub, at each change) takes all. The day is that of the whole run: the first
process that loads this file sets it for those that it starts, so that all have the same tests.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Sequence
from typing import TypeVar
from zlib import crc32

import pytest

One = TypeVar("One")
EVERY = bool(os.environ.get("GLOSSARY_TEST_EVERY"))
PARTS = "GLOSSARY_PARTS"
"""The variable by which CI takes a part of the slow tests a day."""

DAY = "GLOSSARY_DAY"
"""The variable that holds the number of the day; set by hand it repeats the run of that day."""

if not os.environ.get(DAY):
    os.environ[DAY] = str(datetime.date.today().toordinal())


def some_of(everything: Iterable[One], always: Iterable[One], days: int) -> list[One]:
    """The fixed ones and today's part, so that after `days` days each had its turn.

    Where a run takes a part of the slow tests, a turn lasts until each part has had its own: with
    another sample each day, that of even days would always be in the part of odd ones.
    """
    everything, always = list(everything), list(always)
    if EVERY:
        return everything
    return todays(everything, always, days, today() // parts())


def todays(
    everything: Sequence[One], always: Sequence[One], days: int, day: int
) -> list[One]:
    """The fixed ones, and of the others each that has its turn on this day."""
    others = [one for one in everything if one not in always]
    return [*always, *others[day % days :: days]]


def part_of_today(names: Iterable[str], day: int) -> list[str]:
    """One part of them, others tomorrow: of as many parts as GLOSSARY_PARTS says, else all.

    By name and not by place: what failed is in the same part when it runs once more alone.
    """
    return [name for name in names if (crc32(name.encode()) + day) % parts() == 0]


def parts() -> int:
    """Of how many parts a run takes one.

    Raises:
        UsageError: if GLOSSARY_PARTS is set to something else than a number above 0.
    """
    said = os.environ.get(PARTS) or "1"
    if not said.isdigit() or said == "0":
        raise pytest.UsageError(
            f"{PARTS}={said}: give a number of parts, 2 for half a day"
        )
    return int(said)


def today() -> int:
    """Number of the day on which this run began.

    Raises:
        UsageError: if GLOSSARY_DAY is set to something else than a number.
    """
    day = os.environ[DAY]
    if not day.isdigit():
        raise pytest.UsageError(
            f"{DAY}={day}: give the number that the head of a test run shows"
        )
    return int(day)


def in_turn(values: Iterable, a_day: int = 1) -> list:
    """All of them, for `parametrize`: those whose turn is today, and the others marked as slow."""
    sets = [value if isinstance(value, tuple) else (value,) for value in values]
    first = today() * a_day % len(sets)
    return [
        pytest.param(
            *one, marks=[] if (at - first) % len(sets) < a_day else pytest.mark.slow
        )
        for at, one in enumerate(sets)
    ]


def slow_but_every(values: Iterable[One], a_day: int) -> list:
    """For what takes long each: `make test-slow` has those whose turn is today, `make test-every`
    all of them."""
    values = list(values)
    marks = [] if EVERY else [pytest.mark.slow]
    taken = some_of(values, [], max(1, len(values) // a_day))
    return [pytest.param(one, marks=marks) for one in taken]
