"""Only the differences between logits count: 7 more for all of them changes nothing."""

import numpy as np

logits = np.array([3.0, 2.0, 0.0])  # (vocab_size,)
rows = {"as they are": logits, "7 added": logits + 7, "doubled": logits * 2}
for name, row in rows.items():
    exps = np.exp(row - row.max())
    probs = exps / exps.sum()  # softmax   (vocab_size,)
    ratio = probs[0] / probs[1]
    print(f"{name:11} {row} -> {probs.round(2)}, first / second {ratio:.2f}")
print(f"e {np.exp(1):.2f}, e squared {np.exp(2):.2f}")
