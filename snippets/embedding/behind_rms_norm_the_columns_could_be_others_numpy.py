"""Behind RMSNorm without gains, rotating all vectors changes no result."""

import numpy as np

rng = np.random.default_rng(0)
seq_len, d_model, d_out = 5, 8, 6
x = rng.normal(size=(seq_len, d_model))
W = rng.normal(size=(d_model, d_out))  # the matrix that reads the vectors
gains = rng.uniform(0.5, 2.0, size=d_model)
R, _ = np.linalg.qr(rng.normal(size=(d_model, d_model)))  # a rotation: R @ R.T = 1
M = np.eye(d_model) - 1 / d_model  # x @ M is x without its mean


def rms_norm(x, eps=1e-5):
    return x / np.sqrt((x**2).mean(axis=-1, keepdims=True) + eps)


ways = {  # the norm, and the matrix after it
    "RMSNorm": (rms_norm, W),
    "RMSNorm with gains": (lambda x: gains * rms_norm(x), W),
    "gains in the matrix": (rms_norm, gains[:, None] * W),
    "LayerNorm": (lambda x: rms_norm(x @ M), W),
}
for name, (norm, matrix) in ways.items():
    off = np.abs(norm(x @ R) @ (R.T @ matrix) - norm(x) @ matrix).max()
    print(f"{name:20} rotated, off by {off:.2f}")
off = np.abs(rms_norm(x @ M @ R) @ (R.T @ W) - rms_norm(x @ M) @ W).max()
print(f"LayerNorm, mean out  rotated, off by {off:.2f}")
