"""A token uses a few experts; a batch of tokens together needs nearly all of them."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
d_model, n_experts, n_active = 32, 64, 4
router = torch.tensor(rng.normal(size=(d_model, n_experts)))
x = torch.tensor(rng.normal(size=(256, d_model)))  # tokens, not alike

scores = x @ router  # (tokens, n_experts)
chosen = scores.topk(n_active, dim=-1).indices  # of each token, the highest
print(f"{n_active} of {n_experts} experts for each token")
print("tokens  experts read  if by lot  computed")
for tokens in (1, 4, 16, 64, 256):
    read = len(chosen[:tokens].unique())  # their weights must be at hand
    by_lot = n_experts * (1 - (1 - n_active / n_experts) ** tokens)
    print(f"{tokens:6} {read:13} {by_lot:10.1f} {chosen[:tokens].numel():9}")
