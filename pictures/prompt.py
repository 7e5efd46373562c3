"""What a model reads at each turn of a chat: the whole of it, with what is new marked."""

from glossary.site import draw as d

SYSTEM, QUESTION, ANSWER, TURNS = 1000, 200, 300, 5
FULL = SYSTEM + TURNS * QUESTION + (TURNS - 1) * ANSWER
LEFT, WIDE, TOP, HIGH = 80, 424, 52, 38


def wide(tokens: int) -> float:
    """Width of so many tokens."""
    return WIDE * tokens / FULL


def draw() -> str:
    """One bar a turn."""
    parts, read, told = [], 0, []
    parts.append(d.text(LEFT, 24, "system prompt", bold=True))
    parts.append(
        d.text(LEFT + wide(SYSTEM) + 18, 24, "questions and answers", bold=True)
    )
    parts.append(d.text(LEFT - 10, 44, "turn", color=d.MUTED, anchor="end"))
    for turn in range(1, TURNS + 1):
        y = TOP + (turn - 1) * HIGH
        old = SYSTEM + (turn - 1) * (QUESTION + ANSWER)
        parts.append(d.text(LEFT - 10, y + 21, str(turn), color=d.MUTED, anchor="end"))
        x = LEFT + 0.0
        widths = [SYSTEM] + [QUESTION, ANSWER] * (turn - 1)
        for tokens in widths:
            parts.append(d.box(x, y, wide(tokens) - 2, HIGH - 10, "frozen", radius=3))
            x += wide(tokens)
        parts.append(d.box(x, y, wide(QUESTION) - 2, HIGH - 10, "trained", radius=3))
        read += old + QUESTION
        told.append(
            f"turn {turn}: {old + QUESTION:,} tokens, {QUESTION} of them the new question"
        )
    y = TOP + TURNS * HIGH + 16
    parts.append(d.box(LEFT, y - 14, 18, 18, "trained", radius=3))
    parts.append(d.text(LEFT + 26, y + 1, "the new question"))
    parts.append(d.text(LEFT + 196, y + 1, f"read in all: {read:,} tokens"))
    return d.picture(
        "prompt",
        "A chat grows, and is read whole at each turn",
        "Five bars, one for each turn of a chat, each longer than the one before. A bar begins "
        "with the system prompt, continues with all questions and answers so far, and ends with "
        f"the new question. {'; '.join(told)}; {read:,} tokens in all.",
        (520, int(y) + 16),
        parts,
    )
