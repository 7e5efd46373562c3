"""Each step multiplies the distance from the minimum by 1 - lr x curvature."""

import torch


def distances(lr, curvatures, steps):
    w = torch.ones(len(curvatures), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = (torch.tensor(curvatures).double() * w**2).sum() / 2
        loss.backward()
        optimizer.step()
    return w.detach().abs()


print("  lr  factor  distance after 1, 2, 20 steps")
for lr in (0.01, 0.1, 0.25, 0.4, 0.5, 0.55):
    after = [distances(lr, [4.0], steps).item() for steps in (1, 2, 20)]
    print(f"{lr:4} {1 - lr * 4.0:7.2f} ", *(f"{distance:8.3f}" for distance in after))

print("  lr  distance after 100 steps, in the steep and in the flat direction")
for lr in (0.1, 0.49, 0.51):
    w = distances(lr, [4.0, 0.04], 100)  # one lr for both
    print(f"{lr:4} {w[0]:8.3f} {w[1]:8.3f}")
