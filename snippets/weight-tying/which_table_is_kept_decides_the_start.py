"""PyTorch begins the two tables differently: the one kept decides the first loss."""

import torch
from torch import nn
from torch.nn import functional as F

vocab_size, d_model = 1000, 64
embedding, head = nn.Embedding(vocab_size, d_model), nn.Linear(d_model, vocab_size)
spread = [f"{layer.weight.std():.1g}" for layer in (embedding, head)]
print("spread of nn.Embedding and nn.Linear:", *spread)

g = torch.Generator().manual_seed(0)
shape, bound = (vocab_size, d_model), d_model**-0.5
tables = {  # the same draws, from a generator of our own
    "nn.Embedding": torch.empty(shape, dtype=torch.float64).normal_(generator=g),
    "nn.Linear": torch.empty(shape, dtype=torch.float64).uniform_(
        -bound, bound, generator=g
    ),
    "GPT-2": torch.empty(shape, dtype=torch.float64).normal_(std=0.02, generator=g),
}
x = torch.randn(2000, d_model, generator=g, dtype=torch.float64)
x = F.layer_norm(x, [d_model])  # what a model hands to its output   (places, d_model)
targets = torch.arange(2000) % vocab_size
for name, table in tables.items():
    print(f"tied, begun as {name}: loss {F.cross_entropy(x @ table.T, targets):.2f}")
print(f"guessing evenly: loss {torch.tensor(vocab_size).log():.2f}")
