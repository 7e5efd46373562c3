"""Encoder, decoder-only and encoder-decoder differ in who may look at whom."""

import numpy as np

rng = np.random.default_rng(0)
given, time, d_model = 2, 5, 6  # a question of 2 tokens, its answer of 3
Wq, Wk, Wv = rng.normal(size=(3, d_model, d_model)) / 2
x = rng.normal(size=(time, d_model))


def attend(x, seen, causal=False):  # tokens of x look at tokens of seen
    exps = np.exp((x @ Wq) @ (seen @ Wk).T)  # (time of x, time of seen)
    exps = np.tril(exps) if causal else exps
    return x + exps / exps.sum(-1, keepdims=True) @ seen @ Wv


def encoder_decoder(x):
    question = attend(x[:given], x[:given])  # the encoder: all see all
    answer = attend(x[given:], x[given:], causal=True)  # the decoder: no later token
    return np.concatenate([question, attend(answer, question)])  # cross-attention


kinds = lambda x: attend(x, x), lambda x: attend(x, x, causal=True), encoder_decoder
print("changed         encoder    decoder-only encoder-decoder")
for place in range(time):  # change one token: where does something else come out?
    changed = x + 2 * np.eye(time)[:, [place]]
    moved = [abs(kind(changed) - kind(x)).max(-1) for kind in kinds]
    shown = ["".join("-x"[int(a > 1e-6)] for a in b) + f"{b[-1]:6.2f}" for b in moved]
    print(f"token {place}", *(f"{column:>15}" for column in shown))
