"""Encoder, decoder-only and encoder-decoder differ in who may look at whom."""

import numpy as np
import torch
from torch.nn.functional import scaled_dot_product_attention

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
given, time, d_model = 2, 5, 6  # a question of 2 tokens, its answer of 3
Wq, Wk, Wv = torch.tensor(rng.normal(size=(3, d_model, d_model)) / 2)
x = torch.tensor(rng.normal(size=(time, d_model)))


def attend(x, seen, causal=False):  # tokens of x look at tokens of seen
    q, k, v = (x @ Wq)[None], (seen @ Wk)[None], (seen @ Wv)[None]
    return x + scaled_dot_product_attention(q, k, v, is_causal=causal, scale=1)[0]


def encoder_decoder(x):
    question = attend(x[:given], x[:given])  # the encoder: all see all
    answer = attend(x[given:], x[given:], causal=True)  # the decoder: no later token
    return torch.cat([question, attend(answer, question)])  # cross-attention


kinds = lambda x: attend(x, x), lambda x: attend(x, x, causal=True), encoder_decoder
print("changed         encoder    decoder-only encoder-decoder")
for place in range(time):  # change one token: where does something else come out?
    changed = x + 2 * torch.eye(time, dtype=x.dtype)[:, [place]]
    moved = [abs(kind(changed) - kind(x)).amax(-1) for kind in kinds]
    shown = ["".join("-x"[int(a > 1e-6)] for a in b) + f"{b[-1]:6.2f}" for b in moved]
    print(f"token {place}", *(f"{column:>15}" for column in shown))
