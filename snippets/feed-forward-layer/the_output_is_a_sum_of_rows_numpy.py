"""Each inner neuron adds its own row to the output, times its activation."""

import numpy as np

up = np.array([[2.0, 0.0, -1.0, 1.0], [0.0, 3.0, 1.0, 1.0]])  # (d_model, d_ff)
down = np.array([[1.0, 0.0], [0.0, 1.0], [5.0, 5.0], [-1.0, 2.0]])  # (d_ff, d_model)
x = np.array([1.0, 0.5])  # one token   (d_model,)

activations = np.maximum(x @ up, 0)  # (d_ff,)
total = np.zeros(2)
print("activation  row of down   sum so far")
for activation, row in zip(activations, down):
    total = total + activation * row
    print(f"{activation:10.1f}  {row.tolist()!s:12}  {total.tolist()}")
print("as a product of matrices:", (activations @ down).tolist())
