"""Behind RMSNorm without gains, rotating all vectors changes no result."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
seq_len, d_model, d_out = 5, 8, 6
x = torch.tensor(rng.normal(size=(seq_len, d_model)))
W = torch.tensor(rng.normal(size=(d_model, d_out)))  # reads the vectors
gains = torch.tensor(rng.uniform(0.5, 2.0, size=d_model))
R = torch.linalg.qr(torch.tensor(rng.normal(size=(d_model, d_model)))).Q  # a rotation
M = torch.eye(d_model, dtype=torch.float64) - 1 / d_model  # x @ M: without its mean


def rms_norm(x, weight=None):
    return F.rms_norm(x, normalized_shape=[d_model], weight=weight, eps=1e-5)


ways = {  # the norm, and the matrix after it
    "RMSNorm": (rms_norm, W),
    "RMSNorm with gains": (lambda x: rms_norm(x, weight=gains), W),
    "gains in the matrix": (rms_norm, gains[:, None] * W),
    "LayerNorm": (lambda x: F.layer_norm(x, normalized_shape=[d_model]), W),
}
for name, (norm, matrix) in ways.items():
    off = (norm(x @ R) @ (R.T @ matrix) - norm(x) @ matrix).abs().max()
    print(f"{name:20} rotated, off by {off:.2f}")
off = (rms_norm(x @ M @ R) @ (R.T @ W) - norm(x) @ W).abs().max()  # still LayerNorm
print(f"LayerNorm, mean out  rotated, off by {off:.2f}")
