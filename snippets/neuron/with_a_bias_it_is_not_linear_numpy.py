"""With a bias a layer is not linear: twice the input is not twice the output."""

import numpy as np

W = np.array([[3.0, -0.5, 5.0], [2.5, -0.25, 6.0]])  # (d_out, d_in)
b = np.array([2.0, 1.0])  # (d_out,)
x = np.array([2.0, 4.0, 1.0])  # (d_in,)

print("without bias, once and twice:", x @ W.T, 2 * x @ W.T)
print("with a bias, once and twice: ", x @ W.T + b, 2 * x @ W.T + b)
wide = np.column_stack([W, b])  # the bias as one more column   (d_out, d_in + 1)
for times in (1, 2):
    print(f"bias as a weight of a 1, x {times}:", np.append(times * x, 1) @ wide.T)
