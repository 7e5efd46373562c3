"""Saved weights bring a model back; to train on as before, save the optimizer too."""

import io

import torch

x = torch.arange(12, dtype=torch.float64).reshape(4, 3) / 10  # (batch, d_in)


def train(name, w, state, steps):
    w = torch.nn.Parameter(w.clone())  # (d_in,)
    optimizer = torch.optim.Adam([w], lr=0.1)
    if state:
        optimizer.load_state_dict(state)
    answer = x[0] @ w
    for _ in range(steps):
        w.grad = 2 * x.T @ (x @ w - 1) / len(x)  # of the mean squared error
        optimizer.step()
    print(f"{name:14} answer {answer:.3f}, {steps} steps later {x[0] @ w:.3f}")
    return w.data, optimizer.state_dict()


w, state = train("new model", torch.tensor([0.5, -0.2, 0.8]).to(x), None, 20)
file = io.BytesIO()  # stands for a file on disk
torch.save([w, state], file)
train("not stopped", w, state, 5)
file.seek(0)
w, state = torch.load(file, weights_only=True)
train("weights only", w, None, 5)
train("and optimizer", w, state, 5)
