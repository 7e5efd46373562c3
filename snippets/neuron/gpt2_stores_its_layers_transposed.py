"""GPT-2's files hold weights as (d_in, d_out); only a square one loads unturned."""

import torch
from torch import nn


def as_linear(weight, bias):  # from GPT-2's form, (d_in, d_out) and (d_out,)
    layer = nn.Linear(*weight.shape)
    layer.load_state_dict({"weight": weight.T, "bias": bias})
    return layer


x = torch.tensor([[1.0, 10.0]])  # (batch, d_in)
wide = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), torch.tensor([0.1, 0.2, 0.3])
square = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([0.1, 0.2])
for weight, bias in (wide, square):
    y = (x @ weight + bias)[0]  # as GPT-2 computes it   (d_out,)
    print(
        "as in GPT-2", y.numpy(), "turned", as_linear(weight, bias)(x)[0].data.numpy()
    )
    layer = nn.Linear(*weight.shape)
    try:
        layer.load_state_dict({"weight": weight, "bias": bias})
        print("  unturned", layer(x)[0].data.numpy())
    except RuntimeError:
        print("  unturned refused")
