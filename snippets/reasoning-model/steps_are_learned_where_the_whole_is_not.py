"""What a small network does not learn to say at once it computes in steps."""

import torch

n_train, g = 400, torch.Generator().manual_seed(0)


def trained(x, odd):  # a network with one hidden layer of 32, fitted to its examples
    W, b, v = (torch.randn(s, generator=g) / 2 for s in ((x.shape[1], 32), 32, 32))
    optimizer = torch.optim.Adam([p.requires_grad_() for p in (W, b, v)], lr=0.03)
    for _ in range(200):
        optimizer.zero_grad()
        logits = torch.tanh(x @ W + b) @ v
        torch.nn.functional.soft_margin_loss(logits, 2 * odd - 1).backward()
        optimizer.step()
    return lambda x: (torch.tanh(x @ W + b) @ v > 0).float()


bits = torch.randint(2, (n_train + 1000, 20), generator=g).float()
odd = bits.sum(dim=1) % 2  # is the number of ones odd?
at_once = trained(bits[:n_train], odd[:n_train])(bits)

pairs = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]])  # (odd so far, next bit)
step, so_far = trained(pairs, pairs.sum(dim=1) % 2), torch.zeros(len(bits))
for bit in bits.T:  # what it said is part of what it reads next
    so_far = step(torch.stack([so_far, bit], dim=1))
print("share right   seen   new")
for name, said in {"at once": at_once, "in steps": so_far}.items():
    seen, new = (said == odd).float().split([n_train, 1000])
    print(f"{name:12} {seen.mean():5.2f} {new.mean():5.2f}")
