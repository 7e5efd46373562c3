"""GPT-2's whole forward pass; another GELU or another epsilon is another model."""

import torch
from torch.nn.functional import gelu, layer_norm, scaled_dot_product_attention


def gpt2(ids, tensors, n_heads, approximate="tanh", eps=1e-5):
    wte, wpe, *blocks, gain, shift = tensors  # in the order of GPT-2's own file
    x = wte[ids] + wpe[: ids.shape[1]]  # (batch, time, d_model)
    for i in range(0, len(blocks), 12):  # matrices are stored as (d_in, d_out)
        g1, s1, qkv, qkv_b, out, out_b, g2, s2, *mlp = blocks[i : i + 12]
        parts = layer_norm(x, g1.shape, g1, s1, eps) @ qkv + qkv_b
        q, k, v = parts.unflatten(-1, (3, n_heads, -1)).permute(2, 0, 3, 1, 4)
        mixed = scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + mixed.transpose(1, 2).flatten(2) @ out + out_b
        wide = layer_norm(x, g2.shape, g2, s2, eps) @ mlp[0] + mlp[1]
        x = x + gelu(wide, approximate=approximate) @ mlp[2] + mlp[3]
    return layer_norm(x, gain.shape, gain, shift, eps) @ wte.T  # one score a token


d, g = 12, torch.Generator().manual_seed(0)
att = (d,), (d,), (d, 36), (36,), (d, d), (d,)  # norm, then four of attention
block = *att, (d,), (d,), (d, 48), (48,), (48, d), (d,)  # norm, then four of the MLP
shapes = (20, d), (8, d), *block, *block, (d,), (d,)  # vocab_size 20, context 8
w = [0.3 * torch.randn(shape, generator=g, dtype=torch.float64) for shape in shapes]
logits = gpt2(ids := torch.tensor([[3, 1, 4, 1], [5, 9, 2, 6]]), w, 3)
print("logits:", tuple(logits.shape), f"largest {logits.max():.3f}")
for name, change in ("GELU", {"approximate": "none"}), ("epsilon", {"eps": 1e-6}):
    moved = abs(gpt2(ids, w, 3, **change) - logits).max()
    print(f"with another {name} they move by up to {moved:.0e}")
