"""The seeds command: it changes seeds and no more, and sees what hangs on one."""

import subprocess
import sys

import pytest

from glossary import ROOT
from glossary.content.content import load
from tests.support.pages import SCRIPTS
from tests.support.samples import some_of
from tools.seeds import Accepted, complaints, reseeded, words

DRAWS = '''\
"""A number is drawn."""

import random

x = random.Random(0).randint(10, 99_999)
print("drawn:", {what})
'''


def found(project, what: str, accepted: Accepted | None = None) -> list[str]:
    """Complaints about a script that prints what it draws, quoted in the sentence below it."""
    path = project.write("snippets/widget/draws.py", DRAWS.replace("{what}", what))
    project.write("snippets/widget/draws.out", "drawn: 50504\n")
    project.add(
        "docs/terms/widget.md",
        "\n<!-- script: widget/draws -->\n\nIt is 50,504 here.\n",
    )
    table = {"widget/draws": accepted} if accepted else {}
    return complaints(path, load(project.root), table, seeds=3)


def test_only_seeds_are_changed():
    code = reseeded("g = np.random.default_rng(seed + 1)\nx = g.random(3)", 1000)
    assert code == "g = np.random.default_rng(seed + 1 + 1000)\nx = g.random(3)"
    assert reseeded("print(2 + 2)", 1000) is None


def test_numbers_and_their_widths_are_no_words():
    assert words("loss   0.5\nleft  12 %") == words("loss 10.25\nleft   7 %")
    assert words("first: True") != words("first: False")
    assert words("a 1\nb 2") != words("b 1\na 2")


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (
            "x > 57_000",
            "snippets/widget/draws.py:1: its output says something else with 2 of 3",
        ),
        (
            "1 // (x < 57_000)",
            "snippets/widget/draws.py:1: seeds + 2000: ZeroDivisionError",
        ),
        ("x", ": 50,504 is 50504 to 83748 with other seeds (widget/draws)"),
    ],
)
def test_what_hangs_on_the_seed_is_told(project, what, says):
    assert says in found(project, what)[0]


def test_what_holds_for_other_seeds_is_well(project):
    assert found(project, "50_504 + x // 100_000") == []


@pytest.mark.parametrize(
    ("what", "stated", "count"),
    [
        ("x", Accepted("", {"50,504": 0.7}), 0),
        ("x", Accepted("", {"50,504": 0.5}), 1),
        ("x > 57_000", Accepted("the sentence says so", {}), 0),
    ],
)
def test_what_the_table_states_may_differ(project, what, stated, count):
    assert len(found(project, what, stated)) == count


FOLDERS = sorted({script.parent.name for script in SCRIPTS} - {"home"})


@pytest.mark.slow
@pytest.mark.parametrize("folder", some_of(FOLDERS, [], days=20))
def test_todays_scripts_say_the_same_with_other_seeds(folder):
    command = [sys.executable, "-m", "tools.seeds", folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
