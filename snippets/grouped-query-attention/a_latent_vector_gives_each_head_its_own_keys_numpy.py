"""Latent attention keeps one vector a token, and each head has keys of its own."""

import numpy as np

rng = np.random.default_rng(0)
seq_len, d_model, n_heads, d_head, d_latent = 4, 16, 3, 5, 7
x = rng.normal(size=(seq_len, d_model))
W_down = rng.normal(size=(d_model, d_latent)) / 4
up_k, up_v = rng.normal(size=(2, n_heads, d_latent, d_head)) / 2
W_q = rng.normal(size=(n_heads, d_model, d_head)) / 4


def softmax(scores):
    exps = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exps / exps.sum(axis=-1, keepdims=True)


latent = x @ W_down  # kept for each token   (seq_len, d_latent)
q = x[-1] @ W_q  # of the last token   (n_heads, d_head)
k, v = latent @ up_k, latent @ up_v  # written out   (n_heads, seq_len, d_head)
weights = softmax(np.einsum("hd,htd->ht", q, k) / d_head**0.5)
written_out = np.einsum("ht,htd->hd", weights, v)
moved = np.einsum("hd,hld->hl", q, up_k)  # the query, moved to the latent vectors
weights = softmax(moved @ latent.T / d_head**0.5)  # (n_heads, seq_len)
absorbed = np.einsum("hl,hld->hd", weights @ latent, up_v)
print(f"kept for a token: {latent.shape[1]} numbers, not {2 * n_heads * d_head}")
print("head  key of token 0   output  absorbed")
for h in range(n_heads):
    key = " ".join(f"{number:5.2f}" for number in k[h, 0, :2])
    print(f"{h:4} {key} ...  {written_out[h, 0]:6.2f} {absorbed[h, 0]:9.2f}")
