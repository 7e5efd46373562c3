"""A layer multiplies each input by a weight, adds up, and adds a bias."""

import torch

x = torch.tensor([2.0, -1.0, 0.5])  # inputs   (d_in,)
W = torch.tensor([[1.0, 0.0, 4.0], [-0.5, 3.0, 0.0]])  # weights   (d_out, d_in)
b = torch.tensor([0.1, 5.0])  # biases, one for each output   (d_out,)

for row in range(2):
    parts = [f"{w:.1f} * {value:.1f}" for w, value in zip(W[row], x)]
    total = sum(w * value for w, value in zip(W[row], x)) + b[row]
    print(f"{' + '.join(parts)} + {b[row]:.1f} = {total:.1f}")
h = torch.nn.functional.linear(x, W, b)  # x @ W.T + b   (d_out,)
print("as one product:", [round(value, 1) for value in h.tolist()])
