"""Looking up a row gives what multiplying by a row of zeros with one 1 in it gives."""

import numpy as np

table = np.arange(5)[:, None] + [0.0, 0.5]  # row i is i, i.5   (vocab_size, d_model)
ids = np.array([[3, 0, 3], [1, 1, 2]])  # two texts of three tokens   (batch, time)

looked_up = table[ids]  # (batch, time, d_model)
one_hot = np.eye(len(table))[ids]  # (batch, time, vocab_size)
print("token 3 as one-hot:", one_hot[0, 0])
print("looked up:", *looked_up.tolist())
print("multiplied, the same:", np.array_equal(one_hot @ table, looked_up))
print("multiplications:", one_hot.size * table.shape[1], "instead of none")
