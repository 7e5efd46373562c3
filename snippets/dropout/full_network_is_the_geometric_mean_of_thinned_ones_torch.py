"""The full network is the geometric mean of all thinned ones if one layer follows."""

from itertools import product

import numpy as np
import torch

rng = np.random.default_rng(0)
p, width, n_classes = 0.5, 8, 3
x = torch.from_numpy(rng.standard_normal(width))
W1 = torch.from_numpy(rng.standard_normal((width, width))) / 2
W2 = torch.from_numpy(rng.standard_normal((width, n_classes))) / 2
masks = torch.tensor(list(product([0.0, 1.0], repeat=width))).double() / (1 - p)
full = torch.softmax(torch.relu(x @ W1) @ W2, dim=-1)  # (n_classes,)
print(f"full network, nothing dropped        {full.numpy().round(3)}")
hidden = {
    "hidden vector": masks * torch.relu(x @ W1),  # (256, width)
    "input": torch.relu((masks * x) @ W1),  # (256, width)
}
for dropped, value in hidden.items():
    log_probs = torch.log_softmax(value @ W2, dim=-1)  # (256, n_classes)
    mean = torch.softmax(log_probs.mean(dim=0), dim=-1)  # geometric, normalized
    print(f"mean of {len(masks)}, dropout of the {dropped:13}", end=" ")
    print(f"{mean.numpy().round(3)}  the same: {torch.allclose(mean, full)}")
