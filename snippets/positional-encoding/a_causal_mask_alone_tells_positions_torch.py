"""Without any encoding, a causal mask and a first token tell positions apart."""

import torch
from torch.nn import functional as F

seq_len = 6
values = torch.tensor([1.0, 0.0, 0.0, 0.0, 0.0, 0.0])  # 1 for the start token, else 0
zeros = torch.zeros(1, 1, seq_len, 1)  # queries and keys: all fit equally well
for name, causal in ("causal mask", True), ("no mask", False):
    v = values.view(1, 1, seq_len, 1)  # (batch, n_heads, seq_len, d_head)
    attended = F.scaled_dot_product_attention(zeros, zeros, value=v, is_causal=causal)
    gathered = attended.flatten()
    inverse = (1 / gathered).round().int().numpy()
    print(f"{name:11} {gathered.numpy().round(2)}, inverse {inverse}")
