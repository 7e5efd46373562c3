"""To fit a chat into the window, set room for the answer aside and drop old turns."""


def fit(messages, context, answer, overhead=4):
    """Keep the system message and the newest turns; overhead: the template's tokens."""
    costs = [tokens + overhead for role, tokens in messages]
    start = int(bool(messages) and messages[0][0] == "system")
    room = context - answer - sum(costs[:start])
    first = len(messages)
    while first > start and costs[first - 1] <= room:  # the newest first
        first -= 1
        room -= costs[first]
    while first < len(messages) and messages[first][0] != "user":
        room += costs[first]  # an answer without its question goes too
        first += 1
    if first == len(messages):
        raise ValueError(f"the newest question does not fit into {context} tokens")
    return messages[:start] + messages[first:], room


system, name, question = ("system", 40), ("user", 200), ("user", 20)
chat = [system, name, ("assistant", 500), ("user", 900), ("assistant", 300), question]
for context, answer in (4096, 500), (2048, 500), (2048, 50), (512, 500):
    try:
        kept, room = fit(chat, context, answer)
        print(f"window {context}, answer {answer}: {room} to spare,", kept)
    except ValueError as error:
        print(f"window {context}, answer {answer}: {error}")
