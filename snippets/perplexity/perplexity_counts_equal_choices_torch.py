"""Perplexity is e to the mean loss: as many equal choices as would be as hard."""

import torch


def perplexity(losses):
    return losses.mean().exp()


rows = {  # probability that the model gave to each token that really came   (time,)
    "sure and right": [0.99, 0.98, 0.99, 0.97],
    "mixed": [0.5, 0.25, 0.125, 0.0625],
    "one token in doubt": [0.99, 0.98, 0.001, 0.97],
    "guesses among 6": [1 / 6, 1 / 6],
    "guesses among 50,257": [1 / 50257, 1 / 50257],
    "one held impossible": [0.99, 0.0],
}
for name, probs in rows.items():
    losses = -torch.tensor(probs, dtype=torch.float64).log()  # in nats   (time,)
    in_bits = 2 ** (losses / torch.tensor(2.0).double().log()).mean()
    print(f"{name:21} mean loss {losses.mean():6.3f}, ", end="")
    print(f"perplexity {perplexity(losses):8.2f}, from bits {in_bits:8.2f}")
