"""The search for test questions to copy, on inputs that the page does not show."""

import contextlib
import io
import runpy

import pytest

from glossary import ROOT

SCRIPT = ROOT / "snippets/overfitting/shared_runs_of_words_show_copied_questions.py"
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
