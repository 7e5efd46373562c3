"""SwiGLU widens twice: one copy is bent and says how much of the other passes."""

import numpy as np


def swiglu(x, gate, up, down):  # (..., d_model) -> (..., d_model)
    wide = x @ gate  # (..., d_ff)
    opening = wide / (1 + np.exp(-wide))  # SiLU, also called Swish
    return opening * (x @ up) @ down


gate = np.array([[4.0, -4.0, 1.0], [0.0, 0.0, 1.0]])  # (d_model, d_ff)
up = np.array([[1.0, 1.0, 0.0], [0.0, 2.0, 3.0]])
down = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])  # (d_ff, d_model)
for x in ([1.0, 1.0], [-1.0, 1.0], [1.0, -1.0]):
    x = np.array(x)  # one token   (d_model,)
    opening = x @ gate / (1 + np.exp(-x @ gate))
    print("openings:", *(f"{o:5.2f}" for o in opening), end="   ")
    print("output:", *(f"{y:5.2f}" for y in swiglu(x, gate, up, down)))
