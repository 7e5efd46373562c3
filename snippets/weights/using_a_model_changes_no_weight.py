"""Using a model computes activations and changes no weight; a training step does."""

import torch

model = torch.nn.Linear(3, 2, bias=False)
with torch.no_grad():
    model.weight.copy_(torch.tensor([[0.5, -1.0, 2.0], [1.5, 0.3, -0.7]]))
start = model.weight.clone()

for x in (torch.tensor([0.1, 0.0, 0.2]), torch.tensor([0.0, 0.5, 0.1])):  # (d_in,)
    with torch.no_grad():
        y = torch.tanh(model(x))  # (d_out,)
    print("output:", *(f"{v:.2f}" for v in y), end="; ")
    print("weights as before:", torch.equal(model.weight, start))

optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
torch.tanh(model(x)).sum().backward()
optimizer.step()
print("after one training step, weights as before:", torch.equal(model.weight, start))
print("first row:", *(f"{v:.3f}" for v in model.weight[0]))
