"""Where chance decides, the honest probability costs least, and more than 0."""

import torch
from torch.nn import functional as F

happened = torch.tensor([1.0, 1, 1, 0, 1, 1, 0, 1, 0, 1])  # rain on 7 of 10 days

for said in (0.01, 0.5, 0.6, 0.7, 0.8, 0.99):
    loss = F.binary_cross_entropy(torch.full_like(happened, said), happened)
    print(f"says {said:4} every day: loss {loss:.3f}")
