"""The same model and text: the less context a token gets, the higher the perplexity."""

import math

text = "abcabcabc" * 3 + "adcadcadc" * 3 + "bdabdabda" * 3


def prob(token, before):  # a model: what came three positions ago comes again
    if len(before) < 3:
        return 1 / 4
    return 0.91 if token == before[-3] else 0.03


def strided_losses(text, context, stride, prob):
    if not 0 < stride < context:
        raise ValueError("stride: from 1 to context - 1")
    losses, done, passes = [], 1, 0  # the first token has nothing before it
    for begin in range(0, max(len(text) - context + stride, 1), stride):
        end = min(begin + context, len(text))
        for at in range(done, end):  # each token once
            losses.append(-math.log(prob(text[at], text[begin:at])))
        done, passes = max(done, end), passes + 1
    return losses, passes


print("stride  passes  tokens scored  perplexity")
for stride in (5, 4, 3, 1):
    losses, passes = strided_losses(text, context=6, stride=stride, prob=prob)
    perplexity = math.exp(sum(losses) / len(losses))
    print(f"{stride:6} {passes:7} {len(losses):14} {perplexity:11.2f}")
