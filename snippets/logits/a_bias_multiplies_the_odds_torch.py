"""Adding b to a logit multiplies the odds of its token by e to the b / temperature."""

import torch

logits = torch.tensor([3.0, 2.2, 1.5, -1.0], dtype=torch.float64)  # (vocab_size,)
soup = 3  # after coffee, tea and water


def add_bias(logits, token, bias):
    biased = logits.clone()
    biased[token] += bias
    return biased


def soup_and_odds(bias, temperature):
    probs = (add_bias(logits, soup, bias) / temperature).softmax(dim=-1)
    return probs[soup], probs[soup] / probs[:soup].sum()


print("        temperature 1        temperature 0.5")
print(" bias   soup    odds times   soup    odds times")
for bias in (0, 1, 5, -1, 100, -torch.inf):
    row = f"{bias:5}"
    for temperature in (1.0, 0.5):
        prob, odds = soup_and_odds(bias, temperature)
        times = odds / soup_and_odds(0, temperature)[1]
        row += f"   {prob:.3f} {times:10.3g}"
    print(row)
