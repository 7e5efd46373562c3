"""Layer norm gives each token mean 0 and standard deviation 1, then gain and shift."""

import numpy as np

x = np.array([[2, 4, 6, 8], [-30, 10, 10, 10], [0.001, 0.002, 0.003, 0.004]])
gain = np.array([1.0, 1.0, 1.0, 2.0])  # learned, begins as ones   (d_model,)
shift = np.array([0.0, 0.0, 0.0, 5.0])  # learned, begins as zeros
eps = 1e-5  # knob: 1e-8, 1e-6, 1e-5, 1e-3

centered = x - x.mean(axis=-1, keepdims=True)  # x is (seq_len, d_model)
variance = (centered**2).mean(axis=-1, keepdims=True)  # (seq_len, 1)
normed = centered / np.sqrt(variance + eps)  # (seq_len, d_model)
print("token                    normed                   std   with gain and shift")
for token, n, y in zip(x, normed, normed * gain + shift):
    print(f"{' '.join(f'{t:g}' for t in token):24}", end=" ")
    print(*(f"{v:5.2f}" for v in n), f"{n.std():5.2f}  ", *(f"{v:5.2f}" for v in y))
