"""The number of heads changes no number of parameters, only how they are cut."""

from torch import nn

d_model = 768  # GPT-2 small
print("by formula:", 4 * d_model**2 + 4 * d_model)
for n_heads in (1, 2, 12, 64):
    layer = nn.MultiheadAttention(d_model, n_heads)
    parameters = sum(p.numel() for p in layer.parameters())
    print(f"{n_heads:2} heads of {d_model // n_heads:3}: {parameters:,}")
