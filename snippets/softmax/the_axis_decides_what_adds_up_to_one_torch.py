"""Over the wrong axis the shapes are right, and the numbers are something else."""

import torch

scores = torch.tensor([[2.0, 1.0, 0.0], [2.0, 1.0, 5.0]])  # (seq_len, vocab_size)
for dim, name in (1, "over the vocabulary"), (0, "over the sequence"):
    probs = torch.softmax(scores, dim=dim)  # (seq_len, vocab_size)
    print(f"{name}: rows sum to {probs.sum(dim=1).numpy().round(2)}")
    print(probs.numpy().round(2))
