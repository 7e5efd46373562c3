"""Above 1, tens of thousands of improbable tokens win together, though none alone."""

import numpy as np

vocab_size = 50_000  # knob: 5_000, 20_000, 50_000, 150_000
rank = np.arange(1, vocab_size + 1)
logits = -1.6 * np.log(rank)  # probabilities fall as rank ** -1.6   (vocab_size,)

print("        first   first      the    100 tokens")
print("   T    token      10     rest  without rest")
for temperature in (0.5, 0.7, 1.0, 1.2, 1.5, 2.0):
    scores = logits / temperature
    exps = np.exp(scores - scores.max())
    probs = exps / exps.sum()
    rest = probs[1000:].sum()  # all but the 1,000 most probable
    clean = (1 - rest) ** 100
    print(f"{temperature:4} {probs[0]:8.2f} {probs[:10].sum():7.2f}", end="")
    print(f" {rest:8.4f} {clean:13.3f}")
