"""Adam's first step is the learning rate, however large or small the gradient."""

import torch

gradients = torch.tensor([0.001, 1.0, 1000.0], dtype=torch.float64)


def first_step(make, **options):
    w = torch.nn.Parameter(torch.zeros(3, dtype=torch.float64))
    w.grad = gradients.clone()
    make([w], lr=0.1, **options).step()
    return -w.detach()


def show(name, values):
    print(f"{name:25}", *(f"{value:7.3g}" for value in values))


print(f"{'gradient':25}", *(f"{value:7g}" for value in gradients))
show("step of SGD", first_step(torch.optim.SGD))
for beta2 in (0.95, 0.999):
    step = first_step(torch.optim.Adam, betas=(0.9, beta2))
    show(f"step of Adam, beta2 {beta2}", step)
    # PyTorch always corrects: this takes the correction out again.
    show("  without bias correction", step * (1 - 0.9) / (1 - beta2) ** 0.5)
