"""Layer norm gives each token mean 0 and spread 1, then a learned gain and shift."""

import numpy as np

x = np.array([[2, 4, 6, 8], [-30, 10, 10, 10], [0.001, 0.002, 0.003, 0.004]])
gain = np.array([1.0, 1.0, 1.0, 2.0])  # learned, begins as ones   (d_model,)
shift = np.array([0.0, 0.0, 0.0, 5.0])  # learned, begins as zeros

centered = x - x.mean(axis=1, keepdims=True)  # x is (time, d_model)
spread = np.sqrt((centered**2).mean(axis=1, keepdims=True) + 1e-5)  # (time, 1)
normed = centered / spread  # (time, d_model)
for token, n, y in zip(x, normed, normed * gain + shift):
    print(*(f"{t:g}" for t in token), "becomes", *(f"{v:.2f}" for v in n), end="")
    print(f", spread {n.std():.2f}; with gain and shift", *(f"{v:.2f}" for v in y))
