"""A batch gives each text the answer it has alone, if filler is masked, uncounted."""

import numpy as np

table = np.sin(2.0 * np.arange(9 * 4)).reshape(9, 4)  # a row for each token, learned
places = np.cos(5.0 * np.arange(6 * 4)).reshape(6, 4)  # a row for each place, learned


def last_logits(ids, filler, skip):  # tokens of filler: masked, not counted (batch,)
    at = np.arange(ids.shape[1]) - skip[:, None]  # places   (batch, time)
    x = table[ids] + places[at]  # (batch, time, d_model)
    real = np.arange(ids.shape[1]) >= filler[:, None]  # (batch, time)
    sees = np.tri(ids.shape[1]) * real[:, None, :] + np.eye(
        ids.shape[1]
    )  # no empty row
    exps = np.exp(x @ x.transpose(0, 2, 1)) * (sees > 0)  # (batch, time, time)
    mixed = exps / exps.sum(axis=2, keepdims=True) @ x
    return mixed[:, -1] @ table.T  # of the last place   (batch, vocab_size)


none = np.array([0])
texts = np.array([[5, 2]]), np.array([[7, 1, 3, 8]])
alone = np.concatenate([last_logits(text, none, none) for text in texts])
batch = np.array([[0, 0, 5, 2], [7, 1, 3, 8]])  # filler 0 on the left  (batch, time)
filler = np.array([2, 0])
print(f"alone: likeliest {alone.argmax(axis=1)}, logits {alone.max(axis=1).round(2)}")
for masked, uncounted in (1, 1), (1, 0), (0, 1):
    off = abs(last_logits(batch, filler * masked, filler * uncounted) - alone)
    print(f"masked {masked}, uncounted {uncounted}: off by {off.max(axis=1).round(2)}")
