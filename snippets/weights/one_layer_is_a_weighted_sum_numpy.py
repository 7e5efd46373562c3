"""A layer multiplies each input by a weight, adds up, and adds a bias."""

import numpy as np

x = np.array([2.0, -1.0, 0.5])  # inputs   (d_in,)
W = np.array([[1.0, 0.0, 4.0], [-0.5, 3.0, 0.0]])  # weights   (d_out, d_in)
b = np.array([0.1, 5.0])  # biases, one for each output   (d_out,)

for row in range(2):
    parts = [f"{w} * {value}" for w, value in zip(W[row], x)]
    total = sum(w * value for w, value in zip(W[row], x)) + b[row]
    print(f"{' + '.join(parts)} + {b[row]} = {total:.1f}")
print("as one product:", (x @ W.T + b).tolist())
