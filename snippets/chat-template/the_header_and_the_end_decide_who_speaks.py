"""The header of the answer and the end of the turn decide who speaks, and how long."""

chat = "<user> hi <end> <assistant> hello <end> <user> bye <end> <assistant> ciao <end>"


def train(scored):
    """For each three tokens, what follows: of all tokens, or of the answers alone."""
    follows, speaker, tokens = {}, None, [*chat.split(), "<eos>"]
    for i, token in enumerate(tokens):
        if i >= 3 and (scored == "all" or speaker == "<assistant>"):
            follows[tuple(tokens[i - 3 : i])] = token
        if token.startswith("<"):
            speaker = token  # an answer goes from its header to the end of the turn
    return follows


def generate(follows, prompt, stop, max_new_tokens=4):
    new = []
    while len(new) < max_new_tokens and (not new or new[-1] not in (stop, "?")):
        new.append(follows.get(tuple([*prompt, *new][-3:]), "?"))  # ?: never learned
    return " ".join(new)


print("scored   header  stop   generated")
for header in ("<assistant>", ""):
    prompt = ["<user>", "hi", "<end>", *header.split()]
    for scored in ("all", "answers"):
        for stop in ("<end>", "<eos>"):
            print(f"{scored:7}  {'yes' if header else 'no':6}  {stop}", end="  ")
            print(generate(train(scored), prompt, stop))
