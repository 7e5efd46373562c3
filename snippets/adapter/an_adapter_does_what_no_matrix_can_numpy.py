"""An adapter of one neuron turns x into its absolute value; no matrix can."""

import numpy as np

x = np.array([-2.0, -1.0, 0.5, 1.0, 3.0])  # (batch,)
wanted = np.abs(x)  # (batch,)

down = -1.0  # d_model 1, bottleneck 1; knob: -2.0 to 2.0 by 0.5
up = 2.0  # knob: 0.0 to 4.0 by 0.5
adapted = x + up * np.maximum(down * x, 0)  # skip; down, activation, up
best = (x @ wanted) / (x @ x)  # the best number to multiply by: a 1 x 1 matrix
print("wanted:      ", wanted)
print("adapter:     ", adapted)
print("best matrix: ", (best * x).round(2))
