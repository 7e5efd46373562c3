"""Where chance decides, the honest probability costs least, and more than 0."""

import torch
from torch.nn import functional as F

rain = torch.tensor([1.0, 1, 1, 0, 1, 1, 0, 1, 0, 1])  # on 7 of 10 days   (days,)

print("said every day  mean loss")
for said in (0.01, 0.5, 0.6, 0.7, 0.8, 0.99):
    loss = F.binary_cross_entropy(torch.full_like(rain, said), rain)
    print(f"{said:14} {loss:10.3f}")
