"""Each backward adds to .grad: without clearing, a step uses several gradients."""

import torch

w = torch.tensor([3.0, -1.0], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
for count in (1, 2, 3):
    loss = (w**2).sum()  # its gradient is 2 w
    loss.backward()
    print(f"after backward {count}, nothing cleared:", w.grad.tolist())

optimizer.zero_grad()
print("after zero_grad:", w.grad)
(w**2).sum().backward()
print("after one more backward:", w.grad.tolist())
