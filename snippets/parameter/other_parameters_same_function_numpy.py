"""Two models can differ in every parameter and answer the same to every input."""

import numpy as np

x = np.array([[1.0, 0.5], [0.0, 2.0], [-1.0, 1.0]])  # (batch, d_in)
W1 = np.array([[1.0, 2.0], [3.0, -1.0], [-2.0, 1.0]])  # (d_hidden, d_in)
b1 = np.array([0.25, 1.0, 2.0])  # (d_hidden,)
W2 = np.array([[1.0, -2.0, 3.0]])  # (d_out, d_hidden)


def show(name, W1, b1, W2):
    answers = np.maximum(0, x @ W1.T + b1) @ W2.T  # (batch, d_out)
    print(f"{name:8}", *W1.ravel(), *b1, *W2[0], " answers", *answers[:, 0])


order = [1, 2, 0]  # the hidden neurons change places
times = np.array([2.0, 0.25, 4.0])  # and are made stronger or weaker
other = W1[order] * times[:, None], b1[order] * times, W2[:, order] / times
show("first", W1, b1, W2)
show("second", *other)
show("average", *((a + b) / 2 for a, b in zip((W1, b1, W2), other)))
