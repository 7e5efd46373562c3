"""Behind RMSNorm without gains, rotating all vectors changes no result."""

import torch
from torch.nn import functional as F

g = torch.Generator().manual_seed(0)
seq_len, d_model, d_out = 5, 8, 6
x = torch.randn(seq_len, d_model, generator=g, dtype=torch.float64)
W = torch.randn(d_model, d_out, generator=g, dtype=torch.float64)  # reads the vectors
gains = 0.5 + 1.5 * torch.rand(d_model, generator=g, dtype=torch.float64)
R = torch.linalg.qr(torch.randn(d_model, d_model, generator=g, dtype=torch.float64)).Q
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
    same = torch.allclose(norm(x @ R) @ (R.T @ matrix), norm(x) @ matrix)
    print(f"{name:20} rotated, the same: {same}")
norm = F.layer_norm(x, normalized_shape=[d_model])
same = torch.allclose(rms_norm(x @ M @ R) @ (R.T @ W), norm @ W)
print(f"LayerNorm, mean out  rotated, the same: {same}")
