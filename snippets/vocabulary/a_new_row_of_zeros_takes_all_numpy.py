"""A new token whose row is zeros can take all the probability; the mean row cannot."""

import numpy as np

x = np.array([3.0, -2.0, 1.0])  # what a model computed for one place   (d_model,)
table = np.array(  # one row for each of four tokens   (vocab_size, d_model)
    [[-6.0, 2.0, 1.0], [-5.0, 3.0, -1.0], [-7.0, 1.0, -1.0], [-6.0, 1.0, -3.0]]
)


def softmax(logits):
    return np.exp(logits) / np.exp(logits).sum()


print("logits:", table @ x)
before = softmax(table @ x)
print("before:", before.round(3))
for name, row in ("zeros", np.zeros(3)), ("mean", table.mean(axis=0)):
    probs = softmax(np.vstack([table, row]) @ x)  # (vocab_size + 1,)
    shares = probs[:-1] / probs[:-1].sum()
    print(
        f"{name}: the new one gets {probs[-1]:.3f}, shares of the rest", shares.round(3)
    )
