"""A model sees its last `context` tokens: what came before cannot change the output."""

import numpy as np

rng = np.random.default_rng(0)
vocab_size, context, d_model = 50, 4, 8
token_embedding = rng.normal(size=(vocab_size, d_model))
position_embedding = rng.normal(size=(context, d_model))
unembedding = rng.normal(size=(vocab_size, d_model))


def logits_after(ids):  # a small network on the last `context` tokens
    seen = ids[-context:]
    x = token_embedding[seen] + position_embedding[: len(seen)]  # (seq_len, d_model)
    return unembedding @ np.tanh(x).sum(axis=0)  # (vocab_size,)


window = [1, 2, 3, 4]
print(f"{'all tokens':24} {'seen':14} logits differ from {window}'s by")
for ids in ([7, 8, 9, *window], [30, 31, *window], [1, 2, 3, 6], [9, 2, 3, 4]):
    apart = np.abs(logits_after(ids) - logits_after(window)).max()
    print(f"{ids!s:24} {ids[-context:]!s:14} {apart:.3g}")
