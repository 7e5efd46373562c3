"""bf16 is the upper half of an fp32, rounded: by hand equal to torch.bfloat16."""

import numpy as np
import torch


def to_bf16(x):  # anything in, float32 out, rounded to what bf16 can hold
    x = np.array(x, dtype=np.float32)
    bits = x.view(np.uint32)
    even = (bits >> 16) & 1  # a tie goes to the even neighbor
    rounded = (bits + 0x7FFF + even) & np.uint32(0xFFFF0000)
    return np.where(np.isnan(x), x, rounded.view(np.float32))


def cut(x):  # the lower half dropped, without rounding
    return (x.view(np.uint32) & np.uint32(0xFFFF0000)).view(np.float32)


x = np.float32([0.1, 1.00390625, 1.01171875, 3.4e38, 1e-40, np.nan])
theirs = torch.tensor(x).bfloat16().float().numpy()
print("        fp32        PyTorch      rounded      cut off")
for number, *shown in zip(x, theirs, to_bf16(x), cut(x)):
    print(f"{number:12.9g}", *(f"{value:12.8g}" for value in shown))
