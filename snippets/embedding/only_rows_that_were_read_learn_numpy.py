"""Only rows of tokens that were read get a gradient; a token read twice gets both."""

import numpy as np

table = np.zeros((5, 2))  # (vocab_size, d_model)
ids = np.array([3, 1, 3])  # token 3 twice   (time,)
targets = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])  # (time, d_model)

rows = table[ids]  # (time, d_model)
grad_rows = rows - targets  # of the loss: half the sum of the squared errors
gradient = np.zeros_like(table)
np.add.at(
    gradient, ids, grad_rows
)  # each row's gradient goes back to where it came from
print(gradient + 0.0)

wrong = np.zeros_like(table)
wrong[ids] += grad_rows  # the second 3 overwrites the first
print("with += the row of token 3 is", wrong[3])
