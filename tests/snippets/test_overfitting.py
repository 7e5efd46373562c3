"""The search for test questions to copy, on inputs that the page does not show."""

import contextlib
import io
import runpy

import pytest

from glossary import ROOT
from tests.support.samples import in_turn

FOLDER = ROOT / "snippets/overfitting"
SCRIPT = FOLDER / "shared_runs_of_words_show_copied_questions.py"
TEXT = "one two three four five six seven eight nine ten"


@pytest.fixture(scope="module")
def contaminated():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(SCRIPT))["contaminated"]


@pytest.mark.parametrize(
    ("test", "found"),
    [
        (TEXT, True),
        ("Zero; TWO, three four five six seven -- eight nine!", True),
        ("two three four five six seven eight", False),
        ("two three four five six seven eight ten", False),
        ("", False),
    ],
)
def test_a_run_of_eight_words_is_found_whatever_the_case_and_signs(
    contaminated, test, found
):
    assert contaminated([test], ["something else", TEXT]) == [found]


def test_empty_lists_and_texts(contaminated):
    assert contaminated([], [TEXT]) == []
    assert contaminated([TEXT], []) == [False]
    assert contaminated([TEXT], [""]) == [False]


def test_letters_beyond_ascii(contaminated):
    assert contaminated(["Ä ß ç é ñ ø ł ş x"], ["ä ß ç é ñ ø ł ş"]) == [True]


def test_the_training_text_may_be_a_stream(contaminated):
    stream = (text for text in ["something else", TEXT, ""])
    assert contaminated([TEXT, "other words"], stream) == [True, False]


@pytest.mark.parametrize(
    ("examples", "turn", "rise"), in_turn([(500, 8, 1.05), (5000, 30, 1.001)])
)
def test_with_more_examples_the_turn_is_later_and_costs_less(examples, turn, rise):
    source = (FOLDER / "training_longer_makes_it_worse_numpy.py").read_text("utf-8")
    source = source.replace("size=(50,", f"size=({examples},")
    names = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(source.replace("size=50)", f"size={examples})"), names)
    lowest, step = names["best"]
    assert len(names["x"]) == examples
    assert step > turn
    assert names["new"] < rise * lowest
