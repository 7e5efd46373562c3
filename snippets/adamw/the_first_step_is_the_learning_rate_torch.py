"""Adam's first step is the learning rate, however large or small the gradient."""

import torch

gradients = torch.tensor([0.001, 1.0, 1000.0], dtype=torch.float64)


def first_step(make):
    w = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    w.grad = gradients.clone()
    make([w]).step()
    return -w.detach()


sgd = first_step(lambda p: torch.optim.SGD(p, lr=0.1))
adam = first_step(lambda p: torch.optim.Adam(p, lr=0.1, betas=(0.9, 0.999)))
bare = adam * (1 - 0.9) / (1 - 0.999) ** 0.5  # with no correction for the start
print("SGD:          ", *(f"{value:8.4f}" for value in sgd))
print("Adam:         ", *(f"{value:8.4f}" for value in adam))
print("not corrected:", *(f"{value:8.3f}" for value in bare))
