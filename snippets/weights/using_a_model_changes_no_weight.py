"""Using a model changes its activations and none of its weights; training does."""

import hashlib

import torch

W = torch.tensor([[0.5, -1.0, 2.0], [1.5, 0.3, -0.7]], requires_grad=True)  # (2, 3)


def fingerprint():
    return hashlib.sha256(W.detach().numpy().tobytes()).hexdigest()


start = fingerprint()
with torch.no_grad():
    for x in (torch.tensor([0.1, 0, 0.2]), torch.tensor([0.0, 0.5, 0.1])):  # (d_in,)
        y = torch.tanh(W @ x)  # (d_out,)
        print("answer:", [f"{v:.2f}" for v in y], "same W:", fingerprint() == start)
torch.tanh(W @ x).sum().backward()
W.data -= 0.1 * W.grad
row = [f"{v:.3f}" for v in W[0]]
print("after one training step, first row:", row, "same W:", fingerprint() == start)
