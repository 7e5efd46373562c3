"""TIES keeps the largest numbers, elects a sign for each, averages those that agree."""

import numpy as np


def ties(updates, density):
    kept = []
    for update in updates:  # trim: only the largest numbers of each stay
        largest = np.argsort(-np.abs(update).ravel())[: int(density * update.size)]
        mask = np.zeros(update.size)
        mask[largest] = 1
        kept.append(update * mask.reshape(update.shape))
    kept = np.stack(kept)  # (n_updates, ...)
    sign = np.where(kept.sum(axis=0) >= 0, 1, -1)  # elect: the side with more weight
    agree = np.sign(kept) == sign
    return (kept * agree).sum(axis=0) / np.maximum(agree.sum(axis=0), 1)  # merge


updates = np.array([[0.9, -0.1, 0.8, 0.0, 0.6], [-0.2, 0.7, 1.0, 0.1, -0.9]])
updates = np.vstack([updates, [0.5, 0.2, -0.4, -0.3, 0.1]])
for update in updates:
    print("update:", *(f"{number:5.2f}" for number in update))
print("mean:  ", *(f"{number:5.2f}" for number in updates.mean(axis=0)))
print("TIES:  ", *(f"{number:5.2f}" for number in ties(updates, density=0.6)))
