"""Encoder, decoder-only and encoder-decoder differ in who may look at whom."""

import numpy as np

rng = np.random.default_rng(0)
given, seq_len, d_model = 2, 5, 6  # a question of 2 tokens, its answer of 3
W_q, W_k, W_v = rng.normal(size=(3, d_model, d_model)) / 2
x = rng.normal(size=(seq_len, d_model))


def attend(x, source, causal=False):  # tokens of x look at tokens of source
    scores = (x @ W_q) @ (source @ W_k).T / np.sqrt(d_model)  # x by source
    scores = np.where(np.tri(len(x)) > 0, scores, -np.inf) if causal else scores
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    return x + exps / exps.sum(axis=1, keepdims=True) @ source @ W_v


def encoder_decoder(x):
    question = attend(x[:given], x[:given])  # the encoder: all see all
    answer = attend(x[given:], x[given:], causal=True)  # the decoder: no later token
    return np.concatenate([question, attend(answer, question)])  # cross-attention


kinds = lambda x: attend(x, x), lambda x: attend(x, x, causal=True), encoder_decoder
print("changed token    encoder  decoder-only  encoder-decoder")
for n in range(seq_len):  # change one token: which outputs change?
    changed = x + 2 * np.eye(seq_len)[:, [n]]
    moved = [abs(of(changed) - of(x)).max(axis=1).round(9) for of in kinds]
    print(f"{n:13}", *(f"{''.join('-x'[int(m > 0)] for m in ms):>13}" for ms in moved))
print("last moved by", *(f"{ms[-1]:13.2f}" for ms in moved))
