"""A logit is a sum too: each part of the stream contributes to it by itself."""

import numpy as np

W_U = np.array([[1.0, 0.0, 1.0], [0.0, 2.0, -1.0]])  # mat, moon (vocab_size, d_model)
gain = np.array([1.0, 0.5, 2.0])  # of the final layer norm   (d_model,)
parts = {
    "embedding": np.array([0.5, 0.5, 0.0]),
    "attention": np.array([2.0, -0.5, 1.0]),
    "feed-forward": np.array([-0.5, 1.0, 0.5]),
}
x = sum(parts.values())  # the stream at its end   (d_model,)
deviation = np.sqrt(x.var() + 1e-5)  # of the whole stream


def contribution(part):
    return W_U @ (gain * (part - part.mean()) / deviation)  # (vocab_size,)


def row(name, logits):
    print(f"{name:13} {logits[0]:6.2f} {logits[1]:7.2f} {logits[0] - logits[1]:11.2f}")


print("part             mat    moon  mat - moon")
for name, part in parts.items():
    row(name, contribution(part))
row("sum", sum(contribution(part) for part in parts.values()))
row("logits", contribution(x))
