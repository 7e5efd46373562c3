"""Forward, backward, update: a network's weights are adjusted to shrink its error."""

import numpy as np
import torch

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
batch, d_in, d_hidden, d_out, lr = 5, 3, 4, 2, 0.1
x = torch.tensor(rng.normal(size=(batch, d_in)))
target = torch.tensor(rng.normal(size=(batch, d_out)))
model = torch.nn.Sequential(
    torch.nn.Linear(d_in, d_hidden), torch.nn.Tanh(), torch.nn.Linear(d_hidden, d_out)
).double()
for layer in model[0], model[2]:
    layer.weight.data = torch.tensor(rng.normal(size=layer.weight.shape))
    layer.bias.data.zero_()
optimizer = torch.optim.SGD(model.parameters(), lr=lr)

for step in range(201):
    loss = ((model(x) - target) ** 2).mean()  # forward
    if step in (0, 1, 10, 200):
        first = model[0].weight[0, 0]
        print(f"step {step:3}: loss {loss:.3f}, first weight {first:.3f}")
    optimizer.zero_grad()
    loss.backward()  # backward: fills .grad of each weight and bias
    optimizer.step()  # update
