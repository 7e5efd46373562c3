"""SwiGLU widens twice: one result says how much of the other passes."""

import torch
from torch.nn import functional as F


def swiglu(x, gate, up, down):  # (..., d_model) -> (..., d_model)
    opening = F.silu(x @ gate)  # z times its sigmoid   (..., d_ff)
    return opening * (x @ up) @ down, opening


gate = torch.tensor([[4.0, -4.0, 1.0], [0.0, 0.0, 1.0]])  # (d_model, d_ff)
up = torch.tensor([[1.0, 1.0, 0.0], [0.0, 2.0, 3.0]])  # (d_model, d_ff)
down = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])  # (d_ff, d_model)
print("input          after SiLU            output")
for x in ([1.0, 1.0], [-1.0, 1.0], [1.0, -1.0]):
    y, opening = swiglu(torch.tensor(x), gate, up, down)  # one token
    print(f"{x!s:14}", *(f"{o:5.2f}" for o in opening), "  ", *(f"{n:5.2f}" for n in y))
