"""Adam moves far on gradients that agree, and hardly on those that contradict."""

import torch

signs = (-1.0) ** torch.arange(1, 201)
streams = {
    "large, steady": torch.full((200,), 50.0),
    "tiny, steady": torch.full((200,), 0.001),
    "to and fro": 50.0 * signs,
    "to and fro, a little more to": 50.0 * signs + 10,
}
for name, gradients in streams.items():
    moved = []
    for make in (torch.optim.Adam, torch.optim.SGD):
        w = torch.zeros(1, dtype=torch.float64)
        optimizer = make([w], lr=0.01)
        if make is torch.optim.Adam:
            optimizer.param_groups[0]["betas"] = (0.9, 0.95)
        for gradient in gradients.double():
            w.grad = gradient[None]
            optimizer.step()
        moved.append(0 - w.item())
    print(f"{name:28}: down by {moved[0]:.3f}, SGD by {moved[1]:.3f}")
