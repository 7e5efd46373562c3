"""Sequences in a batch get what each gets alone, if padding is masked, uncounted."""

import numpy as np

rng = np.random.default_rng(0)
embedding, position = rng.normal(size=(9, 4)), rng.normal(size=(6, 4))  # learned


def last_logits(ids, masked, skipped):  # (batch, seq_len) and two of (batch, 1)
    order = np.arange(ids.shape[1])
    x = embedding[ids] + position[np.maximum(order - skipped, 0)]  # (b, s, d_model)
    sees = np.tri(len(order), dtype=bool) & (order >= masked)[:, None]  # (b, s, s)
    sees |= np.eye(len(order), dtype=bool)  # padding sees itself: no row is empty
    scores = np.where(sees, x @ x.transpose(0, 2, 1), -np.inf)
    probs = np.exp(scores - scores.max(axis=2, keepdims=True))
    mixed = (probs / probs.sum(axis=2, keepdims=True)) @ x
    return mixed[:, -1] @ embedding.T  # at the last position (batch, vocab_size)


none = np.zeros((1, 1), dtype=int)
short, long = np.array([[5, 2]]), np.array([[7, 1, 3, 8]])
alone = np.vstack([last_logits(ids, none, none) for ids in (short, long)])
batch = np.array([[0, 0, 5, 2], [7, 1, 3, 8]])  # two tokens of padding on the left
padding = np.array([[2], [0]])  # how many
print("masked   counted as positions   short one off by   long one off by")
for masked, counted in ((True, False), (True, True), (False, False)):
    logits = last_logits(batch, padding * masked, padding * (not counted))
    off = np.abs(logits - alone).max(axis=1)
    print(f"{masked!s:8} {counted!s:22} {off[0]:16.2f} {off[1]:17.2f}")
