"""Where chance decides, the honest probability costs least, and more than 0."""

import torch
from torch.nn import functional as F

rain = torch.tensor([1.0, 1, 1, 0, 1, 1, 0, 1, 0, 1])  # on 7 of 10 days   (days,)

print("said every day  cross-entropy  squared error")
for said in (0.01, 0.5, 0.6, 0.7, 0.8, 0.99):
    probs = torch.full_like(rain, said)  # (days,)
    cross_entropy = F.binary_cross_entropy(probs, rain)
    squared = F.mse_loss(probs, rain)
    print(f"{said:14} {cross_entropy:14.3f} {squared:14.3f}")
