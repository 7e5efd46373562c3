"""Encoder, decoder-only and encoder-decoder differ in who may look at whom."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
given, seq_len, d_model = 2, 5, 6  # a question of 2 tokens, its answer of 3
W_q, W_k, W_v = torch.tensor(rng.normal(size=(3, d_model, d_model)) / 2)
x = torch.tensor(rng.normal(size=(seq_len, d_model)))


def attend(x, source, causal=False):  # tokens of x look at tokens of source
    q, k, v = (x @ W_q)[None], (source @ W_k)[None], (source @ W_v)[None]
    return x + F.scaled_dot_product_attention(q, k, v, is_causal=causal)[0]


def encoder_decoder(x):
    question = attend(x[:given], x[:given])  # the encoder: all see all
    answer = attend(x[given:], x[given:], causal=True)  # the decoder: no later token
    return torch.cat([question, attend(answer, question)])  # cross-attention


kinds = lambda x: attend(x, x), lambda x: attend(x, x, causal=True), encoder_decoder
print("changed token    encoder  decoder-only  encoder-decoder")
for n in range(seq_len):  # change one token: which outputs change?
    changed = x + 2 * torch.eye(seq_len, dtype=x.dtype)[:, [n]]
    moved = [abs(of(changed) - of(x)).amax(dim=1).round(decimals=9) for of in kinds]
    print(f"{n:13}", *(f"{''.join('-x'[int(m > 0)] for m in ms):>13}" for ms in moved))
print("last moved by", *(f"{ms[-1]:13.2f}" for ms in moved))
