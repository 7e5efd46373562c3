"""The function to copy of Context window, on chats that the page does not show."""

import contextlib
import io
import runpy

import pytest

from glossary import ROOT


@pytest.fixture(scope="module")
def fit():
    script = ROOT / "snippets/context-window/a_chat_is_cut_to_fit_the_window.py"
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(script))["fit"]


SYSTEM, USER, ANSWER = ("system", 40), ("user", 100), ("assistant", 100)
CHATS = {
    "one question": [USER],
    "no system message": [USER, ANSWER, USER],
    "long": [SYSTEM, *[USER, ANSWER] * 30, USER],
    "ends in an answer": [SYSTEM, USER, ANSWER],
    "questions in a row": [USER, USER, USER],
}


@pytest.mark.parametrize("chat", CHATS.values(), ids=CHATS)
@pytest.mark.parametrize("context", [300, 700, 5_000, 100_000])
@pytest.mark.parametrize("overhead", [0, 4])
def test_what_is_kept_fits_and_holds_the_newest(fit, chat, context, overhead):
    answer = 50
    try:
        kept, room = fit(chat, context, answer, overhead)
    except ValueError:
        assert context < 400
        return
    assert room >= 0
    assert sum(tokens + overhead for _, tokens in kept) + answer + room == context
    turns = [m for m in kept if m[0] != "system"]
    assert turns[0][0] == "user"
    assert chat[len(chat) - len(turns) :] == turns
    assert (SYSTEM in kept) == (SYSTEM in chat)


@pytest.mark.parametrize("chat", [[], [SYSTEM], [ANSWER], [SYSTEM, ("user", 9_000)]])
def test_a_chat_without_a_question_that_fits_is_an_error(fit, chat):
    with pytest.raises(ValueError, match="does not fit"):
        fit(chat, 1_000, 100)
