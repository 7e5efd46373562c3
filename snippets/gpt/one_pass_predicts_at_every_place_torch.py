"""One pass predicts at every place what reading up to that place predicts."""

import numpy as np
import torch
from torch.nn.functional import layer_norm, scaled_dot_product_attention

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
context, d_model, vocab_size, n_layers = 6, 8, 11, 2
tokens = torch.tensor(rng.normal(size=(vocab_size, d_model)))  # and the way out
places = torch.tensor(rng.normal(size=(context, d_model)))
layers = torch.tensor(rng.normal(size=(n_layers, 5, d_model, d_model)) / 3)


def gpt(ids):  # (time,) -> logits (time, vocab_size)
    x = tokens[ids] + places[: len(ids)]
    for q, k, v, up, down in layers:
        seen = layer_norm(x, [d_model])[None]  # a batch of one text
        parts = seen @ q, seen @ k, seen @ v
        x = x + scaled_dot_product_attention(*parts, is_causal=True, scale=1)[0]
        x = x + (layer_norm(x, [d_model]) @ up).relu() @ down
    return layer_norm(x, [d_model]) @ tokens.T


ids = torch.tensor([3, 1, 4, 1, 5, 9])
whole = gpt(ids)
for time in range(1, context + 1):
    logits = gpt(ids[:time])[-1]  # read so far, predict the next one
    same = torch.allclose(logits, whole[time - 1])
    print(f"{ids[:time].numpy()}: then {logits.argmax()}, same in one pass: {same}")
