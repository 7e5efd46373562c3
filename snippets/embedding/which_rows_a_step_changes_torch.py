"""Which rows of the table Adam's first step changes, and which its second."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
vocab_size, d_model, lr = 6, 4, 0.01
start = torch.tensor(rng.normal(size=(vocab_size, d_model)))
output = torch.tensor(rng.normal(size=(vocab_size, d_model)))

print("AdamW, row ", *(f"{row:4}" for row in range(vocab_size)))
for name, tied, decay in ("plain", 0, 0.0), ("tied", 1, 0.0), ("decay", 0, 0.1):
    embedding = start.clone().requires_grad_()
    optimizer = torch.optim.AdamW([embedding], lr=lr, weight_decay=decay)
    for ids in torch.tensor([[1, 3], [0, 2]]):  # (seq_len,)
        before = embedding.detach().clone()
        optimizer.zero_grad()
        logits = embedding[ids] @ (embedding if tied else output).T
        F.cross_entropy(logits, ids.flip(0)).backward()  # each predicts the other
        optimizer.step()
        moved = 1000 * (embedding - before).abs().mean(dim=1)  # thousandths
        print(f"{name:5}", ids.tolist(), *(f"{size:4.2g}" for size in moved))
