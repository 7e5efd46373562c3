"""Models can differ in every parameter and give the same output for every input."""

from math import erf

import numpy as np

rng = np.random.default_rng(0)
x, d_hidden, d_out = rng.normal(size=(100, 3)), 8, 2  # (batch, d_in)
gate, up = rng.normal(size=(2, d_hidden, 3))  # only SwiGLU has a gate
down = rng.normal(size=(d_out, d_hidden))
permuted = [np.roll(gate, 1, axis=0), np.roll(up, 1, axis=0), np.roll(down, 1, axis=1)]
times = np.exp(rng.normal(size=d_hidden))  # every neuron made larger or smaller
models = {
    "neurons permuted": permuted,
    "neurons scaled": (gate, up * times[:, None], down / times),
    "average of both": [(a + b) / 2 for a, b in zip((gate, up, down), permuted)],
}


def outputs(gate, up, down):  # of ReLU, GELU and SwiGLU
    z, g = x @ up.T, x @ gate.T  # (batch, d_hidden) each
    gelu = z * (1 + np.vectorize(erf)(z / np.sqrt(2))) / 2
    return [h @ down.T for h in (np.maximum(0, z), gelu, g / (1 + np.exp(-g)) * z)]


first = outputs(gate, up, down)
print("model             ReLU   GELU   SwiGLU")
for name, model in models.items():
    off = [np.abs(a - b).mean() for a, b in zip(outputs(*model), first)]
    print(f"{name:17} {off[0]:.2f}   {off[1]:.2f}   {off[2]:.2f}")
