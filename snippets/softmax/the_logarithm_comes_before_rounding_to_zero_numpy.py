"""The logarithm of a probability rounded to 0 is lost; log-softmax keeps it."""

import numpy as np

logits = np.array([120.0, 119.0, 0.0], dtype=np.float32)  # (vocab_size,)
shifted = logits - logits.max()
probs = np.exp(shifted) / np.exp(shifted).sum()
with np.errstate(all="ignore"):
    afterwards = np.log(probs)  # softmax, then the logarithm
at_once = shifted - np.log(np.exp(shifted).sum())  # log-softmax
for name, row in ("softmax, then log", afterwards), ("log-softmax", at_once):
    print(f"{name:17}", *(f"{x:8.2f}" for x in row))
