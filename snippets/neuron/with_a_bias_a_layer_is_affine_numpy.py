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
print("layer         f(2x) = 2 f(x)  f(x + other) = f(x) + f(other)")
for name, f in layers.items():
    scales = np.array_equal(f(2 * x), 2 * f(x))
    adds = np.array_equal(f(x + other), f(x) + f(other))
    print(f"{name:12} {scales!s:>15} {adds!s:>31}")
extended = np.append(x, 1.0)  # an input that is always 1
print("bias as a weight of a constant 1:", np.array_equal(wide @ extended, W @ x + b))
