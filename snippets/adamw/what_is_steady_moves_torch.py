"""Adam moves far on gradients that agree, and hardly on those that contradict."""

import torch

signs, lr = (-1.0) ** torch.arange(1, 201).double(), 0.01
streams = {
    "large, steady": torch.full_like(signs, 50.0),
    "tiny, steady": torch.full_like(signs, 0.001),
    "back and forth": 50.0 * signs,
    "back and forth, and 10 more": 50.0 * signs + 10,
}
print("gradients                    moved by Adam  by SGD")
for name, gradients in streams.items():
    moved = []
    for make, options in (
        (torch.optim.Adam, {"betas": (0.9, 0.95)}),
        (torch.optim.SGD, {}),
    ):
        w = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
        optimizer = make([w], lr=lr, **options)
        for gradient in gradients:
            w.grad = gradient.reshape(1)
            optimizer.step()
        moved.append(0 - w.item())
    print(f"{name:28} {moved[0]:13.3f} {moved[1]:7.3f}")
