"""From text to the next token: every step of a small GPT-style transformer."""

import torch
from torch.nn import functional as F

g = torch.Generator().manual_seed(0)
words = "the cat sat on a mat".split()  # a vocabulary of whole words
context, d_model, n_heads, n_layers = 8, 12, 3, 2
E = torch.randn(len(words), d_model, generator=g) / 4  # embeddings, output layer
P = torch.randn(context, d_model, generator=g) / 4  # positions
W_qkv = torch.randn(n_layers, d_model, 3 * d_model, generator=g) / 4
W_o = torch.randn(n_layers, d_model, d_model, generator=g) / 4
up = torch.randn(n_layers, d_model, 4 * d_model, generator=g) / 4
down = torch.randn(n_layers, 4 * d_model, d_model, generator=g) / 4
texts = ["the cat sat on a", "a mat sat on the"]
ids = torch.tensor([[words.index(word) for word in text.split()] for text in texts])
x = E[ids] + P[: ids.shape[1]]  # embedding + position   (batch, seq_len, d_model)
for layer in range(n_layers):  # each block has weights of its own
    qkv = F.layer_norm(x, [d_model]) @ W_qkv[layer]  # (batch, seq_len, 3 * d_model)
    q, k, v = qkv.unflatten(-1, (3, n_heads, -1)).permute(2, 0, 3, 1, 4)
    mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    x = x + mixed.transpose(1, 2).flatten(2) @ W_o[layer]  # heads joined, added
    wide = F.gelu(F.layer_norm(x, [d_model]) @ up[layer])
    x = x + wide @ down[layer]  # feed-forward layer, added
    print(f"queries {tuple(q.shape)}, wide {tuple(wide.shape)}, out {tuple(x.shape)}")
logits = F.layer_norm(x, [d_model]) @ E.T  # (batch, seq_len, vocab_size)
probs = logits[:, -1].softmax(dim=-1)  # after the last token   (batch, vocab_size)
print(f"logits {tuple(logits.shape)}, probs", *(f"{p:.2f}" for p in probs[0]))
for text, drawn in zip(texts, torch.multinomial(probs, num_samples=1, generator=g)):
    print(text, words[drawn])  # appended; the next pass begins with this text
