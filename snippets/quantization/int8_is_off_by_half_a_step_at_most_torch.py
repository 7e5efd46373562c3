"""Rounded to 255 levels, no number is off by more than half a step."""

import numpy as np
import torch

weights = torch.tensor([0.31, -1.27, 0.004, 0.9, -0.086, 0.515], dtype=torch.float64)
scale = weights.abs().max() / 127  # the step between two levels
codes = (weights / scale).round().to(torch.int8)  # -127 to 127, one byte each
back = codes * scale
print("step: ", round(scale.item(), 4))
print("codes:", *codes.tolist())
print("back: ", *(f"{w:.2f}" for w in back))
print("bytes:", codes.nbytes, "instead of", weights.float().nbytes)

many = torch.tensor(np.random.default_rng(0).normal(size=100_000))
scale = many.abs().max() / 127
errors = ((many / scale).round() * scale - many).abs()
print(f"off by at most {errors.max():.4f}, half a step is {scale / 2:.4f}")
