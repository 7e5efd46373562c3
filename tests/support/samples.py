"""Which of many pages or scripts the tests take where all of them would take too long.

`make test` and CI take the fixed ones and a part that is another one each day; `make test-every`
(and the workflow on GitHub, at each change) takes all.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Sequence
from typing import TypeVar

One = TypeVar("One")
EVERY = bool(os.environ.get("GLOSSARY_TEST_EVERY"))


def some_of(everything: Iterable[One], always: Iterable[One], days: int) -> list[One]:
    """The fixed ones and today's part, so that after `days` days each had its turn."""
    everything, always = list(everything), list(always)
    return everything if EVERY else todays(everything, always, days, today())


def todays(
    everything: Sequence[One], always: Sequence[One], days: int, day: int
) -> list[One]:
    """The fixed ones, and of the others each that has its turn on this day."""
    others = [one for one in everything if one not in always]
    return [*always, *others[day % days :: days]]


def today() -> int:
    """Number of this day."""
    return datetime.date.today().toordinal()
