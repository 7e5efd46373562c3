"""A loss in nats, turned back: the probability that the right token was given."""

import math

vocab_size = 50_257  # of GPT-2
losses = {  # on OpenWebText's held-out part, from nanoGPT's README
    "uniform guess": math.log(vocab_size),
    "GPT-2 small": 3.12,
    "GPT-2 medium": 2.84,
    "GPT-2 large": 2.67,
    "GPT-2 XL": 2.54,
}
print("model           loss  typical probability")
for model, loss in losses.items():
    print(f"{model:13} {loss:6.2f}  1 in {math.exp(loss):,.0f}")

gain = math.exp(0.1)
print(f"0.1 less: right tokens {gain:.3f} times as likely, on geometric average")
print(f"a text of 1,024 tokens: 10 to the power of {1024 * math.log10(gain):.0f}")
