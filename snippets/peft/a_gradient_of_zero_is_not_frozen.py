"""A gradient of zero is not frozen: AdamW's weight decay still moves the parameter."""

import torch

for how in ("no gradient", "gradient of zero"):
    old = torch.tensor([1.0, -2.0], dtype=torch.float64, requires_grad=True)
    new = torch.zeros(2, dtype=torch.float64, requires_grad=True)  # what was added
    if how == "no gradient":
        old.requires_grad_(False)
    else:
        old.register_hook(lambda gradient: 0 * gradient)
    optimizer = torch.optim.AdamW([old, new], lr=0.01, weight_decay=0.1)
    for _ in range(100):
        loss = ((old + new - 3) ** 2).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    values = ", ".join(f"{value:.3f}" for value in [*old.tolist(), *new.tolist()])
    print(f"{how}: old and new are {values}")
    print(f"    AdamW keeps averages of {len(optimizer.state)} of 2 tensors")
