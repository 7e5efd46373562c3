"""Two models can differ in every parameter and answer the same to every input."""

import torch

x = torch.tensor([[1.0, 0.5], [0.0, 2.0], [-1.0, 1.0]])  # (batch, d_in)
W1 = torch.tensor([[1.0, 2.0], [3.0, -1.0], [-2.0, 1.0]])  # (d_hidden, d_in)
b1 = torch.tensor([0.25, 1.0, 2.0])  # (d_hidden,)
W2 = torch.tensor([[1.0, -2.0, 3.0]])  # (d_out, d_hidden)


def show(name, W1, b1, W2):
    answers = torch.relu(x @ W1.T + b1) @ W2.T  # (batch, d_out)
    numbers = [*W1.ravel().tolist(), *b1.tolist(), *W2[0].tolist()]
    print(f"{name:8}", *numbers, " answers", *answers[:, 0].tolist())


order = [1, 2, 0]  # the hidden neurons change places
times = torch.tensor([2.0, 0.25, 4.0])  # and are made stronger or weaker
other = W1[order] * times[:, None], b1[order] * times, W2[:, order] / times
show("first", W1, b1, W2)
show("second", *other)
show("average", *((a + b) / 2 for a, b in zip((W1, b1, W2), other)))
