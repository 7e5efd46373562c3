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
        p_now = self.p if self.training else 0.0
        yield "self.drop(x)", self.drop(x)
        yield "F.dropout(x, p)", F.dropout(x, self.p)
        yield "F.dropout(x, p, self.training)", F.dropout(x, self.p, self.training)
        yield "attention, dropout_p=p", attend(x, x, x, dropout_p=self.p)
        yield "attention, p if self.training", attend(x, x, x, dropout_p=p_now)


x = torch.randn(1, 2, 64, 32, generator=torch.Generator().manual_seed(0))
model = Block(p=0.1).eval()
print("after model.eval()              two calls equal")
for (name, first), (_, second) in zip(model(x), model(x), strict=True):
    print(f"{name:31} {torch.equal(first, second)}")
