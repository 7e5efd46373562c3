"""One pass reads the whole prompt; then each new token takes a pass of its own."""

import numpy as np

rng = np.random.default_rng(0)
embedding, output = rng.normal(size=(2, 50, 16))  # (vocab_size, d_model) each
W_q, W_k, W_v = rng.normal(size=(3, 16, 16)) / 4  # (d_model, d_model) each


def forward(ids, K, V):  # new ids; keys and values of the tokens before them
    x = embedding[ids]  # (seq_len, d_model)
    K, V = np.vstack([K, x @ W_k]), np.vstack([V, x @ W_v])
    scores = x @ W_q @ K.T / np.sqrt(16)
    scores[~np.tri(len(x), len(K), len(K) - len(x), dtype=bool)] = -np.inf  # causal
    probs = np.exp(scores - scores.max(axis=1, keepdims=True))
    probs /= probs.sum(axis=1, keepdims=True)
    return (x + probs @ V) @ output.T, K, V  # logits, and the grown cache


print("cache generated       logit  tokens a pass")
for cached in (True, False):
    ids = [3, 1, 4, 1, 5, 9]  # the prompt
    new, K, V, passes = ids, embedding[:0], embedding[:0], []
    for _ in range(4):
        logits, *grown = forward(new, K, V)
        passes.append(len(new))
        ids = [*ids, int(logits[-1].argmax())]  # greedy: the most probable next token
        K, V = grown if cached else (K, V)
        new = ids[-1:] if cached else ids
    print(f"{cached!s:5} {ids[6:]} {logits[-1].max():5.2f}  {passes}")
