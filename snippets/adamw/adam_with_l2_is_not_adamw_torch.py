"""AdamW decays all weights alike; Adam with L2 spares those with large gradients."""

import torch

signs = (-1.0) ** torch.arange(1000).double()  # back and forth, without a goal
gradients = torch.stack([signs / 10, signs * 10], dim=1)  # of two weights   (steps, 2)
optimizers = {
    "AdamW": torch.optim.AdamW,
    "Adam with L2": torch.optim.Adam,  # its weight_decay is an L2 term
    "SGD with L2": torch.optim.SGD,
}
print("optimizer     small gradients  large gradients")
for name, make in optimizers.items():
    w = torch.tensor([5.0, 5.0], dtype=torch.float64)
    optimizer = make([w], lr=0.01, weight_decay=0.1)
    for gradient in gradients:
        w.grad = gradient.clone()
        optimizer.step()
    print(f"{name:13}     5 -> {w[0]:4.1f}      5 -> {w[1]:4.1f}")
