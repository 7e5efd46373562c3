"""AdamW in five lines: averages of the gradient and its square, and weight decay."""

import torch

w = torch.tensor([1.0, -2.0, 0.5]).double().requires_grad_()
curvature = torch.tensor([1.0, 100.0, 0.01]).double()  # steep in one, flat in another
best = torch.tensor([3.0, 3.0, 3.0]).double()

optimizer = torch.optim.AdamW(
    [w], lr=0.1, betas=(0.9, 0.95), eps=1e-8, weight_decay=0.5
)
print("step   gradient of each parameter   value after the step")
for step in range(1, 11):
    loss = (curvature * (w - best) ** 2).sum() / 2
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step in (1, 2, 5, 10):
        gradients = " ".join(f"{g:8.3f}" for g in w.grad)
        print(f"{step:4} {gradients}  ", *(f"{value:7.3f}" for value in w))
