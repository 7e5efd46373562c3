"""model.eval() turns off nn.Dropout, and no function that is handed a probability."""

import torch
import torch.nn.functional as F
from torch import nn


class Block(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p
        self.drop = nn.Dropout(p)

    def forward(self, x):  # (batch, n_heads, seq_len, head_dim)
        attend = F.scaled_dot_product_attention
        v = torch.eye(x.shape[-1]).expand_as(x)  # attention then returns its weights
        p_now = self.p if self.training else 0.0
        yield "self.drop(x)", self.drop(x)
        yield "F.dropout(x, p)", F.dropout(x, self.p)
        yield "F.dropout(x, p, self.training)", F.dropout(x, self.p, self.training)
        yield "attention, dropout_p=p", attend(x, x, v, dropout_p=self.p)
        yield "attention, p if self.training", attend(x, x, v, dropout_p=p_now)


model, x = Block(p=0.1), torch.ones(8, 12, 64, 64)
print(f"zeros among {x.numel()} values      train  eval")
for (name, noisy), (_, out) in zip(list(model.train()(x)), list(model.eval()(x))):
    shares = [(y == 0).float().mean() for y in (noisy, out)]
    print(f"{name:30}  {shares[0]:.2f}  {shares[1]:.2f}")
