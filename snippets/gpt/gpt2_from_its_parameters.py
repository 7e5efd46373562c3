"""GPT-2's whole forward pass; other details move its logits a little."""

import torch
from torch.nn import functional as F


def gpt2(ids, parameters, n_heads, approximate="tanh", eps=1e-5):
    wte, wpe, *blocks, gain, shift = parameters  # in the order of model.parameters()
    x = wte[ids] + wpe[: ids.shape[1]]  # (batch, seq_len, d_model)
    for i in range(0, len(blocks), 12):  # matrices are stored as (d_in, d_out)
        g1, s1, W_qkv, b_qkv, W_o, b_o = blocks[i : i + 6]
        g2, s2, W_up, b_up, W_down, b_down = blocks[i + 6 : i + 12]
        qkv = F.layer_norm(x, g1.shape, g1, s1, eps) @ W_qkv + b_qkv
        q, k, v = qkv.unflatten(-1, (3, n_heads, -1)).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + mixed.transpose(1, 2).flatten(2) @ W_o + b_o
        wide = F.layer_norm(x, g2.shape, g2, s2, eps) @ W_up + b_up
        x = x + F.gelu(wide, approximate=approximate) @ W_down + b_down
    return F.layer_norm(x, gain.shape, gain, shift, eps) @ wte.T  # tied


d, g = 12, torch.Generator().manual_seed(0)  # d is d_model
attend = [(d,), (d,), (d, 3 * d), (3 * d,), (d, d), (d,)]  # norm, attention
feed = [(d,), (d,), (d, 4 * d), (4 * d,), (4 * d, d), (d,)]  # norm, feed-forward
shapes = [(20, d), (8, d), *2 * (attend + feed), (d,), (d,)]  # 20 tokens, context 8
parameters = [torch.randn(s, generator=g, dtype=torch.float64) / 3 for s in shapes]
ids = torch.tensor([[3, 1, 4, 1], [5, 9, 2, 6]])
logits = gpt2(ids, parameters, n_heads=3)
moved = (gpt2(ids, parameters, 3, approximate="none", eps=1e-6) - logits).abs().max()
print(f"last logit {logits[-1, -1, -1]:.3f}, other details move some by {moved:.0e}")
