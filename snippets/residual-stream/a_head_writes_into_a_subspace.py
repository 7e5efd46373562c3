"""A head writes into a few directions; who reads others sees nothing of it."""

import numpy as np

rng = np.random.default_rng(0)
seq_len, d_model = 20, 8
d_head = 2  # knob: 1 to 4
directions, _ = np.linalg.qr(rng.normal(size=(d_model, d_model)))  # orthonormal
W_O = directions[:, :d_head].T  # output matrix of the head   (d_head, d_model)
readers = {  # matrices of later layers   (d_model, d_head)
    "the same directions": directions[:, :d_head],
    "other directions": directions[:, d_head : 2 * d_head],
}
mixed = rng.normal(size=(seq_len, d_head))  # what the head gathered for each token
written = mixed @ W_O  # what it adds to the stream   (seq_len, d_model)
erased = -written @ readers["the same directions"] @ W_O  # what a third layer adds
rank = np.linalg.matrix_rank(written)
print(f"{seq_len} tokens, all in {rank} of {d_model} dimensions")
print("a later layer reads    norm of what it sees: written  and erased")
for name, W in readers.items():
    seen, left = (np.linalg.norm(x @ W) for x in (written, written + erased))
    print(f"{name:20} {seen:31.2f} {abs(left):11.2f}")
