"""bf16 is the upper half of an fp32, rounded: by hand equal to torch.bfloat16."""

import numpy as np
import torch


def to_bf16(x):  # float32 in, float32 out, with 16 bits of zeros at the end
    bits = x.view(np.uint32)
    even = (bits >> 16) & 1  # a tie goes to the even neighbor
    return ((bits + 0x7FFF + even) >> 16 << 16).view(np.float32)


def cut(x):  # the lower half dropped
    return (x.view(np.uint32) >> 16 << 16).view(np.float32)


rng = np.random.default_rng(0)
sizes = 10.0 ** rng.uniform(-44, 37, size=100_000)  # from next to nothing to vast
x = (rng.normal(size=100_000) * sizes).astype(np.float32)
x[:4] = np.inf, 3.4e38, 1.00390625, 1.01171875  # the last two are ties

theirs = torch.tensor(x).bfloat16().float().numpy()
print("rounded, the same for all:", (to_bf16(x) == theirs).all())
print(f"cut off, the same for {(cut(x) == theirs).mean():.0%}")
for number, rounded, shorter in zip(x[1:4], to_bf16(x)[1:4], cut(x)[1:4]):
    print(f"{number:.9g}: rounded {rounded:.9g}, cut off {shorter:.9g}")
