"""AdamW in five lines: averages of the gradient and its square, and a pull to zero."""

import torch

w = torch.tensor([1.0, -2.0, 0.5]).double().requires_grad_()
scales = torch.tensor([1.0, 100.0, 0.01]).double()  # steep in one, flat in another
wanted = torch.tensor([3.0, 3.0, 3.0]).double()

optimizer = torch.optim.AdamW(
    [w], lr=0.1, betas=(0.9, 0.95), eps=1e-8, weight_decay=0.5
)
for step in range(1, 11):
    loss = (scales * (w - wanted) ** 2).sum() / 2
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step in (1, 2, 5, 10):
        print(f"step {step:2}: gradient", *(f"{g:8.3f}" for g in w.grad), end=", w")
        print(*(f"{value:7.3f}" for value in w))
