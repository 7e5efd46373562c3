"""GPT-2's files hold weights as (d_in, d_out); a square one also loads as it is."""

import torch
from torch import nn


def as_linear(weight, bias=None):  # from GPT-2's form, (d_in, d_out) and (d_out,)
    layer = nn.Linear(*weight.shape, bias=bias is not None).to(weight)
    with torch.no_grad():
        layer.weight.copy_(weight.T)
        if bias is not None:
            layer.bias.copy_(bias)
    return layer


x = torch.tensor([[1.0, 10.0]])  # (batch, d_in)
wide = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])  # (d_in, d_out)
square = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
print("shape   as GPT-2 computes it  transposed          loaded as it is")
for weight in (wide, square):
    rows = [x @ weight, as_linear(weight)(x)]
    layer = nn.Linear(*weight.shape, bias=False)
    try:
        layer.load_state_dict({"weight": weight})
        rows.append(layer(x))
    except RuntimeError:
        pass
    shown = [str(row[0].tolist()) for row in rows] + ["refused"]
    print(f"{tuple(weight.shape)}  {shown[0]:20}  {shown[1]:18}  {shown[2]}")
