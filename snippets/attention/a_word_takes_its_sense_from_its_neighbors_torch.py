"""Attention step by step: one "bank" comes out with two senses."""

import torch

embedding = {  # a small word, water, money, a word with two senses   (d_model,)
    "the": [1.0, 0.0, 0.0, 0.0],
    "river": [0.0, 1.0, 0.0, 0.0],
    "money": [0.0, 0.0, 1.0, 0.0],
    "bank": [0.0, 0.5, 0.5, 1.0],
}
# Learned matrices: W_q and W_k (d_model, d_head), W_v (d_model, d_v)
W_q = torch.tensor([[0.0, 0.0], [0.0, 1.0], [0.0, 1.0], [-1.0, 1.0]])
W_k = torch.tensor([[2.0, 0.0], [0.0, 3.0], [0.0, 3.0], [0.0, -2.0]])
W_v = torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])

print("token  key       dot product    scaled   weight  value")
for text in ("the river bank", "the money bank"):
    words = text.split()
    x = torch.tensor([embedding[word] for word in words])  # (seq_len, d_model)
    q, k, v = x[-1] @ W_q, x @ W_k, x @ W_v  # the query of "bank" only
    dot_products = k @ q  # (seq_len,)
    scores = dot_products / len(q) ** 0.5
    weights = scores.softmax(dim=0)  # (seq_len,)
    for i, word in enumerate(words):
        key, value = (" ".join(f"{n:.1f}" for n in row[i]) for row in (k, v))
        print(f"{word:6} {key} {dot_products[i]:13.1f}", end="")
        print(f" {scores[i]:9.2f} {weights[i]:8.2f}  {value}")
    water, money = weights @ v  # the weighted average of the values   (d_v,)
    print(f"output for bank: water {water:.2f}, money {money:.2f}")
