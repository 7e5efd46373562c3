"""Two chats in one row, with and without own masks and own positions."""

import numpy as np
import torch
from torch.nn import functional as F

lengths, d_model = torch.tensor([5, 3]), 8  # two chats, packed into one row of 8 tokens
rng = np.random.default_rng(0)
tokens, learned = torch.tensor(rng.normal(size=(2, 8, d_model)))  # of tokens, positions
Wq, Wk, Wv = torch.tensor(rng.normal(size=(3, d_model, d_model)) / np.sqrt(d_model))


def attention(x, mask):  # (seq_len, d_model), (seq_len, seq_len)
    q, k, v = ((x @ W.T)[None] for W in (Wq, Wk, Wv))  # one head
    return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)[0]


chat = torch.repeat_interleave(torch.arange(2), lengths)  # (seq_len,)
restarted = torch.cat([torch.arange(int(length)) for length in lengths])
causal = torch.ones(8, 8, dtype=torch.bool).tril()
alone = attention(tokens[5:] + learned[:3], causal[:3, :3])  # the second chat
print("attends to   positions  difference of the second chat")
own = causal & (chat[:, None] == chat)
for name, mask in (("whole row", causal), ("own chat", own)):
    for count, positions in (("counted on", torch.arange(8)), ("restarted", restarted)):
        packed = attention(tokens + learned[positions], mask)[5:]
        print(f"{name:12} {count:10} {(packed - alone).abs().max():8.2f}")
