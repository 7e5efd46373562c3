"""SwiGLU widens twice: one copy is bent and says how much of the other passes."""

import torch
from torch.nn import functional as F


def swiglu(x, gate, up, down):  # (..., d_model) -> (..., d_model)
    opening = F.silu(x @ gate)  # SiLU, also called Swish   (..., d_ff)
    return opening * (x @ up) @ down


gate = torch.tensor([[4.0, -4.0, 1.0], [0.0, 0.0, 1.0]])  # (d_model, d_ff)
up = torch.tensor([[1.0, 1.0, 0.0], [0.0, 2.0, 3.0]])
down = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])  # (d_ff, d_model)
for x in ([1.0, 1.0], [-1.0, 1.0], [1.0, -1.0]):
    x = torch.tensor(x)  # one token   (d_model,)
    print("openings:", *(f"{o:5.2f}" for o in F.silu(x @ gate)), end="   ")
    print("output:", *(f"{y:5.2f}" for y in swiglu(x, gate, up, down)))
