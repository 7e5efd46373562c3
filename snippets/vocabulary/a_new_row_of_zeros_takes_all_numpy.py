"""A new token whose row is zeros can take all the probability; the mean row cannot."""

import numpy as np

h = np.array([3.0, -2.0, 1.0])  # final hidden state at one position   (d_model,)
unembedding = np.array(  # one row for each of four tokens   (vocab_size, d_model)
    [[-6.0, 2.0, 1.0], [-5.0, 3.0, -1.0], [-7.0, 1.0, -1.0], [-6.0, 1.0, -3.0]]
)


def softmax(logits):
    exps = np.exp(logits - logits.max())
    return exps / exps.sum()


print("logits:", unembedding @ h)
print("probabilities before:", softmax(unembedding @ h).round(3))
for name, row in ("zeros", np.zeros(3)), ("mean", unembedding.mean(axis=0)):
    probs = softmax(np.vstack([unembedding, row]) @ h)  # (vocab_size + 1,)
    rest = probs[:-1] / probs[:-1].sum()
    print(f"new row of {name}: {probs[-1]:.3f} for it, among the others", rest.round(3))
