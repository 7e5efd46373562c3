"""One vector for a text: the mean over its tokens, without padding, made 1 long."""

import numpy as np


def pooled(hidden, mask):
    """Means (batch, d_model) of hidden (batch, seq_len, d_model); mask: 1 or 0."""
    mask = mask[..., None]  # (batch, seq_len, 1)
    return (hidden * mask).sum(axis=1) / np.maximum(mask.sum(axis=1), 1)


def normalized(vectors):
    """The same directions, of length 1; a vector of zeros stays 0."""
    norm = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.maximum(norm, 1e-12)


hidden = np.array([[[3.0, 1, 0], [1, 3, 0], [5, 0, 5]],  # two tokens and padding
                   [[2.0, 1, 1], [1, 0, 2], [0, 2, 3]]])  # fmt: skip
means = pooled(hidden, np.array([[1, 1, 0], [1, 1, 1]]))
careless = pooled(hidden, np.ones((2, 3)))
print("mean of the question ", means[0])
print("mean of the chunk    ", means[1])

norms = np.sqrt((means[0] @ means[0]) * (means[1] @ means[1]))
print(f"cosine of the means     {means[0] @ means[1] / norms:.3f}")
for name, vectors in {"dot product": means, "with padding averaged": careless}.items():
    question, chunk = normalized(vectors)
    print(f"{name:22}  {question @ chunk:.3f}")
