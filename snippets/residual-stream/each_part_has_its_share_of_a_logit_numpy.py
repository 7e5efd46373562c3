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


print("                mat    moon")
for name, part in parts.items():
    print(f"{name:12}", *(f"{z:7.2f}" for z in contribution(part)))
print("sum         ", *(f"{z:7.2f}" for z in sum(map(contribution, parts.values()))))
print("logits      ", *(f"{z:7.2f}" for z in contribution(x)))
