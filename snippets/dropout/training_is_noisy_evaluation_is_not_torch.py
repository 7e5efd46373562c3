"""In training some values become 0 and the others grow; in evaluation none changes."""

import torch
from torch import nn

drop = nn.Dropout(p=0.1)  # it takes no generator: its masks come from the global one
x = torch.ones(500, 768)  # (seq_len, d_model)
print("mode        share of zeros  largest value  mean  second call equal")
for training in (True, False):
    drop.train(training)
    mode = "training" if drop.training else "evaluation"
    first, second = drop(x), drop(x)
    zeros = (first == 0).float().mean()
    print(f"{mode:10} {zeros:15.2f} {first.max():14.2f} {first.mean():5.2f}", end="")
    print(f"  {torch.equal(first, second)}")
