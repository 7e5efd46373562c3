"""Adding b to a logit multiplies the odds of its token by e to the b / temperature."""

import numpy as np

logits = np.array([3.0, 2.2, 1.5, -1.0])  # coffee, tea, water, soup   (vocab_size,)
soup = 3


def add_bias(logits, token, bias):
    biased = logits.copy()
    biased[token] += bias
    return biased


def soup_and_odds(bias, temperature):
    scaled = add_bias(logits, soup, bias) / temperature
    exps = np.exp(scaled - scaled.max())
    return exps[soup] / exps.sum(), exps[soup] / exps[:soup].sum()


print("        temperature 1        temperature 0.5")
print(" bias   soup    odds times   soup    odds times")
for bias in (0, 1, 5, -1, 100, -np.inf):
    row = f"{bias:5}"
    for temperature in (1.0, 0.5):
        prob, odds = soup_and_odds(bias, temperature)
        times = odds / soup_and_odds(0, temperature)[1]
        row += f"   {prob:.3f} {times:10.3g}"
    print(row)
