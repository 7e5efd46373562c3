"""From text to the next token: every step of a small GPT-style transformer."""

import torch
from torch.nn import functional as F

g = torch.Generator().manual_seed(0)
words = "the cat sat on a mat".split()  # a vocabulary of whole words
vocab_size, context, d_model, n_heads, n_layers = len(words), 8, 12, 3, 2
E = torch.randn(vocab_size, d_model, generator=g, dtype=torch.float64) / 4
P = torch.randn(context, d_model, generator=g, dtype=E.dtype) / 4
blocks = torch.randn(n_layers, 12, d_model, d_model, generator=g, dtype=E.dtype) / 4

texts = [text.split() for text in ("the cat sat on a", "a mat sat on the")]
ids = torch.tensor([[words.index(word) for word in text] for text in texts])
x = E[ids] + P[: ids.shape[1]]  # embedding + position   (batch, seq_len, d_model)
print(f"ids {tuple(ids.shape)}, embedding + position {tuple(x.shape)}")
for W_q, W_k, W_v, W_o, *feed in blocks:  # each block has weights of its own
    h = F.layer_norm(x, [d_model])
    heads = [(h @ W).unflatten(-1, (n_heads, -1)) for W in (W_q, W_k, W_v)]
    q, k, v = (head.transpose(1, 2) for head in heads)  # (batch, n_heads, ...)
    mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    x = x + mixed.transpose(1, 2).flatten(2) @ W_o  # heads joined, projected, added
    wide = F.gelu(F.layer_norm(x, [d_model]) @ torch.cat(feed[:4], dim=1))
    x = x + wide @ torch.cat(feed[4:])  # feed-forward layer, added
    print(f"queries {tuple(q.shape)}, wide {tuple(wide.shape)}, out {tuple(x.shape)}")
logits = F.layer_norm(x, [d_model]) @ E.T  # (batch, seq_len, vocab_size)
probs = logits[:, -1].softmax(dim=-1)  # after the last token   (batch, vocab_size)
print(f"logits {tuple(logits.shape)}, probs", *(f"{p:.2f}" for p in probs[0]))
drawn = torch.multinomial(probs, num_samples=1, generator=g)  # (batch, 1)
print("ids drawn:", *drawn.flatten().tolist())
