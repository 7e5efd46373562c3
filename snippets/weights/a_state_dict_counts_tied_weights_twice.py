"""Summing a state_dict counts a tied matrix twice, and buffers too."""

import torch
from torch import nn

vocab_size, context, d_model = 100, 16, 8


class TinyGPT(nn.Module):
    def __init__(self):
        super().__init__()
        self.wte = nn.Embedding(vocab_size, d_model)
        self.wpe = nn.Embedding(context, d_model)
        self.lm_head = nn.Linear(d_model, vocab_size, bias=False)
        self.lm_head.weight = self.wte.weight  # tied: one matrix, two names
        self.register_buffer("mask", torch.ones(context, context).tril())


model = TinyGPT()
print("in the state_dict  shape        numbers")
for name, tensor in model.state_dict().items():
    print(f"{name:18} {tuple(tensor.shape)!s:11} {tensor.numel():8}")
print("sum of the state_dict:", sum(t.numel() for t in model.state_dict().values()))
print("sum of the parameters:", sum(p.numel() for p in model.parameters()))
