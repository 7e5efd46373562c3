"""Knobs: how a script says what can be turned, and that each turn of each knob goes well."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from glossary.content.claims import output_of
from glossary.content.knobs import FORM, Knob, knobs_of, turned
from glossary.proof import running
from tests.support.pages import SCRIPTS
from tests.support.project import SCRIPT
from tests.support.samples import in_turn

CLAIM = '"""A claim."""\n\n'

# What a comment says


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("rank = 2  # knob: 1 to 3", "1 2 3"),
        ("rank = 2  # of B @ A; all of it; knob: 1 to 3", "1 2 3"),
        ("p = 0.5  # knob: 0.25 to 1 by 0.25", None),
        ("p = 0.50  # knob: 0.25 to 1 by 0.25", "0.25 0.50 0.75 1.00"),
        ("bias = -1  # knob: -2 to 2", "-2 -1 0 1 2"),
        ("bits = 4  # knob: 2, 4, 8", "2 4 8"),
        ("lr = 1e-3  # knob: 1e-4, 1e-3, 0.01", "1e-4 1e-3 0.01"),
        ("causal = True  # knob: True, False", "True False"),
        ('text = "no"  # knob: "yes", "no"', '"yes" "no"'),
    ],
)
def test_a_knob_is_read(line, values):
    if values is None:  # spelled otherwise than the slider would spell it
        with pytest.raises(ValueError, match="not enough"):
            (_knob,) = knobs_of(CLAIM + line)
        return
    (knob,) = knobs_of(CLAIM + line)
    assert (knob.line, f"{knob.name} = {knob.value}") == (3, line.partition("  #")[0])
    assert " ".join(knob.values) == values
    for value in knob.values:
        text = turned(CLAIM + line, knob, value)
        assert text == CLAIM + line.replace(f"= {knob.value} ", f"= {value} ", 1)
        (other,) = knobs_of(text)
        assert (other.value, other.values) == (value, knob.values)


def test_five_values_are_the_ends_and_three_between():
    def some(count: int) -> tuple[str, ...]:
        return Knob(1, "n", "1", tuple(map(str, range(1, count + 1)))).some()

    assert some(4) == ("1", "2", "3", "4")
    assert some(5) == ("1", "2", "3", "4", "5")
    assert some(16) == ("1", "5", "9", "12", "16")


NOTHING = "from {} no steps of {} lead to {}"
SLIPS = [
    ("rank, alpha = 2, 8  # knob: 1 to 3", FORM),
    ("rank = 1 + 1  # knob: 1 to 3", FORM),
    ("rank = 2  # Knob: 1 to 3", FORM),
    ("rank = 2  # knobs: 1 to 3", FORM),
    ("rank = 2  # knob 1 to 3", FORM),
    ("rank = 2  # knob: 1 till 3", FORM),
    ("rank = 2  # knob: 1,2,3", FORM),
    ("rank = 2  # knob: 1, 2, x", FORM),
    ("rank = 2  # knob: 2", "a knob has two values or more, each once"),
    ("rank = 2  # knob: 1, 2, 2", "a knob has two values or more, each once"),
    ("# rank = 2  # knob: 1 to 3", FORM),
    ("if True:\n    rank = 2  # knob: 1 to 3", FORM),
    ("rank = (\n    2  # knob: 1 to 3\n)", FORM),
    ('a = "x"  # knob: "x", 1', "a knob's values are all numbers or all texts"),
    ('a = "x"  # knob: "x", "y, z"', FORM),
    ("rank = 2  # knob: 3 to 1", NOTHING.format(3, 1, 1)),
    ("rank = 2  # knob: 2 to 2", NOTHING.format(2, 1, 2)),
    ("rank = 2  # knob: 1 to 4 by 2", NOTHING.format(1, 2, 4)),
    ("rank = 2  # knob: 1 to 4 by 0", NOTHING.format(1, 0, 4)),
    ("rank = 2  # knob: 1 to 102", "102 values are too many for a slider"),
    (
        "rank = 4  # knob: 1 to 3",
        "rank = 4 is none of its knob's values: 1, 2, 3",
    ),
    (
        "p = 1.  # knob: 0.5 to 2.0 by 0.5",
        "p = 1. is none of its knob's values: 0.5, 1.0, 1.5, …",
    ),
    ("a = 1  # knob: 1 to 3\na = 2  # knob: 1 to 3", "a has a knob already"),
    (
        "\n".join(f"{name} = 1  # knob: 1 to 3" for name in "abcd"),
        "a script has at most 3 knobs",
    ),
    ("lr\u03b1 = 2  # knob: 1 to 3", FORM),
    (
        'x = """\nrank = 2  # knob: 1 to 3\n"""',
        "a page would take this line of a text for a knob",
    ),
    ("import torch\n\nrank = 2  # knob: 1 to 3", "a script with torch does not run"),
    (
        "def f():\n    from torch import nn\nrank = 2  # knob: 1 to 3",
        "a script with torch does not run",
    ),
]


