"""Merged in bf16, a small update leaves most weights as they were."""

import numpy as np
import torch

rng = np.random.default_rng(0)
d_out, d_in, rank = 200, 300, 4
W = torch.tensor(0.02 * rng.normal(size=(d_out, d_in))).bfloat16()  # a base in bf16
A = torch.tensor(rng.normal(size=(rank, d_in)))  # (rank, d_in)
B = torch.tensor(1e-5 * rng.normal(size=(d_out, rank)))  # (d_out, rank)
update = B @ A  # (d_out, d_in)

print(f"update: {100 * update.norm() / W.double().norm():.1f}% of the weights")
print("merged in  weights unchanged  error of the update")
for kind in torch.bfloat16, torch.float16, torch.float32:
    merged = (W.double() + update).to(kind)
    unchanged = (merged == W.to(kind)).double().mean()
    arrived = merged.double() - W.double()  # what is left of the update
    error = (arrived - update).norm() / update.norm()
    print(f"{str(kind)[6:]:9} {100 * unchanged:17.0f}% {100 * error:19.0f}%")
