"""Looking up a row gives what multiplying a one-hot vector by the matrix gives."""

import numpy as np

# (vocab_size, d_model)
embedding = np.array([[0.1, -0.4], [0.7, 0.2], [-0.5, 0.9], [0.3, 0.8]])
ids = np.array([[3, 0, 3], [1, 1, 2]])  # two texts of three tokens   (batch, seq_len)

looked_up = embedding[ids]  # (batch, seq_len, d_model)
one_hot = np.eye(len(embedding))[ids]  # (batch, seq_len, vocab_size)
print("token 3 as one-hot:", one_hot[0, 0])
print("looked up:", *looked_up.tolist())
print("multiplied, the same:", np.array_equal(one_hot @ embedding, looked_up))
print("multiplications:", one_hot.size * embedding.shape[1], "instead of none")
