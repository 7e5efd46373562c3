"""A tied matrix gets the gradients of both its uses; the second reaches every row."""

import numpy as np

E = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [-1.0, 0.5]])  # (vocab_size, d_model)
ids, targets = np.array([0, 1]), np.array([1, 2])  # (seq_len,)


def loss_of(E):  # looked up in E, compared with E
    logits = E[ids] @ E.T  # (seq_len, vocab_size)
    exps = np.exp(logits - logits.max(axis=-1, keepdims=True))
    probs = exps / exps.sum(axis=-1, keepdims=True)
    return -np.log(probs[np.arange(len(ids)), targets]).mean(), probs


_, probs = loss_of(E)
d_logits = (probs - np.eye(len(E))[targets]) / len(ids)  # (seq_len, vocab_size)
as_input = np.zeros_like(E)
np.add.at(as_input, ids, d_logits @ E)  # rows that were read
as_output = d_logits.T @ E[ids]
print("rows reached as input: ", np.flatnonzero(as_input.any(axis=1)))
print("rows reached as output:", np.flatnonzero(as_output.any(axis=1)))

nudge = np.zeros_like(E)
nudge[0, 1] = 1e-6  # one entry of the tied matrix: both uses see it
measured = (loss_of(E + nudge)[0] - loss_of(E - nudge)[0]) / 2e-6
print(f"input {as_input[0, 1]:.3f} + output {as_output[0, 1]:.3f} = {measured:.3f}")
