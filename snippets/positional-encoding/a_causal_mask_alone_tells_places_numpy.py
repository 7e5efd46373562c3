"""Without any encoding, a causal mask and a first token tell places apart."""

import numpy as np

time = 6
values = np.array([1.0, 0.0, 0.0, 0.0, 0.0, 0.0])  # 1 for the first token, else 0
scores = np.zeros((time, time))  # all tokens fit equally well   (time, time)
for name, hidden in ("with a mask", np.triu_indices(time, k=1)), ("without", ([], [])):
    seen = np.exp(scores)
    seen[hidden] = 0  # later tokens
    gathered = seen / seen.sum(axis=1, keepdims=True) @ values  # (time,)
    print(
        f"{name:11} {gathered.round(2)}, places: {(1 / gathered).round().astype(int)}"
    )
