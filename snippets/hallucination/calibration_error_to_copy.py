"""Expected calibration error: how far what is stated is from how often it is right."""

import numpy as np


def calibration_error(stated, right, bins=10):
    """Mean distance of stated probability and share right, over bins of equal width."""
    stated, right = np.asarray(stated, float), np.asarray(right, float)
    which = np.minimum((stated * bins).astype(int), bins - 1)  # 1.0 is in the last bin
    gap = np.bincount(which, weights=stated - right, minlength=bins)
    return np.abs(gap).sum() / max(len(stated), 1)


rng = np.random.default_rng(0)
logits = 2 * rng.normal(size=(20_000, 4))  # (questions, answers)
probs = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
truth = (probs.cumsum(axis=1) < rng.random((len(probs), 1))).sum(axis=1)  # calibrated

print("temperature  right  sure of it  calibration error")
for temperature in (2.0, 1.0, 0.5, 0.1):
    scaled = np.exp((logits - logits.max(axis=1, keepdims=True)) / temperature)
    scaled /= scaled.sum(axis=1, keepdims=True)
    right, sure = scaled.argmax(axis=1) == truth, scaled.max(axis=1)
    error = calibration_error(sure, right)
    print(f"{temperature:11}  {right.mean():5.2f}  {sure.mean():10.2f}  {error:17.2f}")
