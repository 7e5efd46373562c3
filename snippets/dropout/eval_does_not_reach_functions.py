"""model.eval() turns off nn.Dropout; a function only if you hand it the mode."""

import torch
from torch.nn import functional as F


class Block(torch.nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p, self.drop = p, torch.nn.Dropout(p)

    def forward(self, x):  # (batch, n_heads, seq_len, head_dim)
        attend = F.scaled_dot_product_attention
        v = torch.eye(x.shape[-1]).expand_as(x)  # attention then returns its weights
        p_now = self.p if self.training else 0.0
        return {
            "self.drop(x)": self.drop(x),
            "F.dropout(x, p)": F.dropout(x, self.p),
            "F.dropout(x, p, self.training)": F.dropout(x, self.p, self.training),
            "attention, dropout_p=p": attend(x, x, v, dropout_p=self.p),
            "attention, p if self.training": attend(x, x, v, dropout_p=p_now),
        }


model, x = Block(p=0.1), torch.ones(8, 12, 64, 64)
print(f"zeros among {x.numel()} values      train  eval")
noisy, out = model.train()(x), model.eval()(x)
for name in noisy:
    shares = [(y[name] == 0).float().mean() for y in (noisy, out)]
    print(f"{name:30}  {shares[0]:.2f}  {shares[1]:.2f}")
