"""To fit a chat into the window, set room for the answer aside and drop old turns."""


def fit(messages, context, answer):
    """First message and the newest others that fit, with room for the answer."""
    instructions, turns = messages[0], messages[1:]
    room = context - answer - instructions[1]
    kept = []
    for turn in reversed(turns):  # the newest first
        if turn[1] > room:
            break
        kept.insert(0, turn)
        room -= turn[1]
    return [instructions, *kept], room


chat = [  # name, number of tokens
    ("instructions", 40),
    ("my name is Ada", 200),
    ("answer 1", 500),
    ("a long file", 900),
    ("answer 2", 300),
    ("what is my name?", 20),
]
for context, answer in (4096, 500), (2048, 500), (2048, 50):
    kept, room = fit(chat, context, answer)
    names = ", ".join(name for name, tokens in kept)
    print(f"window {context}, answer {answer}, {room} to spare:\n  {names}")
