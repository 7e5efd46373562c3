"""Two layers and a loss, walked back by hand: the gradient that autograd finds."""

import numpy as np

rng = np.random.default_rng(0)
batch, d_in, d_hidden, vocab_size = 3, 4, 5, 6
x = rng.normal(size=(batch, d_in))
labels = np.array([1, 5, 0])
W1, b1 = rng.normal(size=(d_hidden, d_in)), rng.normal(size=d_hidden)
W2, b2 = rng.normal(size=(vocab_size, d_hidden)), rng.normal(size=vocab_size)

sums = x @ W1.T + b1  # forward   (batch, d_hidden)
h = np.maximum(sums, 0)  # ReLU   (batch, d_hidden)
logits = h @ W2.T + b2  # (batch, vocab_size)
exps = np.exp(logits)
probs = exps / exps.sum(axis=1, keepdims=True)
print(f"loss {-np.log(probs[range(batch), labels]).mean():.3f}")

to_logits = (probs - np.eye(vocab_size)[labels]) / batch  # backward, from the end
to_W2, to_b2 = to_logits.T @ h, to_logits.sum(axis=0)
to_h = to_logits @ W2  # (batch, d_hidden)
to_sums = to_h * (sums > 0)  # ReLU lets the slope through, or stops it
to_W1, to_b1 = to_sums.T @ x, to_sums.sum(axis=0)
for name, gradient in zip(("W1", "b1", "W2", "b2"), (to_W1, to_b1, to_W2, to_b2)):
    first = " ".join(f"{value:6.3f}" for value in gradient.ravel()[:4])
    print(
        f"{name} {str(gradient.shape):6} {first}  norm {np.linalg.norm(gradient):.3f}"
    )
