"""A step changes the rows that were looked up; tying or weight decay changes all."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
vocab_size, d_model = 6, 4
ids, targets = torch.tensor([1, 3]), torch.tensor([3, 1])  # (seq_len,)
start = torch.tensor(rng.normal(size=(vocab_size, d_model)))
output = torch.tensor(rng.normal(size=(vocab_size, d_model)))

print("rows that one step of AdamW changes, of", list(range(vocab_size)))
for name, tied, decay in ("lookup only", 0, 0.0), ("tied", 1, 0.0), ("decay", 0, 0.1):
    embedding = start.clone().requires_grad_()
    optimizer = torch.optim.AdamW([embedding], lr=0.01, weight_decay=decay)
    logits = embedding[ids] @ (embedding if tied else output).T
    F.cross_entropy(logits, targets).backward()
    optimizer.step()
    changed = (embedding != start).any(dim=1).nonzero().flatten()
    print(f"{name:12} {changed.tolist()}")
