"""Through layers, derivatives vanish or explode; in this example a residual helps."""

import numpy as np

print("layers  tanh, w 0.5  ReLU, w 1.5  x + tanh, w 0.5")
for n_layers in (1, 4, 16, 64):
    shown = []
    for kind, w in (("tanh", 0.5), ("ReLU", 1.5), ("x + tanh", 0.5)):
        x, derivative = 0.8, 1.0
        for _ in range(n_layers):
            z = w * x
            if kind == "ReLU":
                on = z > 0  # ReLU lets it through
                derivative *= w * on  # of this layer
                x = z * on
            else:
                skip = kind == "x + tanh"  # 1 with a residual connection, else 0
                derivative *= skip + w * (1 - np.tanh(z) ** 2)
                x = skip * x + np.tanh(z)
        shown.append(derivative)
    print(f"{n_layers:6} {shown[0]:12.1e} {shown[1]:12.1e} {shown[2]:16.1e}")
