"""A token uses a few experts; a batch of tokens together needs nearly all of them."""

import numpy as np

rng = np.random.default_rng(0)
d_model = 32
n_experts = 64  # knob: 16, 32, 64, 128
n_active = 4  # knob: 1 to 16
router = rng.normal(size=(d_model, n_experts))
x = rng.normal(size=(256, d_model))  # tokens, not alike

scores = x @ router  # (tokens, n_experts)
chosen = np.argsort(-scores, axis=-1)[:, :n_active]  # of each token, the highest
print(f"{n_active} of {n_experts} experts for each token")
print("tokens  experts read  if by lot  computed")
for tokens in (1, 4, 16, 64, 256):
    read = len(np.unique(chosen[:tokens]))  # their weights must be at hand
    by_lot = n_experts * (1 - (1 - n_active / n_experts) ** tokens)
    print(f"{tokens:6} {read:13} {by_lot:10.1f} {chosen[:tokens].size:9}")
