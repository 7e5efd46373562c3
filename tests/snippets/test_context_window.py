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
DEVELOPER = ("developer", 30)
CHATS = {
    "one question": [USER],
    "no system message": [USER, ANSWER, USER],
    "long": [SYSTEM, *[USER, ANSWER] * 30, USER],
    "ends in an answer": [SYSTEM, USER, ANSWER],
    "questions in a row": [USER, USER, USER],
    "ends in a tool's result": [SYSTEM, USER, ANSWER, USER, ANSWER, ("tool", 100)],
    "begins with a greeting": [SYSTEM, ANSWER, USER],
    "two system messages": [SYSTEM, ("system", 20), USER, ANSWER, USER],
    "a developer message": [DEVELOPER, USER, ANSWER, USER],
    "both": [SYSTEM, DEVELOPER, USER, ANSWER, USER],
}


@pytest.mark.parametrize("chat", CHATS.values(), ids=CHATS)
@pytest.mark.parametrize(("overhead", "opening"), [(0, 0), (6, 4)])
def test_what_is_kept_fits_and_holds_the_newest(fit, chat, overhead, opening):
    with pytest.raises(ValueError, match="token"):
        fit(chat, 60, 50, overhead, opening)
    for context in (300, 700, 5_000, 100_000):
        holds_the_newest(fit, chat, context, overhead, opening)


def holds_the_newest(fit, chat, context, overhead, opening):
    answer = 50
    try:
        kept, room = fit(chat, context, answer, overhead, opening)
    except ValueError:
        assert context < 700
        return
    assert room >= 0
    used = opening + sum(tokens + overhead for _, tokens in kept)
    assert used + answer + room == context
    instructions = [m for m in chat if m[0] in ("system", "developer")]
    assert kept[: len(instructions)] == instructions
    turns = kept[len(instructions) :]
    assert turns[0][0] == "user" or kept == chat
    assert chat[len(chat) - len(turns) :] == turns


@pytest.mark.parametrize("chat", CHATS.values(), ids=CHATS)
def test_a_chat_that_fits_comes_back_as_it_was(fit, chat):
    kept, _ = fit(chat, 1_000_000, 50)
    assert kept == chat


def test_a_greeting_is_dropped_where_it_does_not_fit(fit):
    kept, _ = fit(CHATS["begins with a greeting"], 250, 50)
    assert kept == [SYSTEM, USER]


@pytest.mark.parametrize("chat", [[], [SYSTEM], [DEVELOPER, SYSTEM], [ANSWER]])
def test_a_chat_without_a_question_is_an_error(fit, chat):
    with pytest.raises(ValueError, match="no question"):
        fit(chat, 1_000, 100)


@pytest.mark.parametrize(
    ("chat", "needed"),
    [
        ([SYSTEM, ("user", 9_000)], 9_006),
        ([SYSTEM, USER, ANSWER, ("user", 50), ("tool", 3_000)], 3_062),
    ],
)
def test_a_newest_turn_that_does_not_fit_is_named_with_what_it_needs(fit, chat, needed):
    with pytest.raises(ValueError, match=f"needs {needed} tokens and has room for 850"):
        fit(chat, 1_000, 100)
