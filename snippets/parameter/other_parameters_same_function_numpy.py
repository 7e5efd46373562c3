"""Models can differ in every parameter and give the same output for every input."""

from math import erf

import numpy as np

rng = np.random.default_rng(0)
x, d_hidden, d_out = rng.normal(size=(100, 3)), 8, 2  # (batch, d_in)
W1, b1 = rng.normal(size=(d_hidden, 3)), rng.normal(size=d_hidden)
W2 = rng.normal(size=(d_out, d_hidden))
permuted = [np.roll(W1, 1, axis=0), np.roll(b1, 1), np.roll(W2, 1, axis=1)]
times = np.exp(rng.normal(size=d_hidden))  # every neuron made larger or smaller
models = {
    "neurons permuted": permuted,
    "neurons scaled": (W1 * times[:, None], b1 * times, W2 / times),
    "average of both": [(a + b) / 2 for a, b in zip((W1, b1, W2), permuted)],
}


def output(kind, W1, b1, W2):
    z = x @ W1.T + b1  # (batch, d_hidden)
    gelu = z * (1 + np.vectorize(erf)(z / np.sqrt(2))) / 2
    return (np.maximum(0, z) if kind == "ReLU" else gelu) @ W2.T  # (batch, d_out)


first = {kind: output(kind, W1, b1, W2) for kind in ("ReLU", "GELU")}
print("model             ReLU   GELU")
for name, model in models.items():
    same = [np.allclose(output(kind, *model), first[kind]) for kind in first]
    print(f"{name:17} {same[0]!s:6} {same[1]}")
