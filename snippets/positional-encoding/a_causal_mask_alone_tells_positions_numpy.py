"""Without any encoding, a causal mask and a first token tell positions apart."""

import numpy as np

seq_len = 6  # knob: 2 to 9
values = np.eye(seq_len)[0]  # 1 for the start token, else 0
masks = {"causal mask": np.tri(seq_len), "no mask": np.ones((seq_len, seq_len))}
for name, mask in masks.items():
    weights = mask / mask.sum(axis=1, keepdims=True)  # all tokens fit equally well
    gathered = weights @ values  # (seq_len,)
    inverse = (1 / gathered).round().astype(int)
    print(f"{name:11} {gathered.round(2)}, inverse {inverse}")
