"""Filler after a text is hidden by the causal mask; filler before it is not."""

import numpy as np

rng = np.random.default_rng(1)
text, filler = rng.normal(size=(3, 2)), rng.normal(size=(2, 2))  # (time, d_model)


def attention(x, padding):  # padding: True for filler
    hidden = np.triu(np.ones((len(x), len(x))), 1) > 0  # the causal mask
    hidden = hidden | padding & (np.eye(len(x)) == 0)  # a token may see itself
    scores = np.where(hidden, -np.inf, x @ x.T / np.sqrt(x.shape[1]))
    exps = np.exp(scores)
    return exps / exps.sum(axis=1, keepdims=True) @ x


none, left = np.zeros(5, dtype=bool), np.arange(5) < 2
for name, output in (
    ("no filler:            ", attention(text, none[:3])),
    ("on the right:         ", attention(np.concatenate([text, filler]), none)[:3]),
    ("on the left:          ", attention(np.concatenate([filler, text]), none)[2:]),
    ("on the left, masked:  ", attention(np.concatenate([filler, text]), left)[2:]),
):
    print(name, *(f"{o:5.2f}" for o in output.ravel()))
