"""Two layers and a loss, backward by hand: the gradient that autograd finds."""

import numpy as np

rng = np.random.default_rng(0)
batch, d_in, vocab_size = 3, 4, 6
d_hidden = 5  # knob: 4 to 9
x, labels = rng.normal(size=(batch, d_in)), np.array([1, 5, 0])
W1, b1 = rng.normal(size=(d_hidden, d_in)), rng.normal(size=d_hidden)
W2, b2 = rng.normal(size=(vocab_size, d_hidden)), rng.normal(size=vocab_size)

z = x @ W1.T + b1  # forward   (batch, d_hidden)
h = np.maximum(z, 0)  # ReLU   (batch, d_hidden)
logits = h @ W2.T + b2  # (batch, vocab_size)
exps = np.exp(logits - logits.max(axis=1, keepdims=True))
probs = exps / exps.sum(axis=1, keepdims=True)  # (batch, vocab_size)
print(f"loss {-np.log(probs[np.arange(batch), labels]).mean():.3f}")

d_logits = (probs - np.eye(vocab_size)[labels]) / batch  # backward, from the end
d_W2, d_b2 = d_logits.T @ h, d_logits.sum(axis=0)
d_h = d_logits @ W2  # (batch, d_hidden)
d_z = d_h * (z > 0)  # ReLU lets the gradient through, or stops it
d_W1, d_b1 = d_z.T @ x, d_z.sum(axis=0)
print("name  shape    first four numbers           norm")
for name, gradient in {"W1": d_W1, "b1": d_b1, "W2": d_W2, "b2": d_b2}.items():
    first = " ".join(f"{value:6.3f}" for value in gradient.ravel()[:4])
    print(f"{name}    {gradient.shape!s:8} {first} {np.linalg.norm(gradient):6.3f}")
