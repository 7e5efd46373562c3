"""Without a bend between them, two layers compute what one layer can."""

import numpy as np

rng = np.random.default_rng(0)
d_in, d_hidden, d_out = 3, 50, 2
W1, b1 = rng.normal(size=(d_hidden, d_in)), rng.normal(size=d_hidden)
W2, b2 = rng.normal(size=(d_out, d_hidden)), rng.normal(size=d_out)
x = np.array([1.0, -2.0, 0.5])  # (d_in,)

h = W1 @ x + b1  # (d_hidden,)
for name, bent in ("no bend", h), ("ReLU", np.maximum(0, h)), ("tanh", np.tanh(h)):
    print(f"two layers, {name:8}", *(f"{v:6.2f}" for v in W2 @ bent + b2))
W, b = W2 @ W1, W2 @ b1 + b2  # one layer for both   (d_out, d_in) and (d_out,)
print("one layer           ", *(f"{v:6.2f}" for v in W @ x + b))
count = W1.size + b1.size + W2.size + b2.size
print(f"parameters: {count} in two layers, {W.size + b.size} in one")
