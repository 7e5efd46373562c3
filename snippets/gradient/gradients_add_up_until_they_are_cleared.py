"""Each backward adds to .grad: without clearing, a step uses several gradients."""

import torch

w = torch.tensor([3.0, -1.0], requires_grad=True)
for step in range(3):
    loss = (w**2).sum()  # its gradient is 2 w
    loss.backward()
    print(f"backward {step + 1}, nothing cleared:", w.grad.tolist())

optimizer = torch.optim.SGD([w], lr=0.1)
optimizer.zero_grad()
print("cleared:", w.grad)
(w**2).sum().backward()
print("backward again:", w.grad.tolist())
