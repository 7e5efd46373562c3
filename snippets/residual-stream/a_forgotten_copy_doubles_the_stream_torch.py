"""Changing the stream in place also changes what was put aside to be added."""

import torch


def stage(x, in_place):
    aside = x  # not a copy: another name for the same numbers
    if in_place:
        x -= x.mean()
    else:
        x = x - x.mean()  # a new list; the old one stays as it was
    return aside + 2 * x  # the stream plus what the stage computed


for in_place in (False, True):
    x = torch.tensor([1.0, 2.0, 6.0])  # one token   (d_model,)
    output = stage(x, in_place).tolist()
    print(f"in place: {in_place!s:5}  output {output}, input is now {x.tolist()}")
