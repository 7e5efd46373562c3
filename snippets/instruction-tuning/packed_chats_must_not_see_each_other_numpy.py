"""Two chats in one row, with and without own masks and own positions."""

import numpy as np

lengths, d_model = (5, 3), 8  # two chats, packed into one row of 8 tokens
rng = np.random.default_rng(0)
tokens, learned = rng.normal(size=(2, 8, d_model))  # embeddings of tokens and positions
Wq, Wk, Wv = rng.normal(size=(3, d_model, d_model)) / np.sqrt(d_model)


def attention(x, mask):  # (seq_len, d_model), (seq_len, seq_len)
    scores = (x @ Wq.T) @ (x @ Wk.T).T / np.sqrt(d_model)
    scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ (x @ Wv.T)


chat = np.repeat(np.arange(2), lengths)  # which chat each token is of   (seq_len,)
restarted = np.concatenate([np.arange(length) for length in lengths])
causal = np.tri(8, dtype=bool)
alone = attention(tokens[5:] + learned[:3], np.tri(3, dtype=bool))  # the second chat
print("attends to   positions  difference of the second chat")
own = causal & (chat[:, None] == chat)
for name, mask in (("whole row", causal), ("own chat", own)):
    for count, positions in (("counted on", np.arange(8)), ("restarted", restarted)):
        packed = attention(tokens + learned[positions], mask)[5:]
        print(f"{name:12} {count:10} {np.abs(packed - alone).max():8.2f}")
