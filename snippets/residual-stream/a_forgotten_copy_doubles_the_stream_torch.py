"""Changing the stream in place also changes what was kept to be added."""

import torch


def layer(x, in_place):
    residual = x  # not a copy: another name for the same numbers
    if in_place:
        x -= x.mean()
    else:
        x = x - x.mean()  # new numbers; the old ones stay as they were
    return residual + 2 * x  # the stream plus what the layer computed


print("in place  output              input afterwards")
for in_place in (False, True):
    x = torch.tensor([1.0, 2.0, 6.0])  # one token   (d_model,)
    output = layer(x, in_place).tolist()
    print(f"{in_place!s:8}  {output!s:18}  {x.tolist()}")