@pytest.mark.parametrize(("line", "message"), SLIPS)
def test_a_slip_is_told_with_file_and_line(project, line, message):
    project.edit(SCRIPT, "\nprint", f"\n{line}\nprint")
    at = 3 + (line if "knob" in line else "").rstrip(')"\n').count("\n")
    (problem,) = project.problems()
    assert problem.startswith(f"{SCRIPT}:{at}: {message.replace('till', 'to')}")


def test_words_without_a_knob_are_no_matter(project):
    project.edit(SCRIPT, "sum:", "# knob: 1 to 3")
    project.edit(SCRIPT.replace(".py", ".out"), "sum:", "# knob: 1 to 3")
    assert project.problems() == []


# Each turn

TURNED = [path for path in SCRIPTS if knobs_of(path.read_text("utf-8"))]
SAID = re.compile(r"\b(nan|inf)\b", re.IGNORECASE)


def turns_of(text: str) -> dict[str, str]:
    """The script with each of its knobs at both ends and between, and with all at their ends."""
    knobs = knobs_of(text)
    found = {}
    for knob in knobs:
        for value in knob.some():
            if value != knob.value:
                found[f"{knob.name} = {value}"] = turned(text, knob, value)
    if len(knobs) > 1:
        for ends in itertools.product(*((k.values[0], k.values[-1]) for k in knobs)):
            other = text
            for knob, value in zip(knobs, ends, strict=True):
                other = turned(other, knob, value)
            if other != text:
                names = zip((knob.name for knob in knobs), ends, strict=True)
                found[", ".join(" = ".join(one) for one in names)] = other
    return found


def faults_of(script: Path) -> list[str]:
    """What goes wrong when a script's knobs are turned, one line each."""
    text, shown = (one.read_text("utf-8") for one in (script, output_of(script)))
    outputs, faults = {}, []
    for what, other in turns_of(text).items():
        outcome = running.run(other, str(script))
        outputs[what] = outcome.printed
        if outcome.failure or outcome.errors.strip():
            faults.append(f"{what}: {outcome.failure or outcome.errors.strip()}")
        elif SAID.search(outcome.printed) and not SAID.search(shown):
            faults.append(f"{what}: prints {SAID.search(outcome.printed)[0]}")
    for knob in knobs_of(text):
        own = [outputs[f"{knob.name} = {v}"] for v in knob.some() if v != knob.value]
        if any(one.rstrip("\n") == shown.rstrip("\n") for one in own):
            faults.append(f"{knob.name}: a value prints what {knob.value} prints")
    return faults


@pytest.mark.parametrize(
    "script",
    in_turn(TURNED, 2),
    ids=[f"{path.parent.name}/{path.stem}" for path in TURNED],
)
def test_each_knob_can_be_turned_from_end_to_end(script):
    """No error, no warning, no NaN, and another output at each value."""
    assert faults_of(script) == []


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("print(1 / n)  # {}", "n = 0: raises ZeroDivisionError"),
        ("print(n * float('inf') if n > 3 else n)", "n = 4: prints inf"),
        ("print(max(n, 3))", "n: a value prints what 2 prints"),
        ("import warnings; warnings.warn('w')\nprint(n)", "n = 0: "),
    ],
)
def test_a_turn_that_goes_wrong_is_seen(tmp_path, code, fault):
    script = tmp_path / "x.py"
    text = f"n = 2  # knob: 0 to 4\n{code}\n"
    script.write_text(text, "utf-8")
    script.with_suffix(".out").write_text(running.run(text, str(script)).printed)
    said = "\n".join(faults_of(script))
    assert fault in said


# Where

NOTHING_TO_TURN = {
    "base-model": "a chat written as one text: no number stands in it",
    "chat-template": "texts in two formats: no number stands in them",
    "instruction-tuning": "labels and masks, of which the outputs show both choices",
    "llm": "sizes of published models, and an overview whose parts have their own pages",
    "vocabulary": "sizes of published models; a matrix of four written rows",
    "weight-tying": "sizes of published models; a matrix of four written rows",
}
"""Pages without anything to turn, and why turning would teach nothing there."""


def test_each_page_has_something_to_turn_or_a_reason_why_not(content):
    """A script's knob, a picture's, a calculator, or a field for the reader's own text."""
    without = set()
    for term in content.terms:
        page = content.pages[term.uri]
        scripts = [
            path.read_text("utf-8")
            for _, name in page.named("script")
            for path in content.claims[name].scripts.values()
        ]
        pictures = {name for _, name in page.named("picture")}
        turns = any(map(knobs_of, scripts)) or not pictures.isdisjoint(content.live)
        if not (turns or page.named("calculator") or page.named("tokens")):
            without.add(term.slug)
    assert without == {*NOTHING_TO_TURN}
