"""A model sees its last `context` tokens: what came before cannot change the answer."""

import numpy as np

rng = np.random.default_rng(0)
vocab_size, context, d_model = 50, 4, 8
E = rng.normal(size=(vocab_size, d_model))  # one row for each token
P = rng.normal(size=(context, d_model))  # one row for each position
W = rng.normal(size=(vocab_size, d_model))  # scores from the summary


def likeliest_next(ids):
    seen = np.array(ids[-context:])
    x = E[seen] + P[: len(seen)]  # (time, d_model)
    return int((W @ np.tanh(x).sum(axis=0)).argmax())


for ids in ([7, 8, 9, 1, 2, 3, 4], [30, 31, 1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 6]):
    print(f"{ids!s:22} sees {ids[-context:]}, answers {likeliest_next(ids)}")
