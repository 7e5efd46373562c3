"""An adapter of one neuron turns x into its absolute value; no matrix can."""

import torch

x = torch.tensor([-2.0, -1.0, 0.5, 1.0, 3.0], dtype=torch.float64)  # (batch,)
wanted = x.abs()  # (batch,)

down, up = -1.0, 2.0  # d_model 1, bottleneck 1
adapted = x + up * (down * x).relu()  # skip; down, activation, up
best = (x @ wanted) / (x @ x)  # the best number to multiply by: a 1 x 1 matrix
print("wanted:      ", wanted.numpy())
print("adapter:     ", adapted.numpy())
print("best matrix: ", (best * x).numpy().round(2))
