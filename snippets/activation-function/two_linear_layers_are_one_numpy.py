"""Two linear layers compute what one can, unless a nonlinear function is between."""

import numpy as np

rng = np.random.default_rng(0)
d_in, d_out = 3, 2
d_hidden = 50  # knob: 5 to 100 by 5
W1, b1 = rng.normal(size=(d_hidden, d_in)), rng.normal(size=d_hidden)
W2, b2 = rng.normal(size=(d_out, d_hidden)), rng.normal(size=d_out)
x = rng.normal(size=(100, d_in))  # (batch, d_in)

W, b = W2 @ W1, W2 @ b1 + b2  # one layer for both   (d_out, d_in) and (d_out,)
one_layer = x @ W.T + b  # (batch, d_out)
h = x @ W1.T + b1  # (batch, d_hidden)
print("between the layers  largest difference from one layer")
for name, activated in {
    "nothing": h,
    "ReLU": np.maximum(0, h),
    "tanh": np.tanh(h),
    "SiLU": h / (1 + np.exp(-h)),
}.items():
    two_layers = activated @ W2.T + b2  # (batch, d_out)
    print(f"{name:18} {abs(two_layers - one_layer).max():34.0f}")
count = W1.size + b1.size + W2.size + b2.size
print(f"parameters: {count} in two layers, {W.size + b.size} in one")
