"""Without a bias a layer is linear in the strict sense; with one it is affine."""

import numpy as np

W = np.array([[3.0, -0.5, 5.0], [2.5, -0.25, 6.0]])  # (d_out, d_in)
b = np.array([2.0, 1.0])  # (d_out,)
x, other = np.array([2.0, 4.0, 1.0]), np.array([1.0, 0.0, 3.0])  # (d_in,)
wide = np.column_stack([W, b])  # the bias as one more column   (d_out, d_in + 1)

layers = {
    "without bias": lambda x: W @ x,
    "with a bias": lambda x: W @ x + b,
}
for name, f in layers.items():
    print(f"{name}:")
    for text, y in {
        "f(2x)": f(2 * x),
        "2 f(x)": 2 * f(x),
        "f(x + other)": f(x + other),
        "f(x) + f(other)": f(x) + f(other),
    }.items():
        print(f"  {text:15}", *(f"{value:5.1f}" for value in y))
extended = np.append(x, 1.0)  # an input that is always 1
print("f(x) with a bias:", (W @ x + b).tolist())
print("weights of 3 inputs and a 1:", (wide @ extended).tolist())
