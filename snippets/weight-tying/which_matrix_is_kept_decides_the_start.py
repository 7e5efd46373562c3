"""PyTorch initializes the two differently: the one kept decides the first loss."""

import torch
from torch.nn import functional as F

vocab_size, n_tokens = 1000, 2000
g = torch.Generator().manual_seed(0)
targets = torch.arange(n_tokens) % vocab_size
print("d_model  kept is that of   std    first loss")
for d_model in (64, 256):
    shape, bound = (vocab_size, d_model), d_model**-0.5
    matrices = {  # as each would be initialized, from a generator of our own
        "nn.Embedding": torch.empty(shape).normal_(generator=g),
        "nn.Linear": torch.empty(shape).uniform_(-bound, bound, generator=g),
        "GPT-2": torch.empty(shape).normal_(std=0.02, generator=g),
    }
    x = F.layer_norm(torch.randn(n_tokens, d_model, generator=g), [d_model], eps=1e-5)
    for name, E in matrices.items():
        loss = F.cross_entropy(x @ E.T, targets)
        print(f"{d_model:7}  {name:15} {E.std():5.2f} {loss:13.1f}")
print(f"guessing evenly {torch.tensor(vocab_size).log():28.1f}")
