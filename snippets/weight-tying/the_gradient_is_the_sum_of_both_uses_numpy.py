"""A tied table gets the gradients of both its uses; the second reaches every row."""

import numpy as np

table = np.array(
    [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [-1.0, 0.5]]
)  # (vocab_size, d_model)
ids, targets = np.array([0, 1]), np.array([1, 2])  # (time,)
time, vocab_size = len(ids), len(table)


def loss_of(first, last):  # looked up in the first table, compared with the last
    logits = first[ids] @ last.T  # (time, vocab_size)
    probs = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return -np.log(probs[np.arange(time), targets]).mean(), probs


_, probs = loss_of(table, table)
error = (probs - np.eye(vocab_size)[targets]) / time  # by the logits (time, vocab_size)
as_input = np.zeros_like(table)
np.add.at(as_input, ids, error @ table)
as_output = error.T @ table[ids]
print("rows reached as input: ", np.flatnonzero(as_input.any(axis=1)))
print("rows reached as output:", np.flatnonzero(as_output.any(axis=1)))

nudge = np.zeros_like(table)
nudge[0, 1] = 1e-6  # one number of the tied table: both uses see it
slope = (loss_of(table + nudge, table + nudge)[0] - loss_of(table, table)[0]) / 1e-6
print(f"input {as_input[0, 1]:.3f} + output {as_output[0, 1]:.3f} = {slope:.3f}")
