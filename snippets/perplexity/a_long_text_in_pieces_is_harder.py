"""The same model and text: the less context a token gets, the higher the perplexity."""

import math

text = "abcabcabc" * 3 + "adcadcadc" * 3 + "bdabdabda" * 3


def prob(token, before):  # a model: what came three places ago comes again
    if len(before) < 3:
        return 1 / 4
    return 0.91 if token == before[-3] else 0.03


def strided_losses(text, context, stride, prob):
    losses, done, passes = [], 0, 0
    for begin in range(0, len(text), stride):
        end = min(begin + context, len(text))
        for at in range(max(done, begin + 1), end):  # each token once, after the first
            losses.append(-math.log(prob(text[at], text[begin:at])))
        done, passes = end, passes + 1
        if end == len(text):
            return losses, passes


for stride in (6, 4, 1):
    losses, passes = strided_losses(text, context=6, stride=stride, prob=prob)
    print(f"stride {stride}: {passes} passes, {len(losses)} tokens scored, ", end="")
    print(f"perplexity {math.exp(sum(losses) / len(losses)):.2f}")
