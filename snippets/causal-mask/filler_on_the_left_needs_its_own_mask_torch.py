"""Filler after a text is hidden by the causal mask; filler before it is not."""

import numpy as np
import torch

rng = np.random.default_rng(1)  # the same numbers as on the NumPy tab
text = torch.tensor(rng.normal(size=(3, 2)))  # (time, d_model)
filler = torch.tensor(rng.normal(size=(2, 2)))


def attention(x, padding):  # padding: True for filler
    hidden = torch.ones(len(x), len(x)).triu(1).bool()  # the causal mask
    hidden = hidden | padding & (torch.eye(len(x)) == 0)  # a token may see itself
    scores = (x @ x.T / x.shape[1] ** 0.5).masked_fill(hidden, -torch.inf)
    return scores.softmax(dim=1) @ x


none, left = torch.zeros(5).bool(), torch.arange(5) < 2
for name, output in (
    ("no filler:            ", attention(text, none[:3])),
    ("on the right:         ", attention(torch.cat([text, filler]), none)[:3]),
    ("on the left:          ", attention(torch.cat([filler, text]), none)[2:]),
    ("on the left, masked:  ", attention(torch.cat([filler, text]), left)[2:]),
):
    print(name, *(f"{o:5.2f}" for o in output.ravel()))
