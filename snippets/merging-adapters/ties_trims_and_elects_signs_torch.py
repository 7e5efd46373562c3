"""TIES keeps the largest numbers, elects a sign for each, averages those that agree."""

import torch


def ties(updates, density):
    kept = []
    for update in updates:  # trim: only the largest numbers of each stay
        largest = update.abs().ravel().topk(int(density * update.numel())).indices
        mask = torch.zeros(update.numel()).index_fill(0, largest, 1)
        kept.append(update * mask.reshape(update.shape))
    kept = torch.stack(kept)  # (n_updates, ...)
    sign = torch.where(kept.sum(dim=0) >= 0, 1, -1)  # elect: the side with more weight
    agree = kept.sign() == sign
    return (kept * agree).sum(dim=0) / agree.sum(dim=0).clamp(min=1)  # merge


updates = [[0.9, -0.1, 0.8, 0.0, 0.6], [-0.2, 0.7, 1.0, 0.1, -0.9]]
updates = torch.tensor([*updates, [0.5, 0.2, -0.4, -0.3, 0.1]])
for update in updates:
    print("update:", *(f"{number:5.2f}" for number in update))
print("mean:  ", *(f"{number:5.2f}" for number in updates.mean(dim=0)))
print("TIES:  ", *(f"{number:5.2f}" for number in ties(updates, density=0.6)))
