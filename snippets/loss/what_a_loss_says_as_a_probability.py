"""A loss in nats, turned back: the probability that the right token was given."""

import math

vocab_size = 50_257  # of GPT-2
measured = {  # validation loss on OpenWebText, from nanoGPT's README
    "GPT-2 small": 3.12,
    "GPT-2 medium": 2.84,
    "GPT-2 large": 2.67,
    "GPT-2 XL": 2.54,
}
print(f"even guess       loss {math.log(vocab_size):5.2f}, 1 in {vocab_size:,}")
for model, loss in measured.items():
    print(f"{model:12}     loss {loss:5.2f}, 1 in {math.exp(loss):.1f}")

gain = math.exp(0.1)
print(f"0.1 less: each right token {gain:.3f} times as likely")
print(f"over 1,024 tokens: 10 to the power of {1024 * math.log10(gain):.0f}")
