"""A layer is neurons side by side, and it treats each token alone."""

import numpy as np

W = np.array([[3.0, -0.5, 5.0], [2.5, -0.25, 6.0]])  # a row a neuron   (d_out, d_in)
b = np.array([2.0, 0.0])  # (d_out,)
x = np.array(  # (batch, seq_len, d_in)
    [[[2.0, 4.0, 1.0], [0.0, 8.0, 0.0]], [[1.0, 2.0, 0.0], [2.0, 4.0, 1.0]]]
)

z = x @ W.T + b  # pre-activations, all at once   (batch, seq_len, d_out)
y = np.maximum(0, z)  # ReLU
print(f"{x.shape} becomes {y.shape} with {W.size + b.size} parameters")
print("text  token  neuron  one by one  all at once  after ReLU")
for text, token, neuron in np.ndindex(y.shape):
    alone = W[neuron] @ x[text, token] + b[neuron]  # a dot product, and the bias
    print(f"{text:4} {token:6} {neuron:7} {alone:11.1f}", end="")
    print(f"{z[text, token, neuron]:13.1f} {y[text, token, neuron]:11.1f}")
