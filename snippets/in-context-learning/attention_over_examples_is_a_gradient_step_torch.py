"""Linear attention over examples predicts as after one training step on them."""

import torch

x = torch.tensor([[1.0, 2.0], [-1.0, 1.0], [2.0, 0.5], [0.5, -1.0]])
y = torch.tensor([-1.0, -3.5, 3.25, 2.5])  # x: (n_examples, d_in), y: (n_examples,)
question = torch.tensor([3.0, 1.0])  # (d_in,)
lr = 0.3

print("examples  after a step  attention")
for n in range(1, len(x) + 1):
    weights = torch.zeros(2, requires_grad=True)  # training: a linear model, one step
    optimizer = torch.optim.SGD([weights], lr=lr)
    (torch.nn.functional.mse_loss(x[:n] @ weights, y[:n]) / 2).backward()
    optimizer.step()
    trained = (weights @ question).item()

    scores = x[:n] @ question  # prompt: keys are x, the query is the question  (n,)
    attended = lr / n * scores @ y[:n]  # values are y; no softmax, no training
    print(f"{n:8}  {trained:12.4f}  {attended:9.4f}")
