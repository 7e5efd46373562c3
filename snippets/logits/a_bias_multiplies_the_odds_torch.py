"""Adding b to one logit multiplies the odds of its token by e to the b."""

import torch

logits = torch.tensor([3.0, 2.2, 1.5, -1.0])  # coffee, tea, water, soup (vocab_size,)


def add_bias(logits, token, bias):
    biased = logits.clone()
    biased[token] += bias
    return biased


soup, before = 3, None
for bias in (0, 1, 5, -1, -torch.inf):
    probs = torch.softmax(add_bias(logits, soup, bias), dim=0)
    odds = probs[soup] / probs[:soup].sum()  # soup against all that is not soup
    before = odds if before is None else before
    print(f"bias {bias:4}: soup {probs[soup]:.3f}, odds times {odds / before:.3g}")
