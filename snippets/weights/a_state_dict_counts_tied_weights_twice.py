"""Summing a state_dict counts a shared table twice, and buffers too."""

import torch
from torch import nn

vocab_size, context, d_model = 100, 16, 8


class TinyGPT(nn.Module):
    def __init__(self):
        super().__init__()
        self.wte = nn.Embedding(vocab_size, d_model)  # 100 x 8 = 800
        self.wpe = nn.Embedding(context, d_model)  # 16 x 8 = 128
        self.lm_head = nn.Linear(d_model, vocab_size, bias=False)
        self.lm_head.weight = self.wte.weight  # tied: one table under two names
        self.register_buffer("mask", torch.ones(context, context).tril())  # 256


model = TinyGPT()
for name, tensor in model.state_dict().items():
    print(f"{name:15} {tuple(tensor.shape)!s:10} {tensor.numel():4}")
print("sum of the state_dict:", sum(t.numel() for t in model.state_dict().values()))
print("parameters:", sum(p.numel() for p in model.parameters()))
