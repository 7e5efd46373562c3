"""backward computes gradients and changes no parameter; the optimizer's step does."""

import torch

w = torch.tensor([1.0, -2.0], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)

loss = (w**2).sum()
print("at first:      ", w.tolist(), w.grad)
loss.backward()
print("after backward:", w.tolist(), w.grad.tolist())
optimizer.step()
print("after step:    ", [round(value, 3) for value in w.tolist()], w.grad.tolist())
