"""Samples of pages and scripts: each has its turn, and the fixed ones always."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from glossary import ROOT
from tests.support import samples
from tests.support.samples import todays

MIDNIGHT = """\
import datetime, os

class Date(datetime.date):
    @classmethod
    def today(cls):  # another day in each process
        return cls.fromordinal(700_000 + os.getpid() % 1000)

datetime.date = Date
from tests.support import samples

def pytest_report_header():
    return f"day {samples.today()}"
"""
MANY = """\
import pytest
from tests.support import samples

@pytest.mark.parametrize("one", samples.some_of(range(1000), [], days=1000))
def test_one(one):
    print("took", one)
"""


def run_over_midnight(folder: Path, **environment: str) -> str:
    """What pytest says on two workers, in each of which it is another day."""
    (folder / "conftest.py").write_text(MIDNIGHT)
    (folder / "test_many.py").write_text(MANY)
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    for name in (samples.DAY, samples.PARTS, "GLOSSARY_TEST_EVERY"):
        kept.pop(name, None)
    paths = {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "2", "-rP", "-p", "no:codeblocks"],
        cwd=folder,
        env=kept | paths | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ).stdout


@pytest.mark.slow
def test_midnight_between_workers_changes_no_sample(tmp_path):
    said = run_over_midnight(tmp_path)
    assert "1 passed" in said, said
    day = int(said.partition("day ")[2].split()[0])
    assert f"took {day % 1000}\n" in said


@pytest.mark.slow
def test_a_run_can_be_repeated_with_its_day(tmp_path):
    said = run_over_midnight(tmp_path, GLOSSARY_DAY="700345")
    assert "day 700345" in said
    assert "took 345\n" in said


def test_a_day_that_is_no_number_is_refused_in_a_line(tmp_path):
    said = run_over_midnight(tmp_path, GLOSSARY_DAY="tomorrow")
    assert "GLOSSARY_DAY=tomorrow: give the number" in said
    assert "passed" not in said


def test_after_some_days_each_had_its_turn():
    everything = [f"page {number}" for number in range(23)]
    always = ["page 3", "page 9"]
    seen = set()
    for day in range(700_000, 700_010):
        some = todays(everything, always, 10, day)
        assert some[:2] == always
        assert len(some) <= 2 + 3
        seen |= set(some)
    assert seen == set(everything)


def test_a_small_list_is_never_empty_without_reason():
    assert todays(["a", "b"], [], 10, 4) == []
    assert todays(["a", "b"], ["a"], 10, 4) == ["a"]


@pytest.mark.parametrize("parts", ["2", "3", "4"])
def test_no_sample_is_missed_for_ever_where_a_run_takes_a_part(monkeypatch, parts):
    """A quarter of these was: the days of a sample and those of its part kept the same step."""
    monkeypatch.setenv(samples.PARTS, parts)
    monkeypatch.setattr(samples, "EVERY", False)
    lists = {"of four": (4, 1), "of all": (24, 3), "of entries": (70, 2)}
    seen = set()
    for day in range(700_000, 700_000 + int(parts) * 70):
        monkeypatch.setenv(samples.DAY, str(day))
        slow = ["one", "other", "third"]
        for name, (count, a_day) in lists.items():
            values = [f"{name}: {number}" for number in range(count)]
            slow += [one.values[0] for one in samples.slow_but_every(values, a_day)]
        seen |= set(samples.part_of_today(slow, day))
    assert len(seen) == 3 + sum(count for count, _ in lists.values())


def test_parts_of_days_that_follow_are_all_of_it(monkeypatch):
    everything = [f"test {number}" for number in range(300)]
    for parts in ("1", "2", "3", "4"):
        monkeypatch.setenv(samples.PARTS, parts)
        days = range(700_000, 700_000 + int(parts))
        taken = [samples.part_of_today(everything, day) for day in days]
        assert sorted(one for part in taken for one in part) == sorted(everything)
        assert all(0.8 < len(one) * int(parts) / 300 < 1.25 for one in taken)
        # What failed runs again, whatever else does not.
        assert all(
            samples.part_of_today(one[3:5], day) == one[3:5]
            for one, day in zip(taken, days, strict=True)
        )
    monkeypatch.delenv(samples.PARTS)
    assert samples.part_of_today(everything, 700_001) == everything
    for wrong in ("0", "-2", "half"):
        monkeypatch.setenv(samples.PARTS, wrong)
        with pytest.raises(pytest.UsageError, match="give a number of parts"):
            samples.part_of_today(everything, 1)
