"""To fit a chat into the window, set room for the answer aside and drop old turns."""


def fit(messages, context, answer, overhead=6, opening=4, keep=("system", "developer")):
    """Keep first instructions, newest turns; overhead, opening: the template's."""
    costs = [tokens + overhead for role, tokens in messages]
    start = next((i for i, (role, _) in enumerate(messages) if role not in keep), 0)
    room = context - answer - opening - sum(costs[:start])
    questions = [i for i, (role, _) in enumerate(messages) if role == "user"]
    if not questions:
        raise ValueError("the chat has no question")
    for first in [start, *questions]:  # all; or from a question on, the oldest first
        spare = room - sum(costs[first:])
        if spare >= 0:
            return messages[:start] + messages[first:], spare
    needed = sum(costs[first:])  # the newest question, tools and answers after it
    raise ValueError(f"the newest turn needs {needed} tokens and has room for {room}")


system, name, question = ("system", 40), ("user", 200), ("user", 20)
chat = [system, name, ("assistant", 500), ("user", 900), ("assistant", 300), question]
agent = [system, ("user", 50), ("assistant", 500), ("tool", 3000)]
tries = [(chat, 4096, 500), (chat, 2048, 500), (chat, 2048, 40), (agent, 2048, 500)]
for messages, context, answer in tries:
    print(f"window {context}, answer {answer}: ", end="")
    try:
        kept, spare = fit(messages, context, answer)
        print(f"{spare} to spare,", kept)
    except ValueError as error:
        print(error)
