"""The gradients of a token that occurs twice add up; `+=` with an index keeps one."""

import numpy as np

ids = np.array([3, 1, 3])  # token 3 twice   (seq_len,)
grad_vectors = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])  # (seq_len, d_model)

gradient = np.zeros((5, 2))  # of the embedding matrix   (vocab_size, d_model)
np.add.at(gradient, ids, grad_vectors)  # each vector's gradient goes to its row
print(gradient)

wrong = np.zeros((5, 2))
wrong[ids] += grad_vectors  # the second 3 overwrites the first
print("with += the row of token 3 is", wrong[3])
