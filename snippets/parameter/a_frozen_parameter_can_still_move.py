"""Freezing stops an optimizer only if the old gradient is gone: None, and not zero."""

import torch

for name in ("kept", "zero", "None"):
    w = torch.nn.Parameter(torch.tensor([1.0]))
    optimizer = torch.optim.AdamW([w], lr=0.1)
    w.sum().backward()
    optimizer.step()  # one step of training
    w.requires_grad_(False)  # frozen from here on
    print(
        f"old gradient {name}: requires_grad {w.requires_grad}, {w.item():.2f}", end=""
    )
    for _ in range(5):
        if name != "kept":
            optimizer.zero_grad(set_to_none=name == "None")
        optimizer.step()
    print(f", five steps later {w.item():.2f}")
