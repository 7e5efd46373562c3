"""One masked pass gives each token what a pass over its own beginning gives."""

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(0)  # the same numbers as on the NumPy tab
seq_len, d_head = 4, 3
q, k, v = torch.tensor(rng.normal(size=(3, 1, seq_len, d_head)))  # a batch of one

once = F.scaled_dot_product_attention(q, k, v, is_causal=True)[0]
print("token   read alone, from the beginning   in one masked pass")
for t in range(seq_len):
    alone = F.scaled_dot_product_attention(q[:, [t]], k[:, : t + 1], v[:, : t + 1])
    print(f"{t:5}  ", *(f"{a:6.2f}" for a in alone[0, 0]), end=" " * 13)
    print(*(f"{o:6.2f}" for o in once[t]))
