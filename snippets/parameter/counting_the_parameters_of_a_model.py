"""All, trained and saved numbers of a PyTorch model, each tied tensor once."""

import torch
from torch import nn


def counts(model):
    parameters = list(model.parameters())  # a tied tensor is listed once
    return {
        "total": sum(p.numel() for p in parameters),
        "trained": sum(p.numel() for p in parameters if p.requires_grad),
        "bytes": sum(p.numel() * p.element_size() for p in parameters),
        "in the state dict": sum(t.numel() for t in model.state_dict().values()),
    }


class TinyModel(nn.Module):
    def __init__(self, vocab_size, d_model):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, d_model)
        self.block = nn.Linear(d_model, d_model)
        self.head = nn.Linear(d_model, vocab_size, bias=False)
        self.head.weight = self.embedding.weight  # tied
        self.register_buffer("mask", torch.ones(8, 8))  # no parameter


model = TinyModel(1000, 64)
model.embedding.weight.requires_grad_(False)  # frozen, and so is the head
for name, number in counts(model).items():
    print(f"{name:18} {number:8,}")
