"""SwiGLU widens twice: one result says how much of the other passes."""

import numpy as np


def swiglu(x, gate, up, down):  # (..., d_model) -> (..., d_model)
    z = x @ gate  # (..., d_ff)
    opening = z / (1 + np.exp(-z))  # SiLU: z times its sigmoid
    return opening * (x @ up) @ down, opening


gate = np.array([[4.0, -4.0, 1.0], [0.0, 0.0, 1.0]])  # (d_model, d_ff)
up = np.array([[1.0, 1.0, 0.0], [0.0, 2.0, 3.0]])  # (d_model, d_ff)
down = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])  # (d_ff, d_model)
print("input          after SiLU            output")
for x in ([1.0, 1.0], [-1.0, 1.0], [1.0, -1.0]):
    y, opening = swiglu(np.array(x), gate, up, down)  # one token
    print(f"{x!s:14}", *(f"{o:5.2f}" for o in opening), "  ", *(f"{n:5.2f}" for n in y))
