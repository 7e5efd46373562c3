"""Expected calibration error: how far what is stated is from how often it is right."""

import numpy as np


def calibration_error(stated, right, bins=10):
    """Mean over answers of abs(mean stated - share right) in their bin."""
    stated, right = np.asarray(stated, float), np.asarray(right, float)
    which = np.searchsorted(np.arange(1, bins) / bins, stated)  # on a border: lower bin
    gaps = np.bincount(which, weights=stated - right)
    return np.abs(gaps).sum() / max(len(stated), 1)


def softmax(logits):
    exp = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exp / exp.sum(axis=1, keepdims=True)


rng = np.random.default_rng(0)
logits = 2 * rng.normal(size=(20_000, 4))  # (questions, answers)
below = softmax(logits).cumsum(axis=1) < rng.random((len(logits), 1))
truth = below.sum(axis=1)  # drawn from the model's own probabilities: it is calibrated

print("temperature  right   sure  error")
for temperature in (2.0, 1.0, 0.5, 0.1):
    probs = softmax(logits / temperature)
    right, sure = probs.argmax(axis=1) == truth, probs.max(axis=1)
    error = calibration_error(sure, right)
    print(f"{temperature:11}  {right.mean():.3f}  {sure.mean():.3f}  {error:.3f}")
print(f"one of two wrong:   {calibration_error([1.0, 0.95], [False, True]):13.3f}")
