"""Freezing stops an optimizer only if the old gradient is gone: None, and not zero."""

import torch


def after(steps, gradient, weight_decay):
    w = torch.nn.Parameter(torch.tensor([1.0]))
    optimizer = torch.optim.AdamW([w], lr=0.1, weight_decay=weight_decay)
    w.sum().backward()
    optimizer.step()  # one step of training
    w.requires_grad_(False)  # frozen from here on
    for _ in range(steps):
        if gradient != "kept":
            optimizer.zero_grad(set_to_none=gradient == "None")
        optimizer.step()
    return w.item()


print("old gradient  weight_decay  when frozen  5 steps on  200 on  1000 on")
for gradient, weight_decay in (
    ("kept", 0.0),
    ("zero", 0.0),
    ("zero", 0.01),
    ("None", 0.01),
):
    w = [after(steps, gradient, weight_decay) for steps in (0, 5, 200, 1000)]
    print(f"{gradient:12} {weight_decay:13} {w[0]:12.2f} {w[1]:11.2f}", end="")
    print(f"{w[2]:8.2f} {w[3]:8.2f}")
