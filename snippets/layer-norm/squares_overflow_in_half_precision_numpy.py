"""In fp16 the squares inside a norm overflow, and the answer becomes zero."""

import numpy as np

x = np.array([300.0, 200.0, 100.0, 50.0])  # (d_model,)
for dtype in (np.float32, np.float16):
    with np.errstate(over="ignore"):  # NumPy would warn
        squares = x.astype(dtype) ** 2
        normed = x.astype(dtype) / np.sqrt(squares.mean())
    print(
        f"largest square {squares.max():.0f}, normed:", *(f"{n:5.2f}" for n in normed)
    )
