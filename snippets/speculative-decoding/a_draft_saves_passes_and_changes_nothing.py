"""Speculative decoding: drafts save passes of the large model and change no token."""


def large(token):  # stands for a large model: the greedy next token, of 97
    return (token * 5 + 3) % 97


def draft(token, every):  # for a small one: wrong after multiples of every
    return (large(token) + (token % every == 0)) % 97


def speculate(n_drafted, every, length=40):
    tokens, passes = [1], 0
    while len(tokens) <= length:
        guesses = [tokens[-1]]
        for _ in range(n_drafted):
            guesses.append(draft(guesses[-1], every))
        passes += 1  # one pass of the large model gives the token after each guess
        for guess, following in zip(guesses, [*guesses[1:], None]):
            tokens.append(large(guess))  # its own, whatever was guessed
            if tokens[-1] != following:
                break  # the guesses behind a wrong one are thrown away
    return tokens[: length + 1], passes


alone, _ = speculate(n_drafted=0, every=1)
print("drafted   wrong after multiples of   passes for 40 tokens   same tokens")
for n_drafted, every in ((0, ""), (2, 4), (5, 4), (5, 2), (5, 1)):
    tokens, passes = speculate(n_drafted, every)
    print(f"{n_drafted:7} {every:>26} {passes:22} {tokens == alone!s:>13}")
