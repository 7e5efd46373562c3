"""Drafted tokens save passes of the target model and change no token."""


def target(token):  # stands for the target model: the greedy next token, of 97
    return (token * 5 + 3) % 97


def draft(token, every):  # the draft model: wrong after ids divisible by every
    return (target(token) + (token % every == 0)) % 97


def speculate(n_drafted, every, length=40):
    tokens, passes = [1], 0
    while len(tokens) <= length:
        guesses = [tokens[-1]]
        for _ in range(n_drafted):
            guesses.append(draft(guesses[-1], every))
        passes += 1  # one pass of the target model gives the token after each guess
        for guess, following in zip(guesses, [*guesses[1:], None]):
            tokens.append(target(guess))  # its own, whatever was guessed
            if tokens[-1] != following:
                break  # the guesses behind a wrong one are thrown away
    return tokens[: length + 1], passes


alone, _ = speculate(n_drafted=0, every=1)
print("drafted   wrong after ids divisible by   passes for 40 tokens   same tokens")
for n_drafted, every in ((0, ""), (2, 4), (5, 4), (5, 2), (5, 1)):
    tokens, passes = speculate(n_drafted, every)
    print(f"{n_drafted:7} {every:>30} {passes:22} {tokens == alone!s:>13}")
