"""If A and B both begin at zero, neither gets a gradient, and nothing trains."""

import torch

g = torch.Generator().manual_seed(0)
d_out, d_in, rank, alpha, lr = 3, 5, 2, 8, 0.01
x = torch.randn(8, d_in, generator=g)  # (batch, d_in)
target = torch.randn(8, d_out, generator=g)  # what the update should give
noise_A = torch.randn(rank, d_in, generator=g)  # (rank, d_in)
noise_B = torch.randn(d_out, rank, generator=g)  # (d_out, rank)

print("A begins as  B begins as  loss before  after 100 steps")
for of_A, of_B in ((0, 0), (1, 0), (0, 1)):
    A = (of_A * noise_A).requires_grad_()
    B = (of_B * noise_B).requires_grad_()
    optimizer = torch.optim.SGD([A, B], lr=lr)
    losses = []
    for _ in range(101):
        loss = ((alpha / rank * (x @ A.T) @ B.T - target) ** 2).mean()
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    names = ["noise" if of else "zeros" for of in (of_A, of_B)]
    print(f"{names[0]:11}  {names[1]:11}  {losses[0]:11.2f}  {losses[-1]:15.2f}")
