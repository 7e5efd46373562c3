"""Rounded to 255 levels, no number is off by more than half a step."""

import numpy as np

weights = np.array([0.31, -1.27, 0.004, 0.9, -0.086, 0.515])
scale = np.abs(weights).max() / 127  # the step between two levels
codes = np.round(weights / scale).astype(np.int8)  # -127 to 127, one byte each
back = codes * scale
print("step: ", round(scale, 4))
print("codes:", *codes)
print("back: ", *(f"{w:.2f}" for w in back))
print("bytes:", codes.nbytes, "instead of", weights.astype(np.float32).nbytes)

many = np.random.default_rng(0).normal(size=100_000)
scale = np.abs(many).max() / 127
errors = np.abs(np.round(many / scale) * scale - many)
print(f"off by at most {errors.max():.4f}, half a step is {scale / 2:.4f}")
