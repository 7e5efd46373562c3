"""A neuron finds the prices of a receipt from receipts, step by step."""

import torch

x = torch.tensor([[2.0, 4.0, 1.0], [1.0, 0.0, 2.0], [0.0, 2.0, 1.0], [3.0, 1.0, 0.0]])
y = x @ torch.tensor([3.0, -0.5, 5.0]) + 2  # what the receipts say   (batch,)
neuron = torch.nn.Linear(3, 1)
for p in neuron.parameters():
    torch.nn.init.zeros_(p)  # the neuron knows nothing yet
optimizer = torch.optim.SGD(neuron.parameters(), lr=0.05)

print(" step  squared error  weights                bias")
for step in range(1001):
    loss = ((neuron(x)[:, 0] - y) ** 2).mean()
    if step in (0, 1, 100, 1000):
        shown = "".join(f"{value:7.2f}" for value in neuron.weight[0].tolist())
        print(f"{step:5} {loss.item():14.2f}{shown} {neuron.bias.item():10.2f}")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
