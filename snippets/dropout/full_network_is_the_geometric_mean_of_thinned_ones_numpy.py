"""The full network is the geometric mean of all thinned ones if one layer follows."""

from itertools import product

import numpy as np


def softmax(logits):
    exps = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return exps / exps.sum(axis=-1, keepdims=True)


def relu(x):
    return np.maximum(x, 0)


rng = np.random.default_rng(0)
p, width, n_classes = 0.5, 8, 3
x = rng.standard_normal(width)
W1 = rng.standard_normal((width, width)) / 2
W2 = rng.standard_normal((width, n_classes)) / 2
masks = np.array(list(product([0, 1], repeat=width))) / (1 - p)  # (256, width)
full = softmax(relu(x @ W1) @ W2)  # (n_classes,)
print(f"full network, nothing dropped        {full.round(3)}")
hidden = {"hidden vector": masks * relu(x @ W1), "input": relu((masks * x) @ W1)}
for dropped, value in hidden.items():
    thinned = softmax(value @ W2)  # (256, n_classes)
    mean = softmax(np.log(thinned).mean(axis=0))  # geometric mean, normalized
    print(f"mean of {len(masks)}, dropout of the {dropped:13}", mean.round(3), end="")
    print(f"  the same: {np.allclose(mean, full)}")
