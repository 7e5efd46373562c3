"""Top-k keeps a number of tokens; top-p and min-p keep few when the model is sure."""

import numpy as np

sure = np.array([0.9, 0.04, 0.03, 0.02, 0.01])  # most probable first   (vocab_size,)
unsure = np.array([0.3, 0.25, 0.2, 0.15, 0.1])
print("         top-k 2  top-p 0.85  min-p 0.2")
for name, probs in ("sure", sure), ("unsure", unsure):
    before = probs.cumsum() - probs  # of all that is more probable
    kept = 2, (before < 0.85).sum(), (probs >= 0.2 * probs.max()).sum()
    print(f"{name:8} {kept[0]:7} {kept[1]:11} {kept[2]:10}")
