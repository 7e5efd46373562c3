"""A logit is a sum too: each part of the stream has its own share of it."""

import numpy as np

words = ["mat", "moon"]
table = np.array(
    [[1.0, 0.0, 1.0], [0.0, 2.0, -1.0]]
)  # a row for each word  (vocab_size, d_model)
parts = {
    "embedding": np.array([0.5, 0.5, 0.0]),
    "attention": np.array([2.0, -0.5, 1.0]),
    "feed-forward": np.array([-0.5, 1.0, 0.5]),
}
state = sum(parts.values())  # the stream at its end   (d_model,)
center, spread = state.mean(), state.std()
logits = table @ ((state - center) / spread)  # final norm, then the table
print("logits:      ", *(f"{word} {z:5.2f}  " for word, z in zip(words, logits)))
for name, part in parts.items():  # the same spread for all: that of the whole
    share = table @ ((part - part.mean()) / spread)
    print(f"{name:13}", *(f"{word} {z:5.2f}  " for word, z in zip(words, share)))
