"""AdamW hides a factor that all gradients share, but not wrong weights."""

import torch
from torch.nn.functional import mse_loss
from torch.optim import SGD, AdamW

g = torch.Generator().manual_seed(0)
sizes = (2, 7, 1)  # texts of unequal length, in tokens
texts = [[torch.randn(s, generator=g).double() for s in ((n, 3), n)] for n in sizes]
right = [n / sum(sizes) for n in sizes]
ways = {"4 times too large": [4 * share for share in right], "each alike": 3 * [1 / 3]}


def train(shares, optimizer, steps=100):
    w = torch.zeros(3, dtype=torch.float64, requires_grad=True)  # (d_in,)
    step = optimizer([w], lr=0.01, weight_decay=0.0)
    for _ in range(steps):
        step.zero_grad()
        for (x, y), share in zip(texts, shares):
            (share * mse_loss(x @ w, y)).backward()
        step.step()
    return w.detach()


print("gradients             SGD  AdamW")
for way, shares in ways.items():
    ends = [(train(right, each), train(shares, each)) for each in (SGD, AdamW)]
    print(f"{way:19}", *(f"{(b - a).norm() / a.norm():5.0%}" for a, b in ends))
